import type { PaperContent } from '../content.ts';
import { paragraphsOf } from '../paragraphs.ts';
import type { WithholdingCode } from './codes.ts';
import { findWords, plainWords, quotations } from './find-words.ts';
import { publicSlot, slotsOf } from './public-slots.ts';
import {
	inField,
	inParagraph,
	inPassage,
	inSection,
	type ProposedRemoval,
	type RemovalRule,
	rules
} from './removal.ts';

/** What the review knows about the words of a frozen text, beside the text itself. */
export type Sensitivities = {
	/** For each finding that the text cites, as F104, what stands in the way of its words. */
	findings: ReadonlyMap<string, { above: boolean; withdrawn: boolean; chathamHouse: boolean }>;
	/** What people said, and whether it may be printed in public. */
	quotes: readonly { words: string; code: 'consent' | 'chatham_house' | 'unattributed' | null }[];
	/** Names, or last names, that stand in the text. */
	names: readonly { kind: 'contributor' | 'official'; words: string }[];
	/** Names of the committee, its reference, the minute: what never leaves. */
	committee: readonly string[];
};

/** What the rules propose to withhold, in the order of the text; each place once for each rule. */
export function proposeRemovals(content: PaperContent, known: Sensitivities): ProposedRemoval[] {
	const found: ProposedRemoval[] = [];
	if (content.committee !== null) found.push({ ...inField('committee'), code: 'committee', rule: 'committee' });
	if (content.meetingOn !== null) found.push({ ...inField('meeting'), code: 'committee', rule: 'committee' });
	const byline = content.byline === null ? [] : inWords(content.byline, content, known);
	if (byline[0]) found.push({ ...inField('byline'), code: byline[0].code, rule: byline[0].rule });

	for (const { key, heading, body } of content.sections) {
		const [named] = [...headingRules(heading), ...inWords(heading, content, known)];
		if (named) {
			found.push({ ...inSection(key), code: named.code, rule: named.rule });
			continue;
		}
		for (const [index, paragraph] of paragraphsOf(body).entries()) {
			found.push(
				...wholeRules(paragraph, content, known).map((rule) => ({ ...inParagraph(key, index), ...rule })),
				...inWords(paragraph, content, known).map(({ code, rule, ...span }) => ({
					...inPassage(key, index, span),
					code,
					rule
				}))
			);
		}
	}
	return found;
}

type Why = { code: WithholdingCode; rule: RemovalRule };
type Found = Why & { startsAt: number; endsAt: number };

/** Why a paragraph as a whole is not for the public. */
function wholeRules(paragraph: string, content: PaperContent, known: Sensitivities): Why[] {
	const why: Why[] = [];
	const slots = slotsOf(paragraph).map((slot) => publicSlot(content, slot));
	const named = Array.from(paragraph.matchAll(/\[\^(F\d+)\]/g), (match) => match[1] ?? '');
	const cited = [...named, ...slots.flatMap((slot) => slot?.findings ?? [])].map((name) => known.findings.get(name));
	if (cited.some((finding) => finding?.above)) why.push({ code: 'above_marking', rule: 'marking' });
	if (cited.some((finding) => finding?.withdrawn)) why.push({ code: 'consent', rule: 'consent_withdrawn' });
	if (cited.some((finding) => finding?.chathamHouse)) why.push({ code: 'chatham_house', rule: 'chatham_house' });
	if (slots.includes(null)) why.push({ code: 'working_material', rule: 'slot' });

	// What a slot prints is not in the paragraph itself.
	const texts = slots.flatMap((slot) => slot?.texts ?? []);
	why.push(...texts.flatMap((text) => inWords(text, content, known).map(({ code, rule }) => ({ code, rule }))));
	for (const text of [paragraph, ...texts]) why.push(...readsAs(text));
	return distinct(why, ({ rule }) => rule);
}

const ministers = '(?:ministers?|Secretary of State|Secretaries of State|departments?|Chief Secretary|Chancellor)';

