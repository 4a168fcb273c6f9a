import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';
/** The fictional round that asks for money. */
const title = 'Family hubs, and help within four weeks';

test('a write-round that cannot clear says why, on its page, in the advice and where it is tried all the same', async ({
	page,
	signIn
}) => {
	const { visit, examine } = await signIn('fictional-secretariat');
	await visit(`${review}/rounds`);
	await page.getByRole('link', { name: title, exact: true }).click();
	await page
		.getByRole('navigation', { name: /Pages of write-round/ })
		.getByRole('link', { name: 'Clearance' })
		.click();
	await expect(page.getByRole('heading', { level: 1, name: 'Clearance' })).toBeVisible();
	await expect(page.getByText(/nothing with money clears unless the Treasury is content/i).first()).toBeVisible();
	await examine();
	const clearance = new URL(page.url()).pathname;

	await page.getByRole('link', { name: 'Clearance advice' }).click();
	await expect(page.getByRole('heading', { name: 'The Treasury’s position, in its own words' })).toBeVisible();
	await expect(page.getByText(/cannot be cleared by letter yet/)).toBeVisible();
	await examine();
	const file = await page.request.get(`${clearance}/advice/file?format=docx`);
	expect(file.status()).toBe(200);
	expect(file.headers()['content-disposition']).toContain('clearance-advice');

	await visit(`${clearance}/record`);
	await page.getByLabel('Cleared', { exact: true }).check();
	await page.getByLabel('By letter', { exact: true }).check();
	await page.getByRole('textbox', { name: 'The letter or the minute' }).fill('Letter that was never sent');
	await page.getByLabel('Date of the letter or the meeting').fill(new Date().toISOString().slice(0, 10));
	await page.getByRole('button', { name: 'Record the decision' }).click();
	await expect(page).toHaveTitle(/^Error: /);
	await expect(page.getByText(/cannot be recorded as cleared/).first()).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'The letter or the minute' })).toHaveValue(
		'Letter that was never sent'
	);
	await visit(clearance);
	await expect(page.getByText('Recorded by')).toHaveCount(0);
});

test('the chair of the group reads the advice and cannot clear', async ({ page, signIn }) => {
	const { visit } = await signIn('fictional-chair');
	await visit(`${review}/rounds`);
	await page.getByRole('link', { name: title, exact: true }).click();
	await page
		.getByRole('navigation', { name: /Pages of write-round/ })
		.getByRole('link', { name: 'Clearance' })
		.click();
	await expect(page.getByRole('link', { name: 'Clearance advice' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Record what the chair decided' })).toHaveCount(0);
	const answer = await page.goto(`${new URL(page.url()).pathname}/record`);
	expect(answer?.status()).toBe(403);
});

test('the ledger lists conditions by where they stand, and each has a page', async ({ page, signIn }) => {
	const { visit, examine } = await signIn('fictional-secretariat');
	await visit(`${review}/conditions`);
	await page.getByRole('link', { name: /^Waits for the tick/ }).click();
	await page.getByRole('link', { name: /a smaller option that starts with half of the councils/ }).click();
	await expect(page.getByText(/We think version \d+ meets it/)).toBeVisible();
	await examine();
	await visit(`${review}/conditions?show=met`);
	await page.getByRole('link', { name: /The bid reaches four weeks in stages/ }).click();
	await expect(page.getByText(/Met by version/)).toBeVisible();
	// Nobody but who asked ticks a condition.
	await visit(`${review}/conditions?show=tick`);
	await page.getByRole('link', { name: /a smaller option/ }).click();
	await expect(page.getByRole('button', { name: /^Tick / })).toHaveCount(0);
});
