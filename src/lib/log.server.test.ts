import { expect, test } from 'vitest';
import { linesLogged } from '../../tests/support/log-lines.ts';
import { log } from './log.server.ts';

test('a line says when in UTC, how grave, what, and the rest by name', () => {
	const lines = linesLogged();
	log('warn', 'request.refused', { personId: 7, status: 403 });
	expect(lines.read()).toEqual([
		{
			at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
			level: 'warn',
			event: 'request.refused',
			personId: 7,
			status: 403
		}
	]);
});

test('nobody can write a line of their own into the log', () => {
	const lines = linesLogged();
	const forged = 'x\n{"level":"error","event":"forged"}\r\n\u2028\u0000"';
	log('error', 'request.failed', { error: forged });
	expect(lines.read()).toMatchObject([{ event: 'request.failed', error: forged }]);
});
