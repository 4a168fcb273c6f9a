import { type Block, type DocumentModel, plainRuns, type Run, runsText } from '#lib/documents/document.ts';
import { numberDocument, type Numbering } from '#lib/documents/numbering.ts';
import { parseReference } from '#lib/reviews/reference.ts';
import { composePaper } from '../compose.ts';
import type { PaperContent } from '../content.ts';
import { type WithholdingCode, withholdingCodeNames, withholdingCodes } from './codes.ts';
import type { Removal } from './removal.ts';

/**
 * The document that the public reads. It carries no working reference, no footnote, no snapshot and no hash, and it says
 * at its end what it leaves out and under which exemption.
 * @param content what `redact` has made
 */
export function composePublicCopy(
	content: PaperContent,
	removals: readonly Pick<Removal, 'state' | 'code'>[]
): DocumentModel {
	const model = composePaper(content, {
		kind: 'snapshot',
		number: 0,
		gate: 'published',
		sha256: '',
		takenAt: new Date(0)
	});
	const known = { names: namesOf(content), leads: numberDocument(model).target };
	return {
		...model,
		marking: 'OFFICIAL',
		status: null,
		properties: {
			subject: content.profile.name,
			creator: content.department,
			keywords: [content.review],
			snapshot: null
		},
		blocks: [...model.blocks.map((block) => publicBlock(block, known)), ...whatIsLeftOut(removals)],
		footnotes: []
	};
}

/** Every text that a document holds, printed or not: titles, properties, keys, addresses of links. */
export function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
	return [];
}

type Known = { names: ReadonlyMap<string, string>; leads: Numbering['target'] };

/** A recommendation is told from another by its place alone, since its working reference is no name for the public. */
function namesOf(content: PaperContent): Map<string, string> {
	return new Map(content.recommendations.map(({ reference }, index) => [reference, `recommendation ${index + 1}`]));
}

function publicBlock(block: Block, known: Known): Block {
	switch (block.type) {
		case 'recommendation':
			return { ...block, key: known.names.get(block.key) ?? '', reference: null, runs: publicRuns(block.runs, known) };
		case 'list':
			return { ...block, items: block.items.map((item) => item.map((each) => publicBlock(each, known))) };
		case 'quote':
			return { ...block, blocks: block.blocks.map((each) => publicBlock(each, known)) };
		case 'table':
			return {
				...block,
				caption: block.caption && publicRuns(block.caption, known),
				header: block.header.map((cell) => publicRuns(cell, known)),
				rows: block.rows.map((row) => row.map((cell) => publicRuns(cell, known)))
			};
		case 'heading':
		case 'annex':
		case 'paragraph':
			return { ...block, runs: publicRuns(block.runs, known) };
		default:
			return block;
	}
}

/** An address that is not on the web, leads back into the service, or belongs to withheld words is not for the public. */
function publicRuns(runs: Run[], known: Known): Run[] {
	return runs.flatMap((run): Run[] => {
		if (run.type === 'footnotes') return [];
		if (run.type === 'crossReference') {
			const name = known.names.get(run.name);
			// What it leads to is left out, or was never there.
			if (!parseReference(run.name) && known.leads(run.name) === null) return plainRuns('[Withheld]');
			return name === undefined && parseReference(run.name) ? [] : [{ ...run, name: name ?? run.name }];
		}
		if (run.type === 'link') {
			const inner = publicRuns(run.runs, known);
			const open = /^(?:https?:\/\/|#)/i.test(run.href) && !/\/reviews\/|^#[A-Z]\d+$/.test(run.href);
			return open && !runsText(inner).includes('[Withheld') ? [{ ...run, runs: inner }] : inner;
		}
		return 'runs' in run ? [{ ...run, runs: publicRuns(run.runs, known) }] : [run];
	});
}

function whatIsLeftOut(removals: readonly Pick<Removal, 'state' | 'code'>[]): Block[] {
	const told = withholdingCodeNames.filter((code) => !withholdingCodes[code].silent);
	const counts = told.flatMap((code) => {
		const count = removals.filter((removal) => removal.state !== 'kept' && removal.code === code).length;
		return count > 0 ? [{ code, count }] : [];
	});
	if (counts.length === 0) return [];
	const row = ({ code, count }: { code: WithholdingCode; count: number }) =>
		[withholdingCodes[code].label, String(count), withholdingCodes[code].exemption].map(plainRuns);
	return [
		{ type: 'heading', level: 1, runs: plainRuns('What this copy leaves out') },
		{
			type: 'table',
			caption: plainRuns('Words withheld, by reason'),
			align: ['left', 'right', 'left'],
			header: ['Reason', 'Places', 'Exemption or policy'].map(plainRuns),
			rows: counts.map(row)
		}
	];
}
