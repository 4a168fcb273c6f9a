import { globSync } from 'node:fs';
import { expect, test } from '../support/journey.ts';
import { openedByJourneys, pages, visitors, type VisitorRole } from './pages.ts';

const roles = Object.keys(visitors).filter((role): role is VisitorRole => role in visitors);

test('every page of the application is visited by somebody', () => {
	const routes = globSync('**/+page.svelte', { cwd: 'src/routes' }).map(
		(file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`
	);
	expect([...pages.map(({ route }) => route), ...openedByJourneys].toSorted()).toEqual(routes.toSorted());
});

for (const role of roles) {
	test(`every page as ${role}`, async ({ signIn, page }) => {
		test.setTimeout(300_000);
		const { visit } = await signIn(visitors[role]);
		for (const { path, seenBy } of pages) {
			if (seenBy.includes(role)) {
				await visit(path);
				await expect.soft(page).toHaveTitle(/ – Throughline$/);
				await expect.soft(page.getByRole('heading', { level: 1 })).toHaveCount(1);
			} else {
				const response = await page.goto(path);
				expect.soft([403, 404], path).toContain(response?.status());
			}
		}
	});
}
