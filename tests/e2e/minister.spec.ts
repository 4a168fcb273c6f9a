import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';

// Each project answers for a post of its own, and on words that nobody else changes.
const ministers = {
	javascript: { account: 'fictional-care-minister', post: 'Minister for Community Care', recommendation: 'R8' },
	'no-javascript': { account: 'fictional-home-minister', post: 'Minister for Safety at Home', recommendation: 'R3' }
};

test('a minister reads a recommendation from the sentence to the visit, and answers it', async ({
	page,
	signIn
}, info) => {
	const { account, post, recommendation } =
		ministers[info.project.name === 'javascript' ? 'javascript' : 'no-javascript'];
	const { visit, examine } = await signIn(account);

	await test.step('walks from the recommendation to the evidence in two clicks, and back', async () => {
		await examine();
		await visit(`${review}/recommendations/R1`);
		await page
			.locator('#evidence')
			.getByRole('link', { name: /^F\d+$/ })
			.first()
			.click();
		await expect(page).toHaveURL(/findings\/F\d+/);
		await examine();
		await page
			.locator('#rests-on')
			.getByRole('link', { name: /^E\d+$/ })
			.first()
			.click();
		await expect(page).toHaveURL(/evidence\/E\d+/);
		await examine();
	});

	await test.step('is content if it is reworded, and must say why and how', async () => {
		await visit(`${review}/recommendations/${recommendation}/positions`);
		await expect(page.getByText(`You answer as the ${post}`)).toBeVisible();
		await page.getByRole('radio', { name: 'Content if reworded' }).check();
		await page.getByRole('button', { name: 'Record this position' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByRole('radio', { name: 'Content if reworded' })).toBeChecked();
		await examine();
		await page.getByLabel('Reason').fill('It promises more than the staff can keep.');
		await page.getByLabel('Words that would be agreed').fill('Every service should say by when it can do this.');
		await page.getByRole('button', { name: 'Record this position' }).click();
		const row = page.getByRole('row').filter({ hasText: post });
		await expect(row).toContainText('Content if reworded');
		await expect(row).toContainText('Every service should say by when it can do this.');
		await expect(row).not.toContainText('recorded by');
	});

	await test.step('may change their mind: the latest answer counts', async () => {
		await visit(`${review}/recommendations/${recommendation}/positions`);
		await expect(page.getByText('Your answer so far')).toBeVisible();
		await page.getByRole('radio', { name: / Content$/ }).check();
		await page.getByRole('button', { name: 'Record this position' }).click();
		await expect(page.getByRole('row').filter({ hasText: post })).not.toContainText('Content if reworded');
	});

	await test.step('has no hand in what is not the minister’s', async () => {
		await page.goto(`${review}/recommendations/${recommendation}`);
		await expect(page.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0);
		expect((await page.goto(`${review}/recommendations/${recommendation}/edit`))?.status()).toBe(403);
		expect((await page.goto(`${review}/evidence/new`))?.status()).toBe(403);
		expect((await page.goto(`${review}/papers/P2`))?.status()).toBe(404);
	});
});
