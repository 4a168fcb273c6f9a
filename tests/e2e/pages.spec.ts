import { globSync } from 'node:fs';
import { expect, test } from '../support/journey.ts';
import { openedByJourneys, pages, visitors, type VisitorRole } from './pages.ts';

const roles = Object.keys(visitors).filter((role): role is VisitorRole => role in visitors);

test('every page of the application is visited by somebody', () => {
	const files = globSync('**/+page.svelte', { cwd: 'src/routes' });
	const routes = files.map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`);
	expect([...pages.map(({ route }) => route), ...openedByJourneys].toSorted()).toEqual(routes.toSorted());
});

for (const role of roles) {
	test(`every page as ${role}`, async ({ signIn, page }, info) => {
		test.setTimeout(600_000);
		const { visit } = await signIn(visitors[role]);
		const links = new Map<string, string>();
		for (const { path, seenBy } of pages) {
			if (!seenBy.includes(role)) {
				const response = await page.goto(path);
				expect.soft([403, 404], path).toContain(response?.status());
				continue;
			}
			await visit(path);
			await expect.soft(page).toHaveTitle(/ – Throughline$/);
			await expect.soft(page.getByRole('heading', { level: 1 })).toHaveCount(1);
			const hrefs = await page
				.locator('a[href]:not([data-sveltekit-reload]):not([rel~=external])')
				.evaluateAll((found) =>
					found.map((link) => (link instanceof HTMLAnchorElement ? link.href.replace(/#.*$/, '') : ''))
				);
			for (const href of hrefs) if (!links.has(href)) links.set(href, path);
		}

		// The same links stand on both; one round of them is enough.
		if (info.project.name === 'javascript') return;
		await test.step('and every link that they show leads somewhere', async () => {
			for (const [href, from] of links) {
				const response = await page.request.get(href);
				expect.soft(response.status(), `${href} on ${from}`).toBe(200);
			}
		});
	});
}
