import { globSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';
import { tagsOf } from '../support/page-forms.ts';
import { openedByJourneys, pages, visitors, type VisitorRole } from './pages.ts';

const roles = Object.keys(visitors).filter((role): role is VisitorRole => role in visitors);

test('every page of the application is visited by somebody', () => {
	const files = globSync('**/+page.svelte', { cwd: 'src/routes' });
	const routes = files.map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`);
	expect([...pages.map(({ route }) => route), ...openedByJourneys].toSorted()).toEqual(routes.toSorted());
});

for (const role of roles) {
	const seen = pages.filter(({ seenBy }) => seenBy.includes(role));

	test(`every page as ${role}`, async ({ signIn, javaScriptEnabled }) => {
		test.setTimeout(600_000);
		const { look } = await signIn(visitors[role]);
		// Without JavaScript a page is the same for all who see it but for what it holds: the first of them looks.
		for (const { path } of javaScriptEnabled ? seen : seen.filter(({ seenBy }) => seenBy[0] === role)) await look(path);
	});

	test(`every link that ${role} is shown leads somewhere`, async ({ signIn, page, javaScriptEnabled }) => {
		test.skip(javaScriptEnabled === true, 'The same links stand on both; one round of them is enough');
		test.setTimeout(600_000);
		await signIn(visitors[role]);
		const links = new Map<string, string>();
		for (const { path } of seen) {
			for (const href of await linksOn(page, path)) if (!links.has(href)) links.set(href, path);
		}
		for (const [href, from] of links) {
			const response = await page.request.get(href);
			expect.soft(response.status(), `${href} on ${from}`).toBe(200);
		}
	});
}

/** Where the links of a page lead within the application, downloads left out. */
async function linksOn(page: Page, path: string): Promise<string[]> {
	const response = await page.request.get(path);
	const links = [...tagsOf(await response.text())].flatMap(({ name, attributes }) => {
		const href = attributes.get('href');
		const elsewhere = attributes.has('data-sveltekit-reload') || /\bexternal\b/.test(attributes.get('rel') ?? '');
		return name === 'a' && href && !elsewhere ? [new URL(href, response.url())] : [];
	});
	const within = links.filter(({ origin }) => origin === new URL(response.url()).origin);
	// Of links that differ in numbers and in what they ask for alone, such as the rows of a list, the first and the last.
	const kinds = Map.groupBy(within, ({ pathname, searchParams }) =>
		[pathname, ...searchParams.keys()].join(' ').replace(/\d+/g, '#')
	);
	return [...kinds.values()]
		.flatMap((alike) => [alike[0], alike.at(-1)])
		.flatMap((url) => (url ? [url.href.replace(/#.*$/, '')] : []));
}
