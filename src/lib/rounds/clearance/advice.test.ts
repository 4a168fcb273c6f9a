import { describe, expect, test } from 'vitest';
import type { Block, Run } from '#lib/documents/document.ts';
import type { Standing } from '../standing.ts';
import { type Advice, type AdviceDepartment, verdict } from './advice.ts';
import { adviceDocument } from './advice-document.ts';
import { weighObstacles } from './clearance.ts';

const standing: Standing = {
	state: 'replied',
	stance: 'content',
	label: 'Content',
	colour: 'green',
	symbol: '●',
	weight: 'agrees',
	late: false,
	onEarlierCopy: false,
	because: null
};

function department(name: string, stands: Partial<Standing> = {}, text: string | null = null): AdviceDepartment {
	const own = { ...standing, ...stands };
	return {
		teamId: name.length,
		name,
		post: `Secretary of State for ${name}`,
		standing: own,
		cells: [{ label: own.label, symbol: own.symbol }],
		reply: own.state === 'replied' ? { text, sentBy: 'Private office', datedOn: '2026-03-20' } : null
	};
}

const treasurysWords =
	'Content, from within the settlement.\nNot a penny more.\n\nThis is no agreement to later years.';

const advice: Advice = {
	madeOn: '2026-04-01',
	review: { title: 'Start in life', banner: 'FICTIONAL' },
	round: {
		name: 'W1',
		title: 'Family hubs',
		committee: 'Families Committee',
		chair: 'Keeper of the Seals',
		copiedTo: 'the members of the committee',
		sponsor: 'Secretary of State for Families',
		issuedOn: '2026-03-16',
		replyBy: '2026-03-31',
		spendsMoney: true,
		rules: 'United Kingdom, edition 1'
	},
	copy: { paper: 'P2', title: 'Family hubs', number: 4, sha256: 'a'.repeat(64), marking: 'OFFICIAL' },
	recommendations: [{ reference: 'R7', title: 'A hub in every area', version: 2, movedOn: false }],
	departments: [
		department('Care', { late: true }),
		department('Home', { label: 'Not content', stance: 'not_content', weight: 'stands_in_the_way' }, 'No second door.'),
		department('Places', { state: 'silent', stance: null, label: 'Nil return by silence', because: 'Nothing came.' }),
		department('Exchequer')
	],
	treasury: {
		name: 'Exchequer',
		label: 'Content',
		text: treasurysWords,
		sentBy: 'Its office',
		datedOn: '2026-03-30'
	},
	comments: [
		{
			reference: 'C9',
			department: 'Care',
			recommendation: 'R7',
			grade: 'condition',
			text: 'A line on cost',
			state: 'to_tick',
			metVersion: 2,
			handled: null,
			owner: null
		}
	],
	obstacles: [
		{
			gate: 'objections_resolved',
			teamId: 4,
			words: 'Home has said “not content”.',
			source: 'Guidance',
			meetingMayOverride: true
		}
	]
};

describe('the clearance advice', () => {
	const text = words(adviceDocument(advice).blocks);

	test('names who agrees, silence, late replies, open conditions, objections, the copy with its digest, and what stands in the way', () => {
		for (const part of [
			'Home has said “not content”.',
			'Rule: no objection stands.',
			'Places: nil return by silence.',
			'Care: Content, dated 20 March 2026, late.',
			'C9|Care|R7|Condition: A line on cost|Waits for the tick, version 2',
			'P2 Family hubs, snapshot 4',
			'a'.repeat(64),
			'R7 A hub in every area, version 2',
			'Home: Not content.'
		]) {
			expect(text).toContain(part);
		}
	});

	test('gives the Treasury’s position word for word', () => {
		expect(text).toContain(treasurysWords.replaceAll('\n\n', '\n'));
		expect(words(adviceDocument({ ...advice, treasury: null }).blocks)).toContain(
			'The Treasury is not asked, and money'
		);
	});

	test('says first whether it can be cleared, and that having every reply is not clearance', () => {
		expect(verdict(advice)).toBe(
			'This cannot be cleared by letter yet: one thing stands in the way. A meeting of ministers may decide all the same.'
		);
		expect(verdict({ ...advice, obstacles: [] })).toContain('Having every reply is not clearance.');
	});
});

test('a letter overrides nothing; a minute what the rules let it override and nothing else', () => {
	const [objection] = advice.obstacles;
	if (!objection) throw new Error('The advice has no objection');
	const treasury = { ...objection, gate: 'treasury_content' as const, meetingMayOverride: false };
	expect(weighObstacles([objection, treasury], 'letter').refusing).toEqual([objection, treasury]);
	expect(weighObstacles([objection, treasury], 'minute')).toEqual({ refusing: [treasury], overridden: [objection] });
});

/** The words of a document, a line each; the cells of a row are parted by a bar. */
function words(blocks: readonly Block[]): string {
	return blocks
		.flatMap((block): string[] => {
			if (block.type === 'table') return [block.header, ...block.rows].map((row) => row.map(runWords).join('|'));
			if (block.type === 'list') return block.items.map((item) => words(item));
			if (block.type === 'quote') return [words(block.blocks)];
			return 'runs' in block ? [runWords(block.runs)] : [];
		})
		.join('\n');
}

function runWords(runs: readonly Run[]): string {
	return runs
		.map((run) =>
			run.type === 'text' ? run.text : run.type === 'break' ? '\n' : 'runs' in run ? runWords(run.runs) : ''
		)
		.join('');
}
