import { expect, test } from 'vitest';
import { DatabaseUnavailable } from './faults.server.ts';
import { Turnstile } from './turnstile.server.ts';

test('lets callers through one at a time, in order', async () => {
	const turnstile = new Turnstile(1_000);
	const order: string[] = [];
	const pass = async (name: string) => {
		await turnstile.enter();
		order.push(`${name} in`);
		await Promise.resolve();
		order.push(`${name} out`);
		turnstile.leave();
	};
	await Promise.all([pass('a'), pass('b'), pass('c')]);
	expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

test('turns away who waits too long, and forgets them', async () => {
	const turnstile = new Turnstile(20);
	await turnstile.enter();
	await expect(turnstile.enter()).rejects.toThrow(DatabaseUnavailable);
	turnstile.leave();
	await turnstile.enter();
});
