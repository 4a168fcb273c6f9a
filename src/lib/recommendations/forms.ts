import * as z from 'zod';
import { cleanText } from '#lib/forms/clean-text.ts';
import * as fields from '#lib/forms/fields.ts';
import { linkStances, type LinkStance } from './link.ts';
import {
	costStatuses,
	levers,
	recommendationStates,
	routes,
	verbs,
	type CostStatus,
	type Lever,
	type RecommendationState,
	type Route,
	type Verb
} from './recommendation.ts';

const details = {
	title: fields.line('a title', 200),
	verb: fields.oneOf('what ministers are invited to do', namesOf<Verb>(verbs)),
	text: fields.prose('the recommendation', 3000),
	leadTeamId: fields.identifier('the department that leads'),
	partnerTeamIds: z
		.array(fields.identifier('a partner department'))
		.transform((chosen) => [...new Set(chosen)])
		.default([]),
	localActors: fields.optionalProse('who must act locally', 1000),
	lever: fields.optionalOneOf('a lever', namesOf<Lever>(levers)),
	questionId: fields.optionalIdentifier('a question'),
	route: fields.optionalOneOf('a route', namesOf<Route>(routes)),
	costStatus: fields.oneOf('what it costs', namesOf<CostStatus>(costStatuses)),
	owner: fields.optionalLine('an owner', 200),
	measure: fields.optionalProse('a measure', 1000)
};

export const draftForm = z.object(details);

export const editForm = z
	.object({
		...details,
		revision: fields.revision(),
		change: fields.optionalOneOf('what kind of change this is', ['meaning', 'drafting']),
		lapsing: z.array(fields.identifier('an answer')).default([]),
		lapsingAgreements: z.array(fields.line('an agreement', 60)).default([]),
		because: fields.optionalProse('why the meaning is unchanged', 1000)
	})
	.refine((input) => input.change !== 'drafting' || input.because !== null, {
		path: ['because'],
		message: 'Enter why the meaning is unchanged'
	});

export const revisionForm = z.object({ revision: fields.revision() });

export const notTakenForwardForm = z.object({
	revision: fields.revision(),
	because: fields.prose('why it is not taken forward', 1000)
});

export const reopenForm = z.object({
	version: fields.wholeNumber('a version', { min: 1 }),
	because: fields.prose('how the meaning changed', 1000)
});

const stance = fields.oneOf('what the finding does', namesOf<LinkStance>(linkStances));
const note = fields.optionalProse('a note', 1000);

export const linkForm = z.object({ recommendationId: fields.identifier('a recommendation'), stance, note });

export const changeLinkForm = z.object({
	linkId: fields.identifier('a tag'),
	revision: fields.revision(),
	stance,
	note
});

export const confirmLinkForm = z.object({
	linkId: fields.identifier('a tag'),
	findingVersion: fields.wholeNumber('a version', { min: 1 }),
	recommendationVersion: fields.wholeNumber('a version', { min: 1 })
});

export const removeLinkForm = z.object({ linkId: fields.identifier('a tag') });

export const tagForm = z.object({
	findings: z
		.array(fields.identifier('a finding'), 'Select a finding')
		.min(1, 'Select a finding')
		.transform((chosen) => [...new Set(chosen)]),
	recommendationId: fields.identifier('a recommendation'),
	stance,
	note
});

/** Each ticked tag says which versions were on screen: "12:3:4". */
export const confirmLinksForm = z.object({
	links: z
		.array(z.string().regex(/^\d{1,15}:\d{1,9}:\d{1,9}$/, 'Select tags from the list'), 'Tick at least one tag')
		.min(1, 'Tick at least one tag')
		.transform((chosen) =>
			[...new Set(chosen)].map((text) => {
				const [linkId = 0, findingVersion = 0, recommendationVersion = 0] = text.split(':').map(Number);
				return { linkId, findingVersion, recommendationVersion };
			})
		)
});

/** The filters of the list, as the address carries them; what makes no sense is left out. */
export type RecommendationFilters = {
	state: RecommendationState | null;
	leadTeamId: number | null;
	route: Route | null;
	lever: Lever | null;
	questionId: number | null;
	costStatus: CostStatus | null;
	recheck: boolean;
	words: string;
};

export function filtersFrom(query: URLSearchParams): RecommendationFilters {
	return {
		state: oneOfNames(query.get('state'), recommendationStates),
		leadTeamId: numberFrom(query.get('lead')),
		route: oneOfNames(query.get('route'), routes),
		lever: oneOfNames(query.get('lever'), levers),
		questionId: numberFrom(query.get('question')),
		costStatus: oneOfNames(query.get('cost'), costStatuses),
		recheck: query.get('recheck') === 'on',
		words: cleanText(query.get('words') ?? '')
			.replace(/\s+/g, ' ')
			.trim()
			.slice(0, 200)
	};
}

export function numberFrom(text: string | null): number | null {
	return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

export function oneOfNames<Name extends string>(text: string | null, of: Record<Name, unknown>): Name | null {
	return namesOf<Name>(of).find((name) => name === text) ?? null;
}

function namesOf<Name extends string>(of: Record<Name, unknown>): Name[] {
	return Object.keys(of).filter((name): name is Name => name in of);
}
