import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each(['/', '/reviews/first-1001-days/findings/F104', '/admin/people?q=ada&after=3', '/reviews#top'])(
	'%s is followed',
	(path) => {
		expect(localPath(path)).toBe(path);
	}
);

test.each([
	null,
	'',
	'reviews',
	'https://example.org',
	'//example.org',
	'/\\example.org',
	'\\/example.org',
	'/\t/example.org',
	'/reviews\n/x',
	'/x\\..\\y',
	'javascript:alert(1)',
	'/sign-in?to=/x',
	'/sign-out',
	'/password/abc'
])('%s leads home', (path) => {
	expect(localPath(path)).toBe('/');
});
