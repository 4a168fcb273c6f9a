import type { WithholdingCode } from './codes.ts';

/** The rules that propose what to withhold. What an absolute rule has found can never be kept. */
export const rules = {
	marking: {
		label: 'Rests on evidence above OFFICIAL',
		says: 'It cites evidence that is marked SENSITIVE or has a handling instruction.',
		absolute: true
	},
	consent_withdrawn: {
		label: 'Consent withdrawn',
		says: 'It cites a finding that rests on words whose speaker has withdrawn consent, or on withdrawn evidence.',
		absolute: true
	},
	quotation: {
		label: 'Quotation without consent',
		says: 'It holds words that somebody said and has not agreed to have quoted, or that were said unattributed or under the Chatham House Rule.',
		absolute: true
	},
	unknown_quotation: {
		label: 'Quotation of unknown source',
		says: 'It stands between quotation marks, and no passage with consent holds these words.',
		absolute: false
	},
	chatham_house: {
		label: 'Chatham House Rule',
		says: 'It cites evidence given under the Chatham House Rule: keep it only where nobody can be told from it.',
		absolute: false
	},
	contributor: {
		label: 'Name of somebody met',
		says: 'It names somebody whom the review met.',
		absolute: false
	},
	official: { label: 'Name of an official', says: 'It names an official.', absolute: false },
	address: { label: 'Address of a person', says: 'It holds an email address or a telephone number.', absolute: false },
	committee: { label: 'The committee', says: 'It names the committee that the paper went to.', absolute: true },
	committee_like: {
		label: 'A committee',
		says: 'It names a committee: keep it only where it is no committee of ministers.',
		absolute: false
	},
	slot: {
		label: 'Live part of the paper',
		says: 'It is drawn from the working material of the review.',
		absolute: true
	},
	position: { label: 'Position', says: 'It reads as the position of a minister or a department.', absolute: false },
	reply: { label: 'Reply', says: 'It reads as what somebody replied in a write-round.', absolute: false },
	objection: { label: 'Objection', says: 'It reads as an objection.', absolute: false },
	legal: { label: 'Legal view', says: 'It reads as legal advice or as saying that there is some.', absolute: false },
	treasury: { label: 'Treasury view', says: 'It reads as a view of the Treasury.', absolute: false }
} as const;

export type RemovalRule = keyof typeof rules;

export function isRule(name: string): name is RemovalRule {
	return name in rules;
}

/** Where words stand in the frozen text. Offsets are in UTF-16 code units of the paragraph's Markdown. */
export type RemovalPlace =
	| { place: 'section'; sectionKey: number; paragraph: null; startsAt: null; endsAt: null }
	| { place: 'paragraph'; sectionKey: number; paragraph: number; startsAt: null; endsAt: null }
	| { place: 'passage'; sectionKey: number; paragraph: number; startsAt: number; endsAt: number }
	| {
			place: 'committee' | 'meeting' | 'byline';
			sectionKey: null;
			paragraph: null;
			startsAt: null;
			endsAt: null;
	  };

export type ProposedRemoval = RemovalPlace & { code: WithholdingCode; rule: RemovalRule };

export type RemovalState = 'proposed' | 'withheld' | 'kept';

export const removalStates = {
	proposed: { label: 'To decide', colour: 'yellow' },
	withheld: { label: 'Withheld', colour: 'red' },
	kept: { label: 'Kept', colour: 'green' }
} as const;

export type Removal = RemovalPlace & {
	id: number;
	state: RemovalState;
	code: WithholdingCode;
	/** null where a person chose it. */
	rule: RemovalRule | null;
	/** On the public interest, or why it is kept. */
	because: string | null;
	personName: string | null;
	decidedAt: Date | null;
};

export const inSection = (sectionKey: number): RemovalPlace => ({
	place: 'section',
	sectionKey,
	paragraph: null,
	startsAt: null,
	endsAt: null
});

export const inParagraph = (sectionKey: number, paragraph: number): RemovalPlace => ({
	place: 'paragraph',
	sectionKey,
	paragraph,
	startsAt: null,
	endsAt: null
});

export const inPassage = (
	sectionKey: number,
	paragraph: number,
	{ startsAt, endsAt }: { startsAt: number; endsAt: number }
): RemovalPlace => ({ place: 'passage', sectionKey, paragraph, startsAt, endsAt });

export const inField = (place: 'committee' | 'meeting' | 'byline'): RemovalPlace => ({
	place,
	sectionKey: null,
	paragraph: null,
	startsAt: null,
	endsAt: null
});
