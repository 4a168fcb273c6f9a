import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { grades } from '#lib/positions/position.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { kindOfType, replyFileKinds } from '#lib/rounds/replies/file-kind.ts';
import { getReply, listReplies } from '#lib/rounds/replies/queries.server.ts';
import { replyTag } from '#lib/rounds/replies/reply.ts';
import { replyLine } from '#lib/rounds/replies/shown.server.ts';
import { dateTime, longDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const round = await getRound(trx, actor, reviewIdOf(actor, params.review), params.ref);
		const reply = await getReply(trx, round, Number(params.reply));
		const asked = round.addressees.find(({ id }) => id === reply.addresseeId);
		const others = (await listReplies(trx, round)).filter(
			({ addresseeId, id }) => addresseeId === reply.addresseeId && id !== reply.id
		);
		const nameOf = (id: number) => round.recommendations.find(({ recommendationId }) => recommendationId === id);
		return {
			reply: {
				...replyLine(reply),
				department: asked?.departmentName ?? '',
				post: asked?.postTitle ?? '',
				holder: reply.holderName,
				datedLong: longDate(reply.datedOn),
				recorded: `${dateTime(reply.recordedAt)}, by ${reply.recordedByName}, ${reply.recordedByPostTitle}`,
				copy: reply.copy.number,
				text: reply.text,
				files: reply.files.map(({ id, fileName, mediaType, sha256 }) => ({
					id,
					fileName,
					kind: replyFileKinds[kindOfType(mediaType)].label,
					sha256
				})),
				parts: reply.parts.map((part) => ({
					reference: part.reference,
					title: nameOf(part.recommendationId)?.title ?? '',
					version: part.version,
					tag: replyTag(part.stance),
					reason: part.reason === reply.text ? null : part.reason
				})),
				comments: reply.comments.map((comment) => ({
					reference: comment.reference,
					recommendation: nameOf(comment.recommendationId)?.reference ?? '',
					grade: grades[comment.grade].label,
					text: comment.text,
					proposedWords: comment.proposedWords
				}))
			},
			paper: round.paper.reference,
			others: others.map(replyLine)
		};
	});
