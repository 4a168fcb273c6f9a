import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';
const first = 'Families told us that they wait.';
const second = 'Families told us that they wait, and that nobody says how long.';

test('members suggest and comment on a draft, the secretariat decides, and what comes late is kept', async ({
	page,
	signIn
}, info) => {
	const javascript = info.project.name === 'javascript';
	const tag = `${info.project.name} ${Date.now().toString(36)}`;

	await test.step('the secretariat shows a draft to the members and asks for comments', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${review}/papers/new`);
		await page.getByRole('radio', { name: /interim update/i }).check();
		await page.getByLabel('Title', { exact: true }).fill(`What we heard, ${tag}`);
		await page.getByRole('button', { name: /start/i }).click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(tag);
		const paper = paperAt(page);
		await visit(`${paper}/snapshots`);
		await page.getByRole('radio', { name: 'Exposure draft' }).check();
		await page.getByRole('button', { name: 'Freeze the paper' }).click();
		await expect(page.getByText('is frozen')).toBeVisible();
		await visit(`${paper}/windows`);
		await page.getByLabel('What you ask them for').fill('What did we miss?');
		await page.getByRole('button', { name: 'Open the window' }).click();
		await expect(page.getByText('The comment window is set')).toBeVisible();
		await examine();
	});
	const paper = paperAt(page);

	await test.step('an official sees what would change before it is sent, and sends it', async () => {
		const { visit, examine } = await signIn('fictional-families-official');
		await visit(paper);
		await page.getByRole('link', { name: 'Suggest changes' }).first().click();
		await expect(page.getByText('Your department is asked')).toBeVisible();
		await page.getByRole('button', { name: 'Send my suggestions' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByLabel('Text', { exact: true }).fill(first);
		await page.getByRole('button', { name: 'Show what I would change' }).click();
		await expect(page.getByRole('main').locator('ins')).toContainText(first);
		await expect(page.getByLabel('Text', { exact: true })).toHaveValue(first);
		await examine();
		await page.getByLabel(/^Why/).fill('It is what they said.');
		await page.getByRole('button', { name: 'Send my suggestions' }).click();
		await expect(page.getByText('with the secretariat').first()).toBeVisible();
		await expect(page.getByRole('main').locator('ins')).toContainText(first);
		await examine();
	});

	await test.step('the secretariat accepts it, and the history names its author', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${paper}/suggestions`);
		await page.getByRole('button', { name: 'Accept the ticked ones' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByRole('checkbox', { name: /^Suggestion/ }).check();
		await page.getByRole('button', { name: 'Accept the ticked ones' }).click();
		await expect(page.getByText('One suggestion is accepted')).toBeVisible();
		await visit(paper);
		await expect(page.getByText(first)).toBeVisible();
		await page
			.getByRole('link', { name: /^History/ })
			.first()
			.click();
		await expect(page.getByText('Suggested by Evidence official, Department for Families')).toBeVisible();
		await examine();
		await page.getByRole('button', { name: 'Bring back version 1' }).click();
		await expect(page.getByText('Brought back from version 1')).toBeVisible();
		await page.getByLabel('From').selectOption({ label: 'Version 2' });
		await page.getByRole('button', { name: 'Compare' }).click();
		await page.getByRole('button', { name: 'Bring back version 2' }).click();
		await expect(page.getByText('Brought back from version 2')).toBeVisible();
	});

	await test.step('an adviser comments on words of it', async () => {
		const { visit, examine } = await signIn('fictional-families-adviser');
		await visit(paper);
		await page
			.getByRole('link', { name: /^Comment on/ })
			.first()
			.click();
		// The same words stand on the page before.
		await expect(page.getByRole('heading', { level: 1 })).toContainText('Comment on');
		if (javascript) {
			await page
				.getByText(first)
				.first()
				.dblclick({ position: { x: 12, y: 10 } });
			await expect(page.getByRole('heading', { name: 'Your comment is about' })).toBeVisible();
			await expect(page.getByRole('blockquote')).toHaveText('Families');
		} else {
			await page.getByRole('radio', { name: first }).check();
		}
		await page.getByLabel('Your comment', { exact: true }).fill('How many of them?');
		await page.getByRole('button', { name: 'Send my comment' }).click();
		await expect(page.getByRole('main').locator('mark')).toHaveText(javascript ? 'Families' : first);
		await examine();
	});

	await test.step('the secretariat closes the window and settles the comment', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${paper}/comments`);
		await page.getByRole('link', { name: /, comment \d+$/ }).click();
		await page.getByRole('button', { name: 'Resolve this comment' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByRole('radio', { name: 'The text stays as it is' }).check();
		await page.getByRole('button', { name: 'Resolve this comment' }).click();
		await expect(page.getByText('The comment is resolved')).toBeVisible();
		await expect(page.getByText('How many of them?')).toBeVisible();
		await examine();
		await visit(`${paper}/windows`);
		await page.getByRole('link', { name: /^Snapshot 1/ }).click();
		await page.getByRole('button', { name: 'Close the window now' }).click();
		await expect(page.getByText('The window is closed')).toBeVisible();
		await examine();
	});

	await test.step('what a minister sends now is kept on the late list, and they are told', async () => {
		const { visit } = await signIn('fictional-families-minister');
		await visit(paper);
		await page.getByRole('link', { name: 'Suggest changes' }).first().click();
		await expect(page.getByText('It goes to the late list')).toBeVisible();
		await page.getByLabel('Text', { exact: true }).fill(second);
		await page.getByRole('button', { name: 'Send my suggestions' }).click();
		await expect(page.getByText('on the late list: the comment window had closed')).toBeVisible();
	});

	await test.step('the secretariat finds it apart, and declines it with a reason', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${paper}/suggestions`);
		await expect(page.getByText('No suggestions here')).toBeVisible();
		await page.getByRole('link', { name: /^Late/ }).click();
		await page.getByRole('checkbox', { name: /^Suggestion/ }).check();
		await page.getByRole('button', { name: 'Decline the ticked ones' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByRole('checkbox', { name: /^Suggestion/ })).toBeChecked();
		await page.getByLabel(/^Reason, where you decline/).fill('We cannot show it.');
		await page.getByRole('button', { name: 'Decline the ticked ones' }).click();
		await expect(page.getByText('Declined: We cannot show it.')).toBeVisible();
		await examine();
	});
});

/** The address of the paper that is open. */
function paperAt(page: Page): string {
	return /^\/reviews\/[^/]+\/papers\/P\d+/.exec(new URL(page.url()).pathname)?.[0] ?? '';
}
