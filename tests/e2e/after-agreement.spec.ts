import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';
const today = new Date().toISOString().slice(0, 10);

/** Both projects use one database: each has names of its own. */
function own(name: string): string {
	return `${name}, ${test.info().project.name}`;
}

function pathOf(page: Page): string {
	return new URL(page.url()).pathname;
}

test('a recommendation is agreed by its Cabinet minister, announced, delivered, and meets what was promised', async ({
	page,
	signIn
}) => {
	const title = own('A welcome letter for every birth');
	const { visit, examine } = await signIn('fictional-families-official');
	await visit(`${review}/recommendations/new`);
	await page.getByLabel('Title', { exact: true }).fill(title);
	await page.getByLabel('Recommendation', { exact: true }).fill('Every family should be sent a letter of welcome.');
	await page.getByLabel('Department in the lead').selectOption({ label: 'Department for Families' });
	await page.getByLabel('Route').selectOption({ label: 'Own department' });
	await page.getByRole('button', { name: 'Draft recommendation' }).click();
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	const recommendation = pathOf(page);
	const name = recommendation.split('/').at(-1) ?? '';
	await expect(page.getByRole('link', { name: 'Record the announcement' })).toHaveCount(0);
	expect((await page.request.get(`${recommendation}/announced`)).status()).toBe(409);

	await signIn('fictional-secretariat');
	await page.goto(recommendation);
	await page.getByRole('button', { name: 'Propose to the group' }).click();
	await expect(page.getByText('is with the group')).toBeVisible();
	await page.goto(`${review}/letters/new?recommendation=${name}`);
	// The other departments would only note it: no letter of theirs is needed here.
	const departments = page.getByRole('group', { name: /^(Department|Home|The Exchequer)/ });
	for (const group of await departments.all()) {
		const box = group.getByLabel('Write this letter');
		if ((await box.count()) > 0 && !/^Department for Families/.test(await group.innerText())) await box.uncheck();
	}
	await page.getByRole('button', { name: /^Write \d+ letters?$/ }).click();
	await expect(page.getByText('One letter is written')).toBeVisible();
	const letter =
		(await page
			.getByRole('link', { name: /^L\d+$/ })
			.first()
			.getAttribute('href')) ?? '';

	await signIn('fictional-families-office');
	await page.goto(letter);
	await page.getByRole('button', { name: /^Clear version 1/ }).click();
	await page.getByLabel('Who signed it').fill('The minister');
	await page.getByLabel('When', { exact: true }).first().fill(today);
	await page.getByRole('button', { name: 'Record the signature' }).click();
	await page.getByText('It went out without a message to keep').click();
	await page.getByRole('button', { name: 'Record that it went out' }).click();
	await expect(page.getByText('Issued').first()).toBeVisible();

	await signIn('fictional-secretariat');
	await visit(`${review}/letters/answers`);
	await expect(page.getByText(title).first()).toBeAttached();
	await page.goto(`${letter}/answers`);
	await page.getByLabel('When it was answered').fill(today);
	await page.getByLabel('Where it was said').fill('Letter of the Secretary of State');
	await page.getByLabel('Agreed', { exact: true }).check();
	await page.getByRole('button', { name: 'Record the answers' }).click();

	await visit(`${review}/after-agreement?show=to_announce`);
	await page.getByRole('link', { name, exact: true }).click();
	await page.getByRole('link', { name: 'Record an undertaking' }).click();
	await examine();
	await page.getByLabel('House of Commons').check();
	await page.getByLabel('When it was said').fill(today);
	await page.getByLabel('Where it is on record').fill('HC Deb, column 7');
	await page.getByLabel('The words exactly').fill(own('Every family will have a letter by Easter'));
	await page.getByLabel('Who said it').selectOption({ index: 1 });
	await page
		.getByLabel('Who owes it')
		.selectOption({ label: 'Evidence official, Early Family Life (Evidence official, Department for Families)' });
	await expect(page.getByRole('checkbox', { name: new RegExp(`^${name} `) })).toBeChecked();
	await page.getByRole('button', { name: 'Record the undertaking' }).click();
	await expect(page.getByText('is recorded.')).toBeVisible();
	const undertaking = pathOf(page);

	await signIn('fictional-families-official');
	await page.goto(recommendation);
	await page.getByRole('link', { name: 'Record the announcement' }).click();
	await examine();
	await page.getByLabel('When it was announced').fill('2020-01-01');
	await page.getByLabel('Where it was announced').fill('Oral statement');
	await page.getByRole('button', { name: 'Record the announcement' }).click();
	await expect(page.getByText(/it was not announced before/).first()).toBeVisible();
	await expect(page.getByLabel('Where it was announced')).toHaveValue('Oral statement');
	await page.getByLabel('When it was announced').fill(today);
	await page.getByRole('button', { name: 'Record the announcement' }).click();
	await expect(page.getByText(`The announcement of ${name} is recorded.`)).toBeVisible();
	await page.getByRole('link', { name: 'Record the delivery' }).click();
	await examine();
	await page.getByLabel('When it was delivered').fill(today);
	await page.getByLabel('What shows it').fill('The first letters went out');
	await page.getByRole('button', { name: 'Record the delivery' }).click();
	await expect(page.getByText(`The delivery of ${name} is recorded.`)).toBeVisible();
	await examine();
	await visit(`${review}/after-agreement?show=delivered`);
	await expect(page.getByRole('row', { name: new RegExp(title) })).toContainText('The first letters went out');

	await page.goto(undertaking);
	await page.getByLabel('A recommendation that was delivered').check();
	await page.getByLabel('Which recommendation').selectOption({ label: `${name} ${title}` });
	await page.getByLabel('How, in a sentence').fill('The letters are going out.');
	await page.getByRole('button', { name: 'Record that it is met' }).click();
	await expect(page.getByText('is met.')).toBeVisible();
	await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
	await examine();
});

