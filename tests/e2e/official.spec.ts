import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';
const passage = 'Nobody at the desk knew that the Saturday clinic had moved.';

test('an official logs a visit, draws a finding from its notes, tags it and shares both', async ({
	page,
	signIn
}, info) => {
	const scripted = info.project.name === 'javascript';
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const title = `Visit to the clinic at Saltpan Row, ${tag}`;
	const sentence = `Reception at Saltpan Row did not know that the Saturday clinic had moved, ${tag}.`;
	const { visit, examine } = await signIn('fictional-families-official');

	await test.step('logs it with a title, a kind and a date; a missing date is asked for and nothing is lost', async () => {
		await visit(`${review}/evidence`);
		await page.getByRole('link', { name: 'Log evidence' }).first().click();
		await examine();
		await page.getByLabel('Title', { exact: true }).fill(title);
		await page.getByLabel('Kind', { exact: true }).selectOption('Visit');
		await page.getByLabel('Notes', { exact: false }).first().fill(`## At the desk\n\n${passage} Two families left.`);
		await page.getByRole('button', { name: 'Save draft' }).last().click();
		await expect(page).toHaveTitle(/^Error: /);
		await examine();
		await expect(page.getByLabel('Title', { exact: true })).toHaveValue(title);
		await expect(page.getByLabel('Kind', { exact: true })).toHaveValue('visit');

		await page.getByLabel('Date', { exact: true }).fill('2026-03-02');
		await page.getByLabel('Place', { exact: false }).first().fill('Saltpan Row, England');
		await page.getByLabel('Role').fill('Receptionist');
		await page.getByRole('button', { name: 'Add another person or group' }).click();
		await page.getByRole('group', { name: 'Person or group 2' }).getByLabel('Role').fill('Parent');
		await page.getByLabel('What was promised').fill('Send them what we wrote');
		await page.getByRole('button', { name: 'Save draft' }).last().click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		await expect(page.getByText('only Department for Families sees it')).toBeVisible();
		await expect(page.getByText('Send them what we wrote')).toBeVisible();
		await examine();
	});
	const event = new URL(page.url()).pathname;

	await test.step('draws a finding from a passage', async () => {
		await page.getByRole('link', { name: 'Draw findings' }).first().click();
		await examine();
		const words = page.getByLabel('Words from the notes', { exact: false });
		if (scripted) {
			await selectText(page, passage);
			await expect(words).toHaveValue(passage);
		} else {
			await words.fill(passage);
		}
		await page.getByRole('button', { name: 'Save finding' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(words).toHaveValue(passage);
		await page.getByLabel('The finding, in one sentence').fill(sentence);
		await page.getByLabel('Who said it', { exact: false }).selectOption({ label: 'Receptionist' });
		await page.getByRole('button', { name: 'Save finding' }).click();
		await expect(page.getByRole('list').filter({ hasText: sentence })).toContainText(passage);
		await examine();
	});

	await test.step('is offered the finding before writing it again', async () => {
		await page.getByLabel('Words to look for').fill('Saltpan Row Saturday clinic');
		await page.getByRole('button', { name: 'Find', exact: true }).click();
		await expect(page.getByRole('radio', { name: new RegExp(sentence) })).toBeVisible();
		await examine();
	});

	await test.step('tags it to a recommendation', async () => {
		await page
			.getByRole('list')
			.filter({ hasText: sentence })
			.getByRole('link', { name: /^F\d+$/ })
			.first()
			.click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(sentence);
		await examine();
		await page.getByText('Tag to a recommendation').click();
		await page
			.getByLabel('Recommendation', { exact: true })
			.selectOption({ label: 'R1 A family hub in every council area' });
		await page.getByRole('radio', { name: 'Supports' }).check();
		await page.getByLabel('Note').fill('One desk that knows');
		await page.getByRole('button', { name: 'Tag this finding' }).click();
		await expect(page.locator('#tags')).toContainText('A family hub in every council area');
		await expect(page.locator('#tags')).toContainText('One desk that knows');
	});
	const finding = new URL(page.url()).pathname;

	await test.step('shares both in one act', async () => {
		await visit(event);
		await page.getByRole('link', { name: 'Share with the review' }).click();
		await examine();
		await expect(page.getByRole('checkbox', { name: new RegExp(sentence) })).toBeChecked();
		await page.getByRole('button', { name: 'Share with the review' }).click();
		await expect(page.getByText('Shared', { exact: true }).first()).toBeVisible();
	});

	await test.step('and another department sees the finding, without the notes', async () => {
		const other = await signIn('fictional-care-official');
		await other.visit(finding);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(sentence);
		await page.goto(event);
		await expect(page.getByText('Two families left')).toHaveCount(0);
		await other.visit(`${review}/recommendations/R1`);
		await expect(page.getByText(sentence)).toBeVisible();
	});
});

test('a draft of another department is not there', async ({ page, signIn }, info) => {
	const title = `Draft of ${info.project.name} ${Date.now().toString(36)}`;
	await signIn('fictional-care-official');
	await page.goto(`${review}/evidence/new`);
	await page.getByLabel('Title', { exact: true }).fill(title);
	await page.getByLabel('Kind', { exact: true }).selectOption('Meeting');
	await page.getByLabel('Date', { exact: true }).fill('2026-03-02');
	await page.getByRole('button', { name: 'Save draft' }).last().click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	const draft = new URL(page.url()).pathname;

	const { examine } = await signIn('fictional-families-official');
	expect((await page.goto(draft))?.status()).toBe(404);
	await examine();
	expect((await page.goto(`${draft}/edit`))?.status()).toBe(404);
	expect((await page.goto('/reviews/first-1001-days'))?.status()).toBe(404);
});

test('two people edit one piece of evidence, and neither loses a word', async ({ page, signIn, browser }, info) => {
	const title = `Survey of ${info.project.name} ${Date.now().toString(36)}`;
	await signIn('fictional-places-official');
	await page.goto(`${review}/evidence/new`);
	await page.getByLabel('Title', { exact: true }).fill(title);
	await page.getByLabel('Kind', { exact: true }).selectOption('Survey');
	await page.getByLabel('Date', { exact: true }).fill('2026-03-02');
	await page.getByRole('button', { name: 'Save draft' }).last().click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	await page.getByRole('link', { name: 'Change', exact: true }).click();
	await expect(page.getByLabel('Title', { exact: true })).toHaveValue(title);

	const state = await page.context().storageState();
	const context = await browser.newContext({ storageState: state, baseURL: process.env.BASE_URL });
	const second = await context.newPage();
	await second.goto(page.url());
	await second.getByLabel('Title', { exact: true }).fill(`${title}, theirs`);
	await second.getByRole('button', { name: 'Save', exact: false }).last().click();
	await expect(second.getByRole('heading', { level: 1 })).toHaveText(`${title}, theirs`);
	await context.close();

	await page.getByLabel('Title', { exact: true }).fill(`${title}, mine`);
	await page.getByRole('button', { name: 'Save', exact: false }).last().click();
	await expect(page.getByText(/changed this evidence since you opened it/).first()).toBeVisible();
	await expect(page.getByLabel('Title', { exact: true })).toHaveValue(`${title}, mine`);
	await expect(page.getByRole('main').locator('del')).toContainText('theirs');
	await page.getByRole('button', { name: 'Save', exact: false }).last().click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${title}, mine`);
});

/** Selects words of the notes as a person would with the mouse, and takes them. */
async function selectText(page: Page, words: string): Promise<void> {
	const take = page.getByRole('button', { name: 'Make this a finding' });
	// The page may not have woken up yet.
	await expect(async () => {
		await page.evaluate((wanted) => {
			const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node; node = walker.nextNode()) {
				const at = node.textContent?.indexOf(wanted) ?? -1;
				if (at === -1 || node.parentElement?.closest('textarea')) continue;
				const range = document.createRange();
				range.setStart(node, at);
				range.setEnd(node, at + wanted.length);
				getSelection()?.removeAllRanges();
				getSelection()?.addRange(range);
				return;
			}
		}, words);
		await expect(take).toBeVisible({ timeout: 1_000 });
	}).toPass();
	await take.click();
}
