import type { Grade } from '#lib/positions/position.ts';
import type { Obstacle } from '../gates.ts';
import type { ConditionState } from '../ledger/ledger.ts';
import type { Standing } from '../standing.ts';

/** What the secretariat tells the committee's chair: everything in it is read from the ledger, nothing is written by hand. */
export type Advice = {
	/** London's date. */
	madeOn: string;
	review: { title: string; banner: string | null };
	round: {
		name: string;
		title: string;
		committee: string;
		chair: string;
		/** Who gets a copy of the committee's letters, as it is printed; '' for nobody. */
		copiedTo: string;
		sponsor: string;
		issuedOn: string;
		replyBy: string;
		spendsMoney: boolean;
		rules: string;
	};
	copy: { paper: string; title: string; number: number; sha256: string; marking: string };
	recommendations: { reference: string; title: string; version: number; movedOn: boolean }[];
	departments: AdviceDepartment[];
	/** The Treasury's position in its own words; null where it is not asked. */
	treasury: { name: string; label: string; text: string | null; sentBy: string | null; datedOn: string | null } | null;
	comments: AdviceComment[];
	obstacles: Obstacle[];
};

export type AdviceDepartment = {
	teamId: number;
	name: string;
	post: string;
	standing: Standing;
	/** What it says of each recommendation, in their order. */
	cells: { label: string; symbol: string }[];
	/** Its reply as it came; null where it kept silent. */
	reply: { text: string | null; sentBy: string; datedOn: string } | null;
};

export type AdviceComment = {
	reference: string;
	department: string;
	recommendation: string;
	grade: Grade;
	text: string;
	state: ConditionState;
	metVersion: number | null;
	handled: string | null;
	owner: string | null;
};

/** The departments by how they answered: each list is named in the advice, also where it is empty. */
export function groupsOf(advice: Advice) {
	const { departments } = advice;
	const state = (wanted: Standing['state']) => departments.filter(({ standing }) => standing.state === wanted);
	return {
		silent: state('silent'),
		owing: state('owes'),
		waiting: state('not_due'),
		late: state('replied').filter(({ standing }) => standing.late),
		objecting: state('replied').filter(({ standing }) => standing.weight === 'stands_in_the_way')
	};
}

/** Conditions that are open by their own department's word; what is not insisted on stands apart. */
export function openComments(advice: Advice) {
	const open = advice.comments.filter(({ state }) => state === 'open' || state === 'reopened' || state === 'to_tick');
	return {
		conditions: open.filter(({ grade }) => grade === 'condition'),
		remarks: open.filter(({ grade }) => grade !== 'condition'),
		settled: advice.comments.filter(({ state }) => state === 'met' || state === 'handled')
	};
}

/** The first sentence of the advice. */
export function verdict({ obstacles, round }: Advice): string {
	if (obstacles.length === 0) {
		return `Nothing stands in the way: the ${round.chair} may be asked to clear. Having every reply is not clearance.`;
	}
	const overridable = obstacles.every(({ meetingMayOverride }) => meetingMayOverride);
	const how = overridable ? ' A meeting of ministers may decide all the same.' : '';
	return `This cannot be cleared by letter yet: ${obstacles.length === 1 ? 'one thing stands' : `${obstacles.length} things stand`} in the way.${how}`;
}
