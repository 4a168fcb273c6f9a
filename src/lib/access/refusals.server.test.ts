import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, test } from 'vitest';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { linesLogged } from '../../../tests/support/log-lines.ts';
import { keepRefusal, logRefusal } from './refusals.server.ts';

function request({
	cause,
	route = '/(signed-in)/reviews/[review]/findings/[finding]'
}: { cause?: Error; route?: string | null } = {}) {
	const event = {
		request: new Request('https://throughline.example/reviews/a/findings/F104?q=secret', { method: 'GET' }),
		route: { id: route },
		locals: { requestId: 'r-1', actor: { person: { id: 7, name: 'Ada' } }, refused: null },
		getClientAddress: () => '192.0.2.1'
	} as unknown as RequestEvent;
	keepRefusal(event.locals, cause);
	return event;
}

describe('a refusal', () => {
	test.each([400, 401, 403, 404, 405, 413, 415, 429])(
		'of status %i is logged with who, where and from where',
		(status) => {
			const lines = linesLogged();
			logRefusal(request(), status);
			expect(lines.read()).toMatchObject([
				{
					level: 'warn',
					event: 'request.refused',
					requestId: 'r-1',
					status,
					method: 'GET',
					route: '/(signed-in)/reviews/[review]/findings/[finding]',
					personId: 7,
					address: '192.0.2.1'
				}
			]);
			expect(JSON.stringify(lines.read())).not.toMatch(/F104|secret|Ada/);
		}
	);

	test.each([
		[403, new Forbidden('Not yours')],
		[404, new NotFound('Not there')]
	])('inside the data of a page is logged as %i', (status, cause) => {
		const lines = linesLogged();
		logRefusal(request({ cause }), 200);
		expect(lines.read()).toMatchObject([{ status }]);
	});

	test('is nothing else: not what was answered, mistyped, or taken meanwhile', () => {
		const lines = linesLogged();
		for (const status of [200, 303, 409, 422, 503]) logRefusal(request({ cause: new Conflict('Changed') }), status);
		logRefusal(request({ route: null }), 404);
		expect(lines.read()).toEqual([]);
	});
});
