import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';

// Each project works on a paper and on words of its own.
const own = {
	javascript: { office: 'fictional-places-office', words: 'The minister would start with new buildings.' },
	'no-javascript': { office: 'fictional-places-office', words: 'The minister would ask councils first.' }
};

test('a new paper has nothing to refresh or decide; a disagreement is put in words that its office agrees', async ({
	page,
	signIn
}, info) => {
	const { office, words } = own[info.project.name === 'javascript' ? 'javascript' : 'no-javascript'];
	const { visit, examine } = await signIn('fictional-secretariat');
	let paper = '';

	await test.step('starts a paper', async () => {
		await visit(`${review}/papers/new`);
		await page.getByLabel('Title').fill(`What the group heard, ${info.project.name}`);
		await page.getByRole('button', { name: 'Start the paper' }).click();
		await expect(page).toHaveTitle(/What the group heard/);
		paper = new URL(page.url()).pathname;
		await visit(`${paper}/opposing`);
		await expect(page.getByText('Nothing is undecided')).toBeVisible();
		await examine();
		await visit(`${paper}/refresh`);
		await expect(page.getByText('Nothing to refresh')).toBeVisible();
		await examine();
	});

	await test.step('puts words to the office of a minister who disagrees', async () => {
		await visit(`${review}/recommendations/R8/disagreement`);
		await page.getByLabel('Words to propose').first().fill(words);
		await page.getByRole('button', { name: 'Put these words to the office' }).first().click();
		await expect(page.getByText('With the office').first()).toBeVisible();
		await examine();
	});

	await test.step('and the office agrees them', async () => {
		const minister = await signIn(office);
		await minister.visit(`${review}/recommendations/R8/disagreement`);
		await expect(page.getByLabel('Words that papers may print')).toHaveValue(words);
		await page.getByRole('button', { name: 'Agree these words' }).click();
		await expect(page.getByText('Agreed for print')).toBeVisible();
		await minister.examine();
	});
});
