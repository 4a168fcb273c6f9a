import { error } from '@sveltejs/kit';
import { requireActor, reviewIdOf, throwAsHttp } from '#lib/access/guards.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Busy } from '#lib/documents/render.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { getFiscalEvent } from '../queries.server.ts';
import { loadFilling } from './commands.server.ts';
import { fillEach } from './fill.server.ts';
import { wantedIn } from './queries.server.ts';

/** The blank return with what an address asks for. @throws HTTP errors */
export async function filledFor(locals: App.Locals, params: { review: string; id: string }, of: string | null) {
	const actor = requireActor(locals);
	const wanted = wantedIn(of);
	try {
		const reviewId = reviewIdOf(actor, params.review);
		const eventId = /^[1-9]\d{0,15}$/.test(params.id) ? Number(params.id) : 0;
		if (!wanted) await asActor(actor, (trx) => getFiscalEvent(trx, reviewId, eventId));
		if (!wanted) error(400, 'Choose a bid, or all of them');
		const filling = await asActor(actor, (trx) => loadFilling(trx, actor, reviewId, eventId, wanted));
		const contents = filling.bids.map(({ content }) => content);
		return { actor, reviewId, ...filling, filled: await fillEach(filling.bytes, filling.template.mapping, contents) };
	} catch (cause) {
		if (cause instanceof Busy) error(503, cause.message);
		if (cause instanceof UnreadableFile) error(422, cause.message);
		throwAsHttp(cause);
	}
}
