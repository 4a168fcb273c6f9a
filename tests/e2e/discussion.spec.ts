import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';

test('a recommendation is discussed, judged, and takes up the words that a minister proposed', async ({
	page,
	signIn
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const words = `Every service should answer within a week, for ${tag}.`;
	const better = `Every service should answer within two working days, for ${tag}.`;

	await test.step('an official drafts it and comments on a passage of it', async () => {
		const { visit, examine } = await signIn('fictional-care-official');
		await visit(`${review}/recommendations/new`);
		await page.getByLabel('Title', { exact: true }).fill(`An answer in time, ${tag}`);
		await page.getByLabel('Recommendation', { exact: true }).fill(words);
		await page.getByLabel('Department in the lead').selectOption({ label: 'Department of Care' });
		await page.getByRole('radio', { name: 'Not known yet' }).check();
		await page.getByRole('button', { name: 'Draft recommendation' }).click();
		await expect(page).toHaveURL(/recommendations\/R\d+$/);
		await page.getByRole('link', { name: /^Comment on R\d+$/ }).click();
		await page.getByRole('radio', { name: 'A passage of it' }).check();
		await page.getByLabel('Its words').fill('within a month');
		await page.getByRole('button', { name: 'Send my comment' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByLabel('Your comment').fill('Is a week soon enough?');
		await page.getByRole('button', { name: 'Send my comment' }).click();
		await expect(page.getByText('These words do not stand in the recommendation').first()).toBeVisible();
		await expect(page.getByLabel('Your comment')).toHaveValue('Is a week soon enough?');
		await examine();
		await page.getByLabel('Its words').fill('within a week');
		await page.getByRole('button', { name: 'Send my comment' }).click();
		await expect(page.getByText('there for every member')).toBeVisible();
		await expect(page.locator('mark')).toHaveText('within a week');
		await examine();
	});
	const thread = new URL(page.url()).pathname;
	const [recommendation = ''] = thread.split('/discussion/');

	await test.step('a special adviser speaks in the own department, where nobody else hears it', async () => {
		const { visit, examine } = await signIn('fictional-care-adviser');
		await visit(`${recommendation}/discussion/new`);
		await expect(page.getByRole('radio', { name: 'Department of Care only' })).toBeChecked();
		await page.getByLabel('Your comment').fill('The minister would go further.');
		await page.getByRole('button', { name: 'Send my comment' }).click();
		await expect(page.getByText('for your own department alone')).toBeVisible();
		await examine();
		const kept = new URL(page.url()).pathname;

		const official = await signIn('fictional-families-official');
		expect((await page.goto(kept))?.status()).toBe(404);
		await official.visit(thread);
		await page.getByLabel('Your reply').fill('Two days would be.');
		await page.getByRole('button', { name: 'Reply', exact: true }).click();
		await expect(page.getByText('Your reply stands in the thread')).toBeVisible();
	});

	await test.step('it waits for the department, which judges on the way', async () => {
		const { visit, examine } = await signIn('fictional-care-official');
		await expect(page.getByText('Comments that wait for your department’s reply')).toBeVisible();
		await visit(`${recommendation}/judgements`);
		await page.getByRole('link', { name: 'Give your judgement' }).click();
		await page.getByRole('button', { name: 'Save my judgement' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await examine();
		await page.getByRole('radio', { name: 'Yes, it is pressing' }).check();
		await page.getByRole('button', { name: 'Save, then the next' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('The effect');
		await page.getByRole('radio', { name: 'Better', exact: true }).check();
		await page.getByRole('button', { name: 'Save my judgement' }).click();
		await expect(page.getByText('2 of 5 criteria are judged.')).toBeVisible();
		await expect(page.getByRole('cell', { name: /Yes, it is pressing/ })).toBeVisible();
		await examine();
	});

	await test.step('the secretariat puts it to the group and resolves the comment, which stays', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(recommendation);
		await page.getByRole('button', { name: 'Propose to the group' }).click();
		await expect(page.getByText('is with the group').first()).toBeVisible();
		await visit(thread);
		await page.getByLabel('How it was settled').fill('Ministers will say.');
		await page.getByRole('button', { name: 'Resolve this comment' }).click();
		await expect(page.getByText('It stays here to read').first()).toBeVisible();
		await expect(page.getByText('Ministers will say.')).toBeVisible();
		await examine();
	});

	await test.step('a minister would have it in other words', async () => {
		const { visit } = await signIn('fictional-home-minister');
		await visit(`${recommendation}/positions`);
		await page.getByRole('radio', { name: 'Content if reworded' }).check();
		await page.getByLabel('Reason').fill('A week is long for a family that waits.');
		await page.getByLabel('Words that would be agreed').fill(better);
		await page.getByRole('button', { name: 'Record this position' }).click();
		await expect(page.getByRole('link', { name: 'See the proposed words as a difference' })).toBeVisible();
	});

	await test.step('the secretariat is told whose answer lapses, and accepts them', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(recommendation);
		await page.getByRole('link', { name: 'Accept or decline these words' }).click();
		await expect(page.getByRole('main').locator('ins').first()).toContainText('two');
		await examine();
		await page.getByRole('button', { name: 'Accept, and save a new version' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		const proposal = page.url();
		// Another minister may answer meanwhile: then the page says so, and it is read again.
		await expect(async () => {
			await page.goto(proposal);
			await page.getByRole('checkbox', { name: 'Lapse these answers and ask again' }).check();
			await page.getByRole('button', { name: 'Accept, and save a new version' }).click();
			await expect(page.getByText('The proposed words are accepted')).toBeVisible({ timeout: 10_000 });
		}).toPass();
		await expect(page.locator('blockquote').first()).toHaveText(better);
		await expect(page.getByRole('link', { name: 'proposed by Home Department' })).toBeVisible();
		await examine();
	});

	await test.step('the proposer reads that they are accepted; the comment, that its words are gone', async () => {
		const { visit, examine } = await signIn('fictional-home-minister');
		await visit(recommendation);
		await expect(page.getByRole('row').filter({ hasText: 'Home Department' })).toContainText('as they were proposed');
		await visit(thread);
		await expect(page.getByText('the words have changed since')).toBeVisible();
		await expect(page.getByText('Its words are gone from the recommendation')).toBeVisible();
		await examine();
	});
});
