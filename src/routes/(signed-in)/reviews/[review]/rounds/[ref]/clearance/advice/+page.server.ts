import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { groupsOf, openComments, verdict } from '#lib/rounds/clearance/advice.ts';
import { readAdvice } from '#lib/rounds/clearance/advice.server.ts';
import { longDate, plainDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const advice = await readAdvice(trx, actor, reviewIdOf(actor, params.review), params.ref);
		const { silent, owing, waiting, late, objecting } = groupsOf(advice);
		return {
			verdict: verdict(advice),
			made: longDate(advice.madeOn),
			facts: {
				to: `${advice.round.chair}, chair of the ${advice.round.committee}`,
				sponsor: advice.round.sponsor,
				issued: longDate(advice.round.issuedOn),
				replyBy: longDate(advice.round.replyBy),
				rules: advice.round.rules
			},
			copy: advice.copy,
			recommendations: advice.recommendations,
			departments: advice.departments.map(({ teamId, name, post, cells, standing, reply }) => ({
				teamId,
				name,
				post,
				cells,
				label: standing.label,
				late: standing.late,
				replied: reply ? plainDate(reply.datedOn) : null
			})),
			treasury: advice.treasury && {
				...advice.treasury,
				datedOn: advice.treasury.datedOn === null ? null : plainDate(advice.treasury.datedOn)
			},
			spendsMoney: advice.round.spendsMoney,
			objections: objecting.map(({ teamId, name, standing, reply }) => ({
				teamId,
				name,
				label: standing.label,
				text: reply?.text ?? null
			})),
			quiet: [...owing, ...silent, ...waiting].map(({ teamId, name, standing }) => ({
				teamId,
				name,
				label: standing.label,
				because: standing.because
			})),
			late: late.map(({ teamId, name, standing, reply }) => ({
				teamId,
				name,
				label: standing.label,
				datedOn: reply ? plainDate(reply.datedOn) : ''
			})),
			comments: openComments(advice),
			obstacles: advice.obstacles.map(({ words, meetingMayOverride }) => ({ words, meetingMayOverride }))
		};
	});
