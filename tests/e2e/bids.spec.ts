import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';

const departments = {
	families: {
		official: 'fictional-families-official',
		finance: 'fictional-families-finance',
		name: 'Department for Families',
		millions: ['100', '110', '120']
	},
	care: {
		official: 'fictional-care-official',
		finance: 'fictional-care-finance',
		name: 'Department of Care',
		millions: ['40', '41', '42']
	},
	places: {
		official: 'fictional-places-official',
		finance: 'fictional-places-finance',
		name: 'Department for Local Places',
		millions: ['10', '10', '19']
	}
} as const;

type Department = (typeof departments)[keyof typeof departments];
const partners = [departments.care, departments.places];
const all = [departments.families, ...partners];

test('three departments make one joint bid: a headline that is not the sum, signatures, the Treasury’s reserve, the files', async ({
	page,
	signIn
}, info) => {
	const event = `Spending review, ${info.project.name}`;
	let bid = '';

	await test.step('the secretariat opens the fiscal event', async () => {
		const { visit } = await signIn('fictional-secretariat');
		await visit(`${review}/bids/events/new`);
		await page.getByLabel('Name').fill(event);
		await page.getByLabel('First financial year').fill('2027-28');
		await page.getByLabel('Last financial year', { exact: true }).fill('2029-30');
		await page.getByLabel('Last financial year of capital').fill('2029-30');
		await page.getByRole('button', { name: 'Add the fiscal event' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(event);
	});

	await test.step('Families starts the bid, says what it is, and brings two partners in', async () => {
		const { visit, examine } = await signIn(departments.families.official);
		await visit(`${review}/bids/new`);
		await page.getByLabel('Title').fill(`A start in every place, ${info.project.name}`);
		const events = page.getByLabel('Fiscal event');
		const wanted = events.locator('option', { hasText: event });
		await events.selectOption((await wanted.getAttribute('value')) ?? '');
		await page.getByRole('button', { name: 'Start the bid' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText('A start in every place');
		bid = new URL(page.url()).pathname;

		await visit(`${bid}/edit`);
		await page.getByLabel('Headline').fill('£500m');
		for (const label of [
			'Summary',
			'Objectives',
			'Additionality',
			'What happens if it is not funded',
			'Delivery body'
		]) {
			await page.getByLabel(label, { exact: true }).fill(`${label}: one front door in each place.`);
		}
		for (const label of ['Senior responsible owner', 'Accounting officer', 'Risks', 'Evaluation plan']) {
			await page.getByLabel(label, { exact: true }).fill(`${label}, as named by the department`);
		}
		await page.getByRole('button', { name: 'Save the record' }).click();
		await expect(page).toHaveURL((url) => url.pathname === bid);

		await visit(`${bid}/recommendations`);
		await page.getByRole('checkbox', { name: /^R1 / }).check();
		await page.getByRole('button', { name: 'Save what it pays for' }).click();
		for (const { name } of partners) {
			await visit(`${bid}/departments`);
			await page.getByLabel('Department', { exact: true }).selectOption({ label: name });
			await page.getByRole('button', { name: 'Add the partner' }).click();
			await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
		}
		await examine();
	});

	await test.step('each puts in its own costs and names its finance lead', async () => {
		for (const department of all) {
			const { visit, examine } = await signIn(department.official);
			await visit(`${bid}/costs`);
			await page.getByRole('navigation', { name: 'Units' }).getByRole('link', { name: '£m' }).click();
			await expect(page.getByText('amounts in £m')).toBeVisible();
			await fillFirstLine(page, department);
			await page.getByRole('button', { name: 'Save lines' }).click();
			await expect(page.getByLabel('What line 1 is for')).toHaveValue(/^Workers of/);
			await examine();
			await visit(`${bid}/departments`);
			const own = page.locator('form').filter({ has: page.getByRole('button', { name: 'Save the finance lead' }) });
			const posts = own.first().getByLabel('Finance lead');
			const director = posts.locator('option', { hasText: 'Director of Finance' });
			await posts.selectOption((await director.getAttribute('value')) ?? '');
			await own.first().getByRole('button', { name: 'Save the finance lead' }).click();
			await expect(page.getByText('Finance lead').first()).toBeVisible();
		}
	});

	await test.step('the lines come to £492m: the difference is shown until it is explained', async () => {
		const { visit, examine } = await signIn(departments.families.official);
		await visit(`${bid}/versions`);
		await expect(page.getByText('hold it up')).toBeVisible();
		await visit(`${bid}/shares`);
		await expect(page.getByText('£8,000,000').first()).toBeVisible();
		await page
			.getByLabel('Why the headline is not the sum of the lines')
			.fill('The headline rounds up; pilots of £8m are in the baseline.');
		await page.getByRole('button', { name: 'Explain the difference' }).click();
		await expect(page.getByText('The headline rounds up').first()).toBeVisible();
		await examine();
	});

	await test.step('each agrees its share', async () => {
		for (const { official } of all) {
			const { visit } = await signIn(official);
			await visit(`${bid}/shares`);
			await page.getByRole('button', { name: 'Agree our share' }).click();
			await expect(page.getByText('Agreed', { exact: true }).first()).toBeVisible();
		}
	});

	await test.step('the lead freezes it, each finance lead signs, the lead submits it', async () => {
		const lead = await signIn(departments.families.official);
		await lead.visit(`${bid}/versions`);
		await page.getByRole('button', { name: 'Freeze version 1' }).click();
		await expect(page.getByText('Version 1').first()).toBeVisible();
		for (const { finance } of all) {
			const { visit } = await signIn(finance);
			await visit(`${bid}/versions/1`);
			await page.getByRole('checkbox', { name: /I have read my department’s share/ }).check();
			await page.getByRole('button', { name: 'Sign version 1' }).click();
			await expect(page.getByText('You have signed version 1 for your department.')).toBeVisible();
		}
		const { visit, examine } = await signIn(departments.families.official);
		await visit(`${bid}/versions/1`);
		await page.getByRole('button', { name: /^Submit/ }).click();
		await expect(page.getByText('Submitted').first()).toBeVisible();
		await examine();
	});

	await test.step('the Treasury reserves its position, in words that the departments read', async () => {
		const treasury = await signIn('fictional-exchequer-team');
		await treasury.visit(`${bid}/treasury`);
		await page.getByRole('radio', { name: 'Reserved' }).check();
		await page.getByLabel('In the Treasury’s words').fill('We reserve on the third year.');
		await page.getByRole('button', { name: 'Record the position' }).click();
		await expect(page.getByText('We reserve on the third year.').first()).toBeVisible();
		await treasury.examine();
		const { visit } = await signIn(departments.care.official);
		await visit(`${bid}/treasury`);
		await expect(page.getByText('We reserve on the third year.').first()).toBeVisible();
	});

	await test.step('and the workbook is taken away', async () => {
		const { visit, examine } = await signIn(departments.families.official);
		await visit(`${bid}/files`);
		await examine();
		const links = await page
			.locator('main a[href*="/files/"]')
			.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
		expect(links.length).toBeGreaterThan(3);
		for (const href of links) expect((await page.request.get(href)).status(), href).toBe(200);
	});
});

async function fillFirstLine(page: Page, { name, millions }: Department): Promise<void> {
	await page.getByLabel('What line 1 is for').fill(`Workers of ${name}`);
	const row = page.locator('tr').filter({ has: page.getByLabel('What line 1 is for') });
	for (const [index, amount] of millions.entries()) {
		const year = `${2027 + index}-${28 + index}`;
		await row.getByRole('textbox', { name: new RegExp(`: ${year}, £m`) }).fill(amount);
	}
}
