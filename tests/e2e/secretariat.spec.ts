import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { checkOoxml } from '../support/ooxml.ts';
import { expect, test, textBox } from '../support/journey.ts';

const review = '/reviews/start-in-life';

test('a recommendation goes from a draft to the group’s agreement, and an answer lapses on the way', async ({
	page,
	signIn
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const title = `A clock in every clinic, ${tag}`;
	const first = 'Every clinic should have a clock that tells the time.';
	const second = 'Every clinic should have a clock that tells the time, and somebody who winds it.';

	await test.step('an official drafts it', async () => {
		const { visit, examine } = await signIn('fictional-families-official');
		await visit(`${review}/recommendations`);
		await page.getByRole('link', { name: 'Draft a recommendation' }).first().click();
		await examine();
		await page.getByLabel('Title', { exact: true }).fill(title);
		await page.getByLabel('Department in the lead').selectOption({ label: 'Department for Families' });
		await page.getByRole('radio', { name: 'No cost' }).check();
		await page.getByRole('button', { name: 'Draft recommendation' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByLabel('Title', { exact: true })).toHaveValue(title);
		await page.getByLabel('Recommendation', { exact: true }).fill(first);
		await page.getByRole('button', { name: 'Draft recommendation' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		await examine();
	});
	const here = new URL(page.url()).pathname;

	await test.step('the secretariat puts it to the group', async () => {
		const { visit } = await signIn('fictional-secretariat');
		await visit(here);
		await page.getByRole('button', { name: 'Propose to the group' }).click();
		await expect(page.getByText('With the group', { exact: true }).first()).toBeVisible();
	});

	await test.step('a minister is content', async () => {
		const { visit } = await signIn('fictional-families-minister');
		await visit(`${here}/positions`);
		await page.getByRole('radio', { name: / Content$/ }).check();
		await page.getByRole('button', { name: 'Record this position' }).click();
		await expect(answerOf(page)).toContainText('Content');
	});

	await test.step('the secretariat rewords it, and is told whose answer lapses before it saves', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${here}/edit`);
		await expect(page.getByText('Whose answers stand on the present words')).toBeVisible();
		await page.getByLabel('Recommendation', { exact: true }).fill(second);
		await page.getByRole('button', { name: /^Save R\d+$/ }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByRole('alert')).toContainText('Department for Families');
		await expect(page.getByLabel('Recommendation', { exact: true })).toHaveValue(second);
		await examine();
		await page.getByRole('radio', { name: /^The meaning changes/ }).check();
		await page.getByRole('button', { name: /^Save R\d+$/ }).click();
		await expect(answerOf(page)).toContainText('on earlier words');
		await examine();
		await page.getByRole('link', { name: 'version 1', exact: true }).click();
		await expect(page.getByRole('main').locator('ins').first()).toContainText('winds');
		await examine();
	});

	await test.step('the minister is asked again, sees what changed and answers', async () => {
		const { visit, examine } = await signIn('fictional-families-minister');
		await visit(`${here}/positions`);
		await expect(page.getByRole('main').locator('ins').first()).toContainText('winds');
		await page.getByRole('radio', { name: / Content$/ }).check();
		await page.getByRole('button', { name: 'Record this position' }).click();
		await expect(answerOf(page)).not.toContainText('on earlier words');
		await examine();
	});

	await test.step('the chair records the agreement of the group', async () => {
		const { visit, examine } = await signIn('fictional-chair');
		await visit(here);
		await page.getByRole('link', { name: 'Record the group’s agreement' }).first().click();
		await examine();
		await page.getByLabel('When it was agreed').fill(today());
		await page.getByRole('button', { name: 'Record the agreement' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByLabel('Where it was agreed').fill('Fourth meeting of the group');
		await page.getByRole('button', { name: 'Record the agreement' }).click();
		await expect(page.getByText('Recommended by the group', { exact: true }).first()).toBeVisible();
		await expect(page.getByText('Fourth meeting of the group')).toBeVisible();
		await examine();
	});
});

test('the secretariat writes a paper in which claims cite evidence, freezes it and exports it', async ({
	page,
	signIn,
	javaScriptEnabled
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const title = `What a clock is worth, ${tag}`;
	const { visit, examine } = await signIn('fictional-secretariat');

	await test.step('starts it from a profile', async () => {
		await visit(`${review}/papers`);
		await page.getByRole('link', { name: 'Start a paper' }).first().click();
		await examine();
		await page.getByRole('radio', { name: 'Cabinet committee paper' }).check();
		await page.getByRole('button', { name: 'Start the paper' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByLabel('Title', { exact: true }).fill(title);
		await page.getByRole('button', { name: 'Start the paper' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		await examine();
	});
	const paper = new URL(page.url()).pathname;

	await test.step('writes a section; a citation of nothing is refused and the text kept', async () => {
		const text = 'Two of four mothers could not get home the same day.[^F9999]';
		await page.getByRole('link', { name: 'Edit Consideration' }).click();
		await examine();
		await (await textBox(page)).fill(text);
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.locator('textarea[name=body]')).toHaveValue(text);
		await expect(page.getByText(/F9999 is no finding/).first()).toBeVisible();
		await examine();

		const right = `### Distance\n\nTwo of four mothers could not get home the same day.[^F11] <b>Bold</b> as typed.`;
		await (await textBox(page)).fill(right);
		// With scripts it follows the typing.
		if (!javaScriptEnabled) await page.getByRole('button', { name: 'Preview' }).click();
		await expect(page.locator('#preview')).toContainText('Two of four mothers');
		await expect(page.locator('#preview')).toContainText('<b>Bold</b> as typed');
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page.getByText('The section is saved.')).toBeVisible();
		await visit(paper);
		await expect(page.getByRole('heading', { name: 'Distance' })).toBeVisible();
		await expect(page.locator('#findings')).toContainText('F11');
	});

	await test.step('places a recommendation, whose words are always the latest', async () => {
		await page.getByRole('link', { name: 'Edit Recommendation', exact: true }).click();
		await (await textBox(page)).fill('::recommendation R1');
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page.getByText('The section is saved.')).toBeVisible();
		await page.goto(paper);
		await expect(page.locator('#recommendations')).toContainText('R1');
		await expect(page.getByText('Every council in England should be funded').first()).toBeVisible();
	});

	await test.step('freezes an exposure draft, which members then read', async () => {
		await page.getByRole('link', { name: 'Freeze a snapshot' }).click();
		await examine();
		await page.getByRole('radio', { name: 'Exposure draft' }).check();
		await page.getByRole('button', { name: 'Freeze the paper' }).click();
		await expect(page.getByText('Exposure draft', { exact: true }).first()).toBeVisible();
		await visit(`${paper}/snapshots/1`);
		await expect(page.getByText('Unaltered', { exact: true })).toBeVisible();
	});

	await test.step('exports it as a Word file that holds together and says where each claim was heard', async () => {
		const download = page.waitForEvent('download');
		await page.getByRole('link', { name: /Word/ }).click();
		const file = await download;
		expect(file.suggestedFilename()).toMatch(/\.docx$/);
		const document = checkOoxml(await readFile(await file.path()));
		expect(document.problems).toEqual([]);
		expect(document.text).toContain('Two of four mothers could not get home the same day.');
		expect(document.footnotes).toHaveLength(1);
		expect(document.footnotes[0]).toContain('Upper Tarndale');
		expect(document.headings.map((heading) => heading.text).join('\n')).toContain('Consideration');
		expect(document.headers.join(' ')).toContain('OFFICIAL');
		expect(document.footers.join(' ')).toContain('OFFICIAL');
	});

	await test.step('and a member reads the draft but cannot change it', async () => {
		const member = await signIn('fictional-care-official');
		await member.visit(paper);
		await expect(page.getByRole('link', { name: /^Edit/ })).toHaveCount(0);
		expect((await page.goto(`${paper}/details`))?.status()).toBe(403);
	});
});

test('the chair’s state of play is one page and one Word file', async ({ page, signIn }) => {
	const { visit } = await signIn('fictional-chair');
	await visit(review);
	await page.getByRole('link', { name: 'State of play' }).first().click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('State of play');
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: /Word/ }).first().click();
	const document = checkOoxml(await readFile(await (await download).path()));
	expect(document.problems).toEqual([]);
	expect(document.text).toContain('Minister for Safety at Home');
});

function answerOf(page: Page) {
	return page.getByRole('row').filter({ hasText: 'Minister for Early Family Life' });
}

function today(): string {
	return new Date().toISOString().slice(0, 10);
}
