import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';

// Each project answers for a post of its own: an answer stays given.
const offices = {
	javascript: { account: 'fictional-livelihoods-office', post: 'Minister for Working Families' },
	'no-javascript': { account: 'fictional-places-office', post: 'Minister for Councils' }
};

test('a private office records what its minister said, how it was said, and all the rest at once', async ({
	page,
	signIn
}, info) => {
	const { account, post } = offices[info.project.name === 'javascript' ? 'javascript' : 'no-javascript'];
	const { visit, examine } = await signIn(account);

	await test.step('sees what waits', async () => {
		await examine();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Needs me');
		await visit(`${review}/recommendations/R3`);
	});

	await test.step('records one answer; without how it was said it is refused and nothing is lost', async () => {
		await page.getByRole('link', { name: 'Record a position' }).first().click();
		await expect(page.getByText(`You record what was said by the ${post}`)).toBeVisible();
		await examine();
		await page.getByRole('radio', { name: 'Content subject to' }).check();
		await page.getByLabel('Reason').fill('Only where the staff are there on a Sunday.');
		await page.getByLabel('What is asked for').fill('The cost by year is shown first.');
		await page.getByRole('button', { name: 'Record this position' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByLabel('Reason')).toHaveValue('Only where the staff are there on a Sunday.');
		await expect(page.getByLabel('What is asked for')).toHaveValue('The cost by year is shown first.');
		await examine();

		await page.getByRole('radio', { name: 'Box note' }).check();
		await page.getByRole('button', { name: 'Record this position' }).click();
		const row = page.getByRole('row').filter({ hasText: post });
		await expect(row).toContainText('Content subject to');
		await expect(row).toContainText('The cost by year is shown first.');
		await expect(row).toContainText('Box note, recorded by');
		await expect(row.getByText(/^C\d+$/)).toBeVisible();
		await examine();
	});

	await test.step('answers the rest: content with all except one', async () => {
		await visit(`${review}/positions`);
		await page.getByRole('link', { name: /^Answer \d+ recommendations$/ }).click();
		await examine();
		await page.getByRole('radio', { name: 'Meeting' }).check();
		const excepted = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'R4', exact: true }) });
		await excepted.getByText('Except: another answer than Content').click();
		await excepted.getByRole('radio', { name: 'Not content' }).check();
		await page.getByRole('button', { name: /^Record (these answers|this answer)$/ }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(excepted.getByRole('radio', { name: 'Not content' })).toBeChecked();
		await excepted.getByLabel('Reason').fill('The record must be safe first.');
		await page.getByRole('button', { name: /^Record (these answers|this answer)$/ }).click();
		await expect(page).toHaveTitle(/^Positions/);
		await examine();

		await visit(`${review}/recommendations/R4`);
		await expect(page.getByRole('row').filter({ hasText: post })).toContainText('The record must be safe first.');
		await visit(`${review}/recommendations/R7`);
		await expect(page.getByRole('row').filter({ hasText: post })).toContainText('Content');
	});

	await test.step('and none of them waits for the minister any more', async () => {
		// Others may put new recommendations to the group meanwhile.
		await visit(`${review}/positions/answer`);
		for (const answered of ['R3', 'R4', 'R7']) {
			await expect(page.getByRole('main').getByRole('link', { name: answered, exact: true })).toHaveCount(0);
		}
	});
});

test('a special adviser, an observer and a Cabinet minister’s office read and record nothing', async ({
	page,
	signIn
}) => {
	for (const account of ['fictional-families-adviser', 'fictional-observer', 'fictional-families-cabinet-office']) {
		await signIn(account);
		await page.goto(`${review}/recommendations/R3`);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(page.getByRole('link', { name: 'Record a position' })).toHaveCount(0);
		expect((await page.goto(`${review}/recommendations/R3/positions`))?.status()).toBe(403);
	}
});
