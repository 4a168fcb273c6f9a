import { describe, expect, test } from 'vitest';
import { toMarkdown } from '#lib/documents/to-markdown.ts';
import { criteriaOf } from './criteria.ts';
import { isContested, type Judgement, missingOf, type Sheet } from './judgement.ts';
import { sheetDocument } from './sheet-document.ts';

const official: Judgement = {
	id: 1,
	criterion: 'problem',
	answer: 'yes',
	comment: 'Everybody says so.',
	version: 2,
	lapsed: false,
	postId: 1,
	postTitle: 'Evidence official',
	teamId: 1,
	departmentName: 'Department for Families',
	shortName: 'Families',
	personName: 'Ada',
	recordedBy: null,
	givenAt: new Date('2026-03-16T10:00:00Z'),
	findings: [{ linkId: 5, number: 104, sentence: 'Mothers repeat their story.', changed: false }]
};
const doubter: Judgement = {
	...official,
	...{ id: 2, answer: 'doubtful', comment: null, version: 1, lapsed: true, teamId: 2, findings: [] },
	departmentName: 'Department of Care'
};

function sheetOf(judgements: Judgement[], hidden = false): Sheet {
	return {
		...{ full: false, independent: hidden, version: 2 },
		rows: criteriaOf(false).map((criterion) => {
			const others = judgements.filter((judgement) => judgement.criterion === criterion.key);
			const missing = hidden ? [] : missingOf(others, criterion.key);
			return { criterion, own: [], others, hidden, missing, contested: isContested(others) };
		})
	};
}

function printed(sheet: Sheet): string {
	const recommendation = { number: 7, title: 'One visitor', text: 'Every family keeps one visitor.', version: 2 };
	const review = { title: 'Start in life', banner: null, marking: 'OFFICIAL', madeOn: '2026-03-17' };
	return toMarkdown(sheetDocument(sheet, recommendation, review));
}

describe('the sheet as a document', () => {
	test('prints whose judgement it is, on which words, what it rests on, and what is missing', () => {
		const text = printed(sheetOf([official, doubter]));
		for (const words of [
			'R7, version 2',
			'Every family keeps one visitor.',
			'1 of 5 criteria is judged.',
			'Department for Families',
			'Yes, it is pressing',
			'F104 Mothers repeat their story.',
			'Everybody says so.',
			'the words have changed since',
			'Nobody has judged it yet',
			'GRADE Evidence to Decision'
		]) {
			expect(text).toContain(words);
		}
		// What has lapsed contests nothing.
		expect(text).not.toContain('lean different ways');
		expect(printed(sheetOf([official, { ...doubter, lapsed: false }]))).toContain('lean different ways');
	});

	test('says that judgements are kept back, and not that they are missing', () => {
		const text = printed(sheetOf([], true));
		expect(text).toContain('shown once you have given your own');
		expect(text).not.toContain('Nobody has judged');
	});
});
