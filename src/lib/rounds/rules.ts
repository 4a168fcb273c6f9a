import * as z from 'zod';
import { grades } from '#lib/positions/position.ts';
import { gateKinds, replyStances, requirementKinds, silenceExceptions, weights } from './rule-words.ts';

const line = (max: number) => z.string().trim().min(1).max(max);
/** Where a rule is written down, and what in it is this edition's own choice. */
const source = line(1000);

/**
 * How a country settles business by correspondence, as data: a round keeps a copy of the edition it was prepared with and
 * is read by that copy for ever. Nothing in the code asks for a key.
 */
export const roundRulesSchema = z
	.object({
		key: z
			.string()
			.regex(/^[a-z][a-z0-9_]{1,59}$/, 'must be 2 to 60 small letters, digits and underscores, a letter first'),
		edition: z.string().regex(/^\d{1,4}(?:[.-]\d{1,4}){0,3}$/, 'must be a number such as 2, 2.1 or 2026-03'),
		name: line(200),
		country: line(100),
		about: line(1000),
		source,
		/** Whether rounds have been taken through with them; a file that comes in is never taken at its word. */
		tried: z.boolean().default(false),
		/** The clear working days that a reply may take, where the committee gives no number of its own. */
		period: z.object({ clearWorkingDays: z.number().int().min(1).max(100), source }),
		shortNotice: z.object({ needsReason: z.boolean(), source }),
		/** Whether days in a period that the review's calendar holds count as working days of a round. */
		calendar: z.object({
			recess: z.enum(['counts', 'pauses']),
			preElection: z.enum(['counts', 'pauses']),
			source
		}),
		/** What no reply by the day means, and from whom it never means that. */
		silence: z.object({
			means: z.enum(['content', 'nothing']),
			name: line(60),
			source,
			never: z
				.array(z.object({ from: z.enum(silenceExceptions), because: line(300), source }))
				.max(20)
				.default([])
		}),
		mustBeAsked: z.array(z.object({ who: z.enum(requirementKinds), because: line(300), source })).max(20),
		/** What each kind of reply is worth. A reply in part is worth what it says of each recommendation. */
		replies: z
			.array(z.object({ stance: z.enum(replyStances), weight: z.enum(weights), source }))
			.min(1)
			.max(20),
		grades: z
			.array(
				z.object({
					grade: z.enum(Object.keys(grades) as [keyof typeof grades, ...(keyof typeof grades)[]]),
					standsInTheWay: z.boolean(),
					source
				})
			)
			.min(1)
			.max(10),
		/** What has to be so before the committee's chair can be asked to clear. */
		gates: z
			.array(
				z.object({
					gate: z.enum(gateKinds),
					/** Whether a meeting of ministers, by its minute, may clear although it stands. */
					meetingMayOverride: z.boolean().default(false),
					source
				})
			)
			.max(20),
		late: z.object({ counts: z.boolean(), source }),
		letter: z.object({
			/** The words in front of the subject on the cover sheet, such as "Request for collective agreement". */
			coverTitle: line(200),
			salutation: line(200),
			closing: line(200),
			source
		})
	})
	.superRefine((rules, context) => {
		const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
		const once = (part: string, field: string, values: readonly string[]) =>
			values.forEach((value, index) => {
				if (values.indexOf(value) < index) refuse([part, index, field], 'is named twice');
			});
		once(
			'mustBeAsked',
			'who',
			rules.mustBeAsked.map(({ who }) => who)
		);
		once(
			'replies',
			'stance',
			rules.replies.map(({ stance }) => stance)
		);
		once(
			'grades',
			'grade',
			rules.grades.map(({ grade }) => grade)
		);
		once(
			'gates',
			'gate',
			rules.gates.map(({ gate }) => gate)
		);
		rules.silence.never.forEach(({ from }, index) => {
			if (rules.silence.never.findIndex((each) => each.from === from) < index) {
				refuse(['silence', 'never', index, 'from'], 'is named twice');
			}
		});
		if (rules.silence.means === 'nothing' && rules.silence.never.length > 0) {
			refuse(['silence', 'never'], 'must be empty where silence means nothing from anybody');
		}
	});

export type RoundRules = z.infer<typeof roundRulesSchema>;

/** Reads the copy that a round keeps. @throws where it is no such copy, which only tampering can bring about */
export function readRules(stored: string): RoundRules {
	return roundRulesSchema.parse(JSON.parse(stored));
}
