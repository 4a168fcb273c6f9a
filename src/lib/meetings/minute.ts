import * as z from 'zod';
import type { ActionRow } from '#lib/actions/queries.server.ts';
import { type Stance, stances } from '#lib/positions/position.ts';
import { type Verb, verbs } from '#lib/recommendations/recommendation.ts';
import type { Outcome, Presence } from './meeting.ts';
import { outcomes, presences } from './meeting.ts';
import { type RouteThrough, routesThrough } from './passing.ts';
import type { Agenda, Attendance, Decision, Meeting, RecommendationItem } from './queries.server.ts';

const decision = z
	.object({
		outcome: z.enum(namesOf<Outcome>(outcomes)),
		words: z.string().nullable(),
		version: z.number().nullable(),
		recordedBy: z.string()
	})
	.nullable();

const freeItem = z.object({ title: z.string(), note: z.string().nullable(), decision });

const position = z.object({
	post: z.string(),
	department: z.string(),
	/** Null where no answer was given. */
	stance: z.enum(namesOf<Stance>(stances)).nullable(),
	/** Given on words that had changed in meaning since. */
	lapsed: z.boolean(),
	reason: z.string().nullable(),
	proposedText: z.string().nullable(),
	conditions: z.array(z.string()),
	/** Said in the meeting, and whether the office had confirmed it when the minute was frozen. */
	here: z.enum(['confirmed', 'noted']).nullable()
});

const recommendation = z.object({
	reference: z.string(),
	title: z.string(),
	verb: z.enum(namesOf<Verb>(verbs)),
	text: z.string(),
	version: z.number(),
	lead: z.string(),
	route: z.enum(namesOf<RouteThrough>(routesThrough)),
	positions: z.array(position),
	decision
});

const content = z.object({
	/** Later releases read every format that was ever frozen. */
	format: z.literal(1),
	review: z.object({ title: z.string(), marking: z.string(), banner: z.string().nullable() }),
	meeting: z.object({
		reference: z.string(),
		title: z.string(),
		meetsOn: z.string(),
		startsAt: z.string(),
		place: z.string(),
		chair: z.string()
	}),
	attendance: z.array(
		z.object({
			post: z.string(),
			department: z.string(),
			chairs: z.boolean(),
			presence: z.enum(namesOf<Presence>(presences)).nullable(),
			who: z.string().nullable()
		})
	),
	alsoPresent: z.string().nullable(),
	opening: z.array(freeItem),
	recommendations: z.array(recommendation),
	closing: z.array(freeItem),
	actions: z.array(
		z.object({
			reference: z.string(),
			text: z.string(),
			owner: z.string(),
			department: z.string(),
			dueOn: z.string(),
			about: z.string().nullable(),
			reportBack: z.string().nullable(),
			reportBackOn: z.string().nullable()
		})
	)
});

/** What an agenda and a minute are printed from; frozen as it stood when the meeting was closed. */
export type MeetingContent = z.output<typeof content>;

export type ContentParts = {
	review: MeetingContent['review'];
	meeting: Meeting;
	agenda: Agenda;
	attendance: readonly Attendance[];
	actions: readonly ActionRow[];
};

/** Pure: everything was read before. */
export function meetingContent({ review, meeting, agenda, attendance, actions }: ContentParts): MeetingContent {
	return {
		format: 1,
		review,
		meeting: {
			reference: `M${meeting.number}`,
			title: meeting.title,
			meetsOn: meeting.meetsOn,
			startsAt: meeting.startsAt,
			place: meeting.place,
			chair: meeting.chairTitle
		},
		attendance: attendance.map(({ title, departmentName, chairs, presence, who, holderName }) => ({
			post: title,
			department: departmentName,
			chairs,
			presence,
			who: who ?? (presence === 'present' ? holderName : null)
		})),
		alsoPresent: meeting.alsoPresent,
		opening: agenda.opening.map(freeContent),
		recommendations: agenda.recommendations.map((item) => recommendationContent(item, agenda)),
		closing: agenda.closing.map(freeContent),
		actions: actions.map((action) => ({
			reference: `A${action.number}`,
			text: action.text,
			owner: action.ownerTitle,
			department: action.departmentName,
			dueOn: action.dueOn,
			about: action.recommendationNumber === null ? null : `R${action.recommendationNumber}`,
			reportBack: action.reportBackTo,
			reportBackOn: action.reportBackOn
		}))
	};
}

/** Reads back what was frozen. @throws for a text that is none */
export function readMinute(text: string): MeetingContent {
	return content.parse(JSON.parse(text));
}

function freeContent(item: { title: string; note: string | null; decision: Decision | null }) {
	return { title: item.title, note: item.note, decision: decisionContent(item.decision) };
}

function recommendationContent(item: RecommendationItem, agenda: Agenda): MeetingContent['recommendations'][number] {
	return {
		reference: `R${item.number}`,
		title: item.title,
		verb: item.verb,
		text: item.text,
		version: item.version,
		lead: item.leadShortName,
		route: item.route,
		positions: item.members.map(({ postId, answer }) => {
			const post = agenda.posts.find((each) => each.postId === postId);
			return {
				post: post?.title ?? '',
				department: post?.departmentName ?? '',
				stance: answer?.stance ?? null,
				lapsed: answer?.lapsed ?? false,
				reason: answer?.reason ?? null,
				proposedText: answer?.proposedText ?? null,
				conditions: (answer?.conditions ?? []).map(
					({ number, text, met }) => `C${number}: ${text}${met ? ' (met)' : ''}`
				),
				here: answer?.here ?? null
			};
		}),
		decision: decisionContent(item.decision)
	};
}

function decisionContent(decided: Decision | null): MeetingContent['opening'][number]['decision'] {
	if (decided === null) return null;
	return {
		outcome: decided.outcome,
		words: decided.words,
		version: decided.version,
		recordedBy: `${decided.byName}, ${decided.byTitle}`
	};
}

function namesOf<Name extends string>(of: Record<Name, unknown>): [Name, ...Name[]] {
	const [first, ...rest] = Object.keys(of).filter((name): name is Name => name in of);
	if (first === undefined) throw new Error('A set of names has none');
	return [first, ...rest];
}