test('what is reported back is on a board by owner, and a next report may be named', async ({ page, signIn }) => {
	const { visit, examine } = await signIn('fictional-secretariat');
	const text = own('Say how many letters went out');
	await visit(`${review}/actions/new`);
	await page.getByLabel('What is to be done').fill(text);
	await page
		.getByLabel('Who does it')
		.selectOption({ label: 'Evidence official, Early Family Life (Evidence official, Department for Families)' });
	await page.getByLabel('By when').fill('2020-02-01');
	await page.getByLabel('Reported back to').fill('the group');
	await page.getByLabel('On', { exact: true }).or(page.getByLabel('On (optional)')).fill('2020-02-03');
	await page.getByRole('button', { name: 'Add the action' }).click();
	await expect(page.getByText('is added.')).toBeVisible();

	await signIn('fictional-families-official');
	await visit(`${review}/actions/report-back?show=overdue`);
	await page.getByRole('link', { name: text }).click();
	await page.getByLabel('What was reported').fill('Four hundred so far.');
	await page.getByLabel(/^Next report on/).fill('2030-02-03');
	await page.getByRole('button', { name: 'Record the report' }).click();
	await expect(page.getByText(/The report on A\d+ is recorded/)).toBeVisible();
	await examine();
	await visit(`${review}/actions/report-back?show=reported`);
	await expect(page.getByRole('row', { name: new RegExp(text) }).last()).toContainText('Four hundred so far.');
});

test('the chair hands the review over with what is open said first', async ({ page, signIn }) => {
	const { visit } = await signIn('fictional-chair');
	await visit(`${review}/after-agreement`);
	await page.getByRole('link', { name: 'Hand-over' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Hand-over' })).toBeVisible();
	await expect(page.getByRole('heading', { name: /^Write-rounds that are not decided/ })).toBeVisible();
	for (const [label, ending] of [
		['Word', 'docx'],
		['OpenDocument', 'odt'],
		['PDF', 'pdf'],
		['Web page', 'html']
	] as const) {
		const href = await page.getByRole('link', { name: new RegExp(`^Download as .*${label}`) }).getAttribute('href');
		const file = await page.request.get(href ?? '');
		expect(file.status(), label).toBe(200);
		expect(file.headers()['content-disposition'], label).toContain(`.${ending}`);
	}
	await signIn('fictional-families-official');
	expect((await page.request.get(`${review}/handover`)).status()).toBe(403);
});
