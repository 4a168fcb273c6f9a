import { eventKinds, type EventKind } from '#lib/evidence/event.ts';
import type { Gate } from '#lib/papers/paper.ts';
import type { LinkStance } from '#lib/recommendations/link.ts';
import { recommendationStates, type RecommendationState } from '#lib/recommendations/recommendation.ts';

/** Counts along the line of a review, from what was heard to what is written. */
export type Line = {
	events: { kind: EventKind; count: number }[];
	findings: { sourceKind: EventKind | null; count: number; tagged: number }[];
	tags: { state: RecommendationState; stance: LinkStance; count: number; toRecheck: number }[];
	recommendations: { state: RecommendationState; count: number }[];
	papers: { number: number; title: string; gate: Gate; state: RecommendationState | null; placed: number }[];
};

export type Node = { key: string; label: string; count: number; href: string };

/** The part of one node that flows into another; each share is of that node's own height, from 0 to 1. */
export type Flow = { from: string; to: string; value: number; fromShare: number; toShare: number };

export type Picture = { columns: { title: string; nodes: Node[] }[]; flows: Flow[] };

/** The line as columns of nodes and the flows between them: evidence by kind, findings, recommendations by state, papers. */
export function pictureOf(line: Line, base: string): Picture {
	const evidence = Object.entries(eventKinds).flatMap(([kind, { label }]): Node[] => {
		const count = line.events.find((row) => row.kind === kind)?.count ?? 0;
		return count === 0 ? [] : [{ key: `event ${kind}`, label, count, href: `${base}/evidence?kind=${kind}` }];
	});
	const tagged = sum(line.findings.map((row) => row.tagged));
	const untagged = sum(line.findings.map((row) => row.count)) - tagged;
	const findings: Node[] = [
		{ key: 'tagged', label: 'Tagged', count: tagged, href: `${base}/findings` },
		{ key: 'untagged', label: 'Not tagged yet', count: untagged, href: `${base}/findings/untagged` }
	].filter((node) => node.count > 0);
	const recommendations = Object.entries(recommendationStates).flatMap(([state, { label }]): Node[] => {
		const count = line.recommendations.find((row) => row.state === state)?.count ?? 0;
		return count === 0 ? [] : [{ key: `state ${state}`, label, count, href: `${base}/recommendations?state=${state}` }];
	});
	const papers = [...new Map(line.papers.map((row) => [row.number, row])).values()].map((paper): Node => ({
		key: `paper ${paper.number}`,
		label: `P${paper.number} ${paper.title}`,
		count: sum(line.papers.filter((row) => row.number === paper.number).map((row) => row.placed)),
		href: `${base}/papers/P${paper.number}`
	}));
	const columns = [
		{ title: 'Evidence', nodes: evidence },
		{ title: 'Findings', nodes: findings },
		{ title: 'Recommendations', nodes: recommendations },
		{ title: 'Papers', nodes: papers }
	];
	const flows = [...fromEvidence(line), ...fromFindings(line), ...intoPapers(line)];
	return {
		columns,
		flows: inOrderOf(
			columns.flatMap((column) => column.nodes),
			flows
		)
	};
}

/** Flows leave and arrive in the order of the nodes at their other end, so that as few as possible cross. */
function inOrderOf(nodes: Node[], flows: Flow[]): Flow[] {
	const place = new Map(nodes.map((node, index) => [node.key, index]));
	const at = (key: string) => place.get(key) ?? nodes.length;
	return flows.sort((one, other) => at(one.from) - at(other.from) || at(one.to) - at(other.to));
}

function fromEvidence(line: Line): Flow[] {
	const tagged = sum(line.findings.map((row) => row.tagged));
	const untagged = sum(line.findings.map((row) => row.count)) - tagged;
	return line.findings.flatMap(({ sourceKind, count, tagged: ofWhichTagged }) => {
		if (sourceKind === null) return [];
		const from = `event ${sourceKind}`;
		return [
			{
				from,
				to: 'tagged',
				value: ofWhichTagged,
				fromShare: share(ofWhichTagged, count),
				toShare: share(ofWhichTagged, tagged)
			},
			{
				from,
				to: 'untagged',
				value: count - ofWhichTagged,
				fromShare: share(count - ofWhichTagged, count),
				toShare: share(count - ofWhichTagged, untagged)
			}
		].filter((flow) => flow.value > 0);
	});
}

function fromFindings(line: Line): Flow[] {
	const all = sum(line.tags.map((row) => row.count));
	return [...new Set(line.tags.map((row) => row.state))].map((state) => {
		const value = sum(line.tags.filter((row) => row.state === state).map((row) => row.count));
		return { from: 'tagged', to: `state ${state}`, value, fromShare: share(value, all), toShare: 1 };
	});
}

function intoPapers(line: Line): Flow[] {
	return line.papers.flatMap(({ number, state, placed }) => {
		if (state === null || placed === 0) return [];
		const ofState = line.recommendations.find((row) => row.state === state)?.count ?? 0;
		const placedAnywhere = sum(line.papers.filter((row) => row.state === state).map((row) => row.placed));
		const inPaper = sum(line.papers.filter((row) => row.number === number).map((row) => row.placed));
		return [
			{
				from: `state ${state}`,
				to: `paper ${number}`,
				value: placed,
				// A recommendation may stand in several papers, so that more is placed than there is.
				fromShare: share(placed, Math.max(ofState, placedAnywhere)),
				toShare: share(placed, inPaper)
			}
		];
	});
}

function share(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
