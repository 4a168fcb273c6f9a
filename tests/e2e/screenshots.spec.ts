import path from 'node:path';
import { test } from '../support/journey.ts';
import { pages, visitors } from './pages.ts';

// Pictures to look at, and for the README: SCREENSHOTS=folder npx playwright test screenshots --project javascript
const folder = process.env.SCREENSHOTS;
const widths = { desktop: 1280, phone: 390 };

test.skip(!folder, 'SCREENSHOTS names no folder');

for (const { path: address, route, seenBy } of pages) {
	test(`picture of ${route}`, async ({ page, signIn }) => {
		const role = seenBy[0] ?? 'secretariat';
		await signIn(visitors[role]);
		for (const [name, width] of Object.entries(widths)) {
			await page.setViewportSize({ width, height: 900 });
			await page.goto(address);
			const file = `${route.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'home'}-${name}.png`;
			await page.screenshot({ path: path.join(folder ?? '', file), fullPage: true });
		}
	});
}

test('picture of the sign-in page', async ({ page }) => {
	for (const [name, width] of Object.entries(widths)) {
		await page.setViewportSize({ width, height: 900 });
		await page.goto('/sign-in');
		await page.screenshot({ path: path.join(folder ?? '', `sign-in-${name}.png`), fullPage: true });
	}
});
