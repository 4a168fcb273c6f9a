import { type Actor, grantFor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { DocumentModel } from '#lib/documents/document.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { readContent, recordOn } from './commands.server.ts';
import type { MeetingFormat } from './formats.ts';
import { agendaDocument, minuteDocument } from './meeting-document.ts';
import { type MeetingContent, readMinute } from './minute.ts';
import { getMeeting, listCorrections, type Meeting } from './queries.server.ts';

/** What the minute says: as it was frozen, or as it stands while the meeting is open. */
export async function loadMinute(trx: Trx, actor: Actor, meeting: Meeting): Promise<MeetingContent> {
	return meeting.minute === null
		? readContent(trx, actor, meeting.reviewId, meeting.number)
		: readMinute(meeting.minute);
}

/**
 * The agenda or the minute as a document to be written; that it was taken is recorded.
 * @throws NotFound, Forbidden; Conflict for the minute of a cancelled meeting
 */
export async function exportMeeting(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number | null,
	wanted: { of: 'agenda' | 'minute'; format: MeetingFormat }
): Promise<{ model: DocumentModel; meeting: Meeting }> {
	const meeting = await getMeeting(trx, reviewId, number);
	const grant = grantFor(actor, 'meeting.export', { reviewId });
	if (!grant) throw new Forbidden();
	if (wanted.of === 'minute' && meeting.state === 'cancelled') throw new Conflict('A cancelled meeting has no minute');
	const content = await loadMinute(trx, actor, meeting);
	const model =
		wanted.of === 'agenda'
			? agendaDocument(content, londonDate(actor.now))
			: minuteDocument(content, {
					heldAt: meeting.heldAt,
					sha256: meeting.minuteSha256,
					corrections: await listCorrections(trx, meeting.id)
				});
	await recordOn(trx, grant, 'meeting.exported', meeting, wanted);
	return { model, meeting };
}
