import { type Block, composeBlocks, type DocumentModel, plainRuns } from '#lib/documents/document.ts';

export const SAMPLE = { paragraphs: 35, headings: 18, tables: 8, footnotes: 60, recommendations: 6 };

/**
 * A paper of about 12 pages with 35 numbered paragraphs, 18 headings, 8 tables and 60 footnotes, or `times` as long.
 * The same finding is cited twice in places, and so is the same recommendation.
 */
export function samplePaper({ times = 1, showReferences = true } = {}): DocumentModel {
	const parts = Array.from({ length: times }, (_, round) => samplePart(round, showReferences));

	return {
		title: 'The first 1,001 days: support for families from conception to the age of two',
		language: 'en-GB',
		marking: 'OFFICIAL - SENSITIVE',
		banner: 'FICTIONAL: made up for demonstration',
		status: showReferences ? 'DRAFT, version 3, Friday 14 June 2019' : null,
		byLine: 'Paper by the Parliamentary Under-Secretary of State for Children and Families',
		properties: {
			subject: 'Draft paper for a Cabinet committee',
			creator: 'Secretariat of the review',
			keywords: ['early years', 'health visiting'],
			snapshot: { sha256: 'b0f3'.repeat(16), number: '3' }
		},
		numbered: true,
		styles: { paragraph: 'CabStandard', recommendation: 'CabRec' },
		contents: false,
		blocks: [
			...parts.flatMap((part) => part.blocks),
			{ type: 'annex', runs: plainRuns('How the evidence was gathered') },
			{ type: 'paragraph', numbered: false, runs: plainRuns('The review held 24 visits and 11 roundtables.') }
		],
		footnotes: parts.flatMap((part) => part.footnotes)
	};
}

function samplePart(round: number, showReferences: boolean) {
	const note = counter(round * SAMPLE.footnotes);
	const sections = Array.from({ length: 6 }, (_, index) => section(index, note));
	return composeBlocks(sections.join('\n\n'), {
		citation: (reference) =>
			`${reference} was heard on a visit to Islington on Tuesday 4 December 2018, from three of six parents.`,
		slot: (_, reference) => [recommendation(reference)],
		showReferences
	});
}

/** Three headings, six numbered paragraphs (five in the last), a recommendation, and one or two tables. */
function section(index: number, note: () => string): string {
	const name = sectionNames[index] ?? 'Further matters';
	const paragraphs = Array.from({ length: index === 5 ? 4 : 5 }, (_, place) => paragraph(index * 7 + place, note));
	const [first, second, third, fourth, ...rest] = paragraphs;

	return [
		`# ${name}`,
		first,
		`## What families told us`,
		second,
		`- Waiting times differ *between places*, and nobody can say why[^F${index * 10 + 1}].\n- A letter in **plain words** came too late:\n  - for two families, after the birth;\n  - for one, never.`,
		third,
		`> "We were passed from one office to the next, and each asked us the same questions."`,
		`Table: Visits made, by kind and place (${name.toLowerCase()})`,
		'| Place | Visits made | Families met | Share who were reached in time |\n|---|--:|--:|:-:|\n' +
			Array.from({ length: 7 }, (_, row) => `| ${places[row]} | ${row + 2} | ${row * 13 + 40} | ${60 + row}% |`).join(
				'\n'
			),
		'## What ministers are asked to do',
		fourth,
		`1. fund the visits that are owed to every family;\n2. publish what each place offers;\n   1. by county,\n   2. by district;\n3. report within a year.`,
		`::recommendation R${index + 1}`,
		...(index === 4 ? ['::recommendation R1'] : []),
		...rest,
		...(index < 2
			? [
					'| Option | Cost in 2020-21 | Families | What it would take |\n|---|--:|--:|---|\n' +
						Array.from(
							{ length: 5 },
							(_, row) =>
								`| ${row + 1}. ${optionNames[row]} | £${row * 3 + 2}.${row}5m | ${(row + 1) * 1200} | A change to guidance, and ${row + 2} months of preparation with the councils that take part |`
						).join('\n')
				]
			: []),
		paragraph(index * 7 + 5, note)
	]
		.filter((part) => part !== undefined)
		.join('\n\n');
}

function paragraph(seed: number, note: () => string): string {
	const first = sentences[seed % sentences.length] ?? '';
	const second = sentences[(seed + 3) % sentences.length] ?? '';
	const third = sentences[(seed + 5) % sentences.length] ?? '';
	return `${first}[^${note()}] ${second} ${third}[^${note()}]`;
}

function counter(from: number): () => string {
	let given = 0;
	return () => `F${from + 1 + (given++ % SAMPLE.footnotes)}`;
}

function recommendation(reference: string): Block {
	return {
		type: 'recommendation',
		key: reference,
		reference,
		verb: 'Agree',
		runs: plainRuns(`that every family is offered the five visits by 2021, and that each place publishes its figures.`)
	};
}

const sectionNames = ['Summary', 'Background', 'Evidence', 'Costs', 'Delivery', 'Next steps'];
const places = ['Islington', 'Blackpool', 'Leeds', 'Cornwall', 'Newham', 'Durham', 'Herefordshire'];
const optionNames = [
	'Do the minimum',
	'Extend the visits',
	'One offer in every place',
	'Train more visitors',
	'All of these'
];
const sentences = [
	'Parents in four of the seven places said that the first visit after the birth came too late to help with feeding.',
	'The cost of a missed contact falls on another service: two hospitals counted 210 visits to accident and emergency that a health visitor would have met at home.',
	'Councils with a single record for each family found the same children sooner, and asked them fewer questions.',
	'Where the midwife hands over in person, nine in ten families keep the next appointment; where a form is sent, six in ten do.',
	'The panel of parents asked for one number to call, answered by somebody who knows the area.',
	'Health visitors carry between 250 and 720 children each, against a professional guideline of 250.',
	'No place could say how many fathers it had reached, because nobody had asked it to count them.'
];
