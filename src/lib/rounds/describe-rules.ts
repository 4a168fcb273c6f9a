import { grades } from '#lib/positions/position.ts';
import { daysWords } from './clock.ts';
import { gateWords, requirements, type SilenceException, stanceLabel, weightWords } from './rule-words.ts';
import type { RoundRules } from './rules.ts';

/** A rule in words, with where it is written down. */
export type Rule = { words: string; source: string };

/** The rules of an edition in words, by what they are about: everything that decides something, each with its source. */
export function describeRules(rules: RoundRules): { title: string; rules: Rule[] }[] {
	const { period, shortNotice, calendar, silence, late } = rules;
	const pause = (name: string, kept: 'counts' | 'pauses') =>
		kept === 'pauses'
			? `The days of ${name} in the review’s calendar do not count.`
			: `The days of ${name} count like others.`;
	return [
		{
			title: 'Time for replies',
			rules: [
				{
					words: `${daysWords(period.clearWorkingDays)}, where the committee gives no number of its own. The day of the letter and the day of the reply do not count; weekends and bank holidays of the review’s nation do not either.`,
					source: period.source
				},
				{
					words: shortNotice.needsReason
						? 'Shorter only with a reason, which the letter prints.'
						: 'Shorter without giving a reason.',
					source: shortNotice.source
				},
				{
					words: `${pause('a recess', calendar.recess)} ${pause('a pre-election period', calendar.preElection)}`,
					source: calendar.source
				},
				{
					words: late.counts
						? 'A late reply is listed as late and counts.'
						: 'A late reply is listed as late and does not count.',
					source: late.source
				}
			]
		},
		{
			title: 'Silence',
			rules: [
				{
					words:
						silence.means === 'content'
							? `No reply by the day counts as content: a ${silence.name.toLowerCase()}.`
							: 'No reply counts for nothing: everybody who is asked has to answer.',
					source: silence.source
				},
				...silence.never.map(({ from, because, source }) => ({
					words: `Never from ${silenceOf[from]}: ${because}.`,
					source
				}))
			]
		},
		{
			title: 'Who must be asked',
			rules: rules.mustBeAsked.map(({ who, source }) => ({ words: `${requirements[who].label}.`, source }))
		},
		{
			title: 'What a reply is worth',
			rules: rules.replies.map(({ stance, weight, source }) => ({
				words: `${stanceLabel(stance)}: ${weightWords[weight]}.`,
				source
			}))
		},
		{
			title: 'What a comment is worth',
			rules: rules.grades.map(({ grade, standsInTheWay, source }) => ({
				words: `${grades[grade].label}: ${standsInTheWay ? 'stands in the way until the department that made it ticks it as met' : 'does not stand in the way'}.`,
				source
			}))
		},
		{
			title: 'Before the chair is asked to clear',
			rules: rules.gates.map(({ gate, source }) => ({ words: `${gateWords[gate]}.`, source }))
		},
		{
			title: 'The letter',
			rules: [
				{
					words: `The cover sheet is headed “${rules.letter.coverTitle}”; the letter opens “${rules.letter.salutation}” and closes “${rules.letter.closing}”.`,
					source: rules.letter.source
				}
			]
		}
	].filter((part) => part.rules.length > 0);
}

const silenceOf: Record<SilenceException, string> = {
	treasury: 'the Treasury',
	lead: 'a department that leads what is asked',
	asked_to_pay: 'a department that is asked to pay',
	asked_to_change_law: 'a department that is asked to change the law'
};