/** Paragraphs that read like what never leaves. A machine cannot tell for sure, so a person decides. */
const readings: { pattern: RegExp; why: Why }[] = [
	{
		pattern: /\b(?:content subject to|content if reworded|not content|nil return)\b/i,
		why: { code: 'position', rule: 'position' }
	},
	{
		pattern: new RegExp(
			`\\b${ministers}\\b[^.]{0,160}\\b(?:is|are|was|were) content\\b|\\bposition of [^.]{0,60}\\b${ministers}\\b|\\breserves? (?:(?:his|her|its|their|the) )?position`,
			'i'
		),
		why: { code: 'position', rule: 'position' }
	},
	{
		pattern:
			/\b(?:write-round|wrote round|clearance letter|in (?:his|her|its|their) reply|replied to the (?:chair|letter))\b/i,
		why: { code: 'reply', rule: 'reply' }
	},
	{ pattern: /\bobject(?:s|ed|ions?)\b/i, why: { code: 'objection', rule: 'objection' } },
	{
		pattern:
			/\b(?:legal (?:advice|advisers?|view|opinion|risk)|Law Officers?|Attorney General|Solicitor General|Government Legal Department|opinion of counsel|vires)\b/i,
		why: { code: 'legal', rule: 'legal' }
	},
	{
		pattern:
			/\b(?:HMT|Treasury|Exchequer|Chief Secretary|Chancellor)\b[^.]*\b(?:agree[sd]?|content|views?|object\w*|reserv\w+|position|supports?|oppos\w+|concern\w*|clear(?:ed|s|ance)?|advi[cs]e\w*|accepts?|refus\w+)\b/,
		why: { code: 'treasury', rule: 'treasury' }
	}
];

function readsAs(text: string): Why[] {
	return readings.filter(({ pattern }) => pattern.test(text)).map(({ why }) => why);
}

function headingRules(heading: string): Why[] {
	if (/\b(?:Treasury|Exchequer)\b/i.test(heading)) return [{ code: 'treasury', rule: 'treasury' }];
	if (/\b(?:legal|Law Officers)\b/i.test(heading)) return [{ code: 'legal', rule: 'legal' }];
	if (/\b(?:positions?|views) of (?:the )?(?:ministers|departments|members)\b/i.test(heading)) {
		return [{ code: 'position', rule: 'position' }];
	}
	return [];
}

/** Names and quotations within a text. */
function inWords(text: string, content: PaperContent, known: Sensitivities): Found[] {
	const found: Found[] = [
		...[...known.committee, ...(content.committee === null ? [] : [content.committee])].flatMap((name) =>
			findWords(text, name).map((span): Found => ({ ...span, code: 'committee', rule: 'committee' }))
		),
		...known.names.flatMap(({ kind, words }) =>
			findWords(text, words, { exactCase: !words.includes(' ') }).map((span): Found => ({
				...span,
				code: 'personal',
				rule: kind
			}))
		),
		...known.quotes.flatMap(({ words, code }) =>
			code === null ? [] : findWords(text, words).map((span): Found => ({ ...span, code, rule: 'quotation' }))
		),
		...quotations(text).flatMap(({ words, ...span }): Found[] => {
			const holding = known.quotes.filter((quote) => plainWords(quote.words).includes(plainWords(words)));
			if (holding.some((quote) => quote.code === null)) return [];
			const [refused] = holding;
			if (refused?.code) return [{ ...span, code: refused.code, rule: 'quotation' }];
			return [{ ...span, code: 'consent', rule: 'unknown_quotation' }];
		}),
		...Array.from(text.matchAll(addresses), (match): Found => ({
			...spanOf(match),
			code: 'personal',
			rule: 'address'
		})),
		...Array.from(text.matchAll(committees), (match): Found => ({
			...spanOf(match),
			code: 'committee',
			rule: 'committee_like'
		}))
	];
	return withoutCovered(found).sort((a, b) => a.startsAt - b.startsAt);
}

const addresses = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\d.,£])(?:\+44\s?|\b0)\d(?:[\s-]?\d){8,9}(?!\d)/g;
const committees =
	/\b(?!(?:The|An?|This|That|Each|Every) )(?:[A-Z][\p{L}’'-]+,? (?:and |of |for |on |the )*){1,8}(?:Sub-)?Committee\b/gu;

function spanOf(match: RegExpExecArray): { startsAt: number; endsAt: number } {
	return { startsAt: match.index, endsAt: match.index + match[0].length };
}

/** What lies within something that an absolute rule, or its own, has found need not be decided by itself. */
function withoutCovered(found: readonly Found[]): Found[] {
	const length = ({ startsAt, endsAt }: Found) => endsAt - startsAt;
	return found.filter(
		(each, index) =>
			!found.some(
				(other, at) =>
					(rules[other.rule].absolute || other.rule === each.rule) &&
					other.startsAt <= each.startsAt &&
					other.endsAt >= each.endsAt &&
					(length(other) > length(each) || at < index)
			)
	);
}

function distinct<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
	return [...new Map(items.map((item) => [key(item), item])).values()];
}
