import { type Block, defaultStyles, type DocumentModel, plainRuns, type Run } from '#lib/documents/document.ts';
import { longDate } from '#lib/ui/dates.ts';
import { type Advice, type AdviceDepartment, groupsOf, openComments } from './advice.ts';

/**
 * The letter by which the committee's chair would clear, as the secretariat drafts it: every sentence is read from the
 * advice. It clears nothing: the chair's own office changes it, the chair signs, and what comes back is recorded. Pure.
 */
export function draftLetterDocument(advice: Advice): DocumentModel {
	const { round, copy, review, recommendations } = advice;
	const { remarks } = openComments(advice);
	const promised = promisedOf(advice);
	return {
		title: `${round.title}: clearance`,
		language: 'en-GB',
		marking: copy.marking,
		banner: review.banner,
		status: 'Draft for the chair’s office',
		byLine: null,
		properties: { subject: 'Draft clearance letter', creator: 'Secretariat', keywords: [round.name], snapshot: null },
		numbered: false,
		styles: defaultStyles,
		contents: false,
		footnotes: [],
		head: [
			paragraph(bold(round.committee), { type: 'break' }, ...plainRuns(`From the ${round.chair}, chair`)),
			paragraph(...plainRuns('Date: to be filled in when it is signed')),
			paragraph(...plainRuns(round.sponsor))
		],
		blocks: [
			says(`Dear ${round.sponsor},`),
			says(
				`You wrote on ${longDate(round.issuedOn)} to ask the ${round.committee} to agree to the proposals in “${copy.title}”. Replies were due by ${longDate(round.replyBy)}.`
			),
			paragraph(
				bold(
					`I am content for you to proceed with what follows, in the words of frozen copy ${copy.number} of that paper.`
				)
			),
			listOf(recommendations.map(({ reference, title, version }) => `${reference} ${title} (version ${version})`)),
			...repliesBlocks(advice),
			...(promised.length === 0
				? []
				: [says('Agreement rests on the following, which you have met or undertaken:'), listOf(promised)]),
			...(remarks.length === 0
				? []
				: [
						says('I ask you to take account of these comments as the work goes on:'),
						listOf(remarks.map(({ reference, department, text }) => `${department} (${reference}): ${flat(text)}`))
					]),
			says(
				`This is agreement to the words of that copy, whose SHA-256 is ${copy.sha256}. Should any of them change in meaning, please come back to the committee.`
			),
			...(round.copiedTo === '' ? [] : [says(`I am copying this letter to ${sentence(round.copiedTo)}`)]),
			says('Yours,'),
			paragraph(...plainRuns('Not signed yet'), { type: 'break' }, ...plainRuns(round.chair))
		]
	};
}

function repliesBlocks(advice: Advice): Block[] {
	const { silent, late } = groupsOf(advice);
	const agreeing = advice.departments.filter(({ standing }) => standing.state === 'replied');
	const { treasury } = advice;
	return [
		...(agreeing.length === 0 ? [] : [says('These departments replied:'), listOf(agreeing.map(replied))]),
		...(silent.length === 0
			? []
			: [
					says(
						`${namesOf(silent)} did not reply by the day that was named, which counts as ${silent.length === 1 ? 'a nil return' : 'nil returns'}.`
					)
				]),
		...(late.length === 0 ? [] : [says(`${namesOf(late)} replied late.`)]),
		...(treasury?.text ? [says(`The Treasury’s words were: “${flat(treasury.text)}”`)] : [])
	];
}

function replied({ name, standing }: AdviceDepartment): string {
	return `${name}: ${standing.label.toLowerCase()}`;
}

/** Conditions in the words they were asked in, with the version that meets each. */
function promisedOf(advice: Advice): string[] {
	return openComments(advice)
		.settled.filter(({ grade }) => grade === 'condition')
		.map(
			({ reference, department, text, metVersion, handled }) =>
				`${department} (${reference}): ${flat(text)}${metVersion === null ? '' : ` Met by version ${metVersion}.`}${handled === null ? '' : ` ${flat(handled)}`}`
		);
}

function namesOf(departments: readonly AdviceDepartment[]): string {
	return new Intl.ListFormat('en-GB').format(departments.map(({ name }) => name));
}

function flat(text: string): string {
	return text.replace(/\s*\n\s*/g, ' ').trim();
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

function says(text: string): Block {
	return paragraph(...plainRuns(text));
}

function bold(text: string): Run {
	return { type: 'strong', runs: plainRuns(text) };
}

function paragraph(...runs: Run[]): Block {
	return { type: 'paragraph', numbered: false, runs };
}

function listOf(items: readonly string[]): Block {
	return { type: 'list', ordered: false, items: items.map((item) => [says(item)]) };
}
