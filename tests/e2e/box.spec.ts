import type { Locator, Page } from '@playwright/test';
import { accounts } from '../../src/cli/demo/accounts.ts';
import { expect, test } from '../support/journey.ts';

// One long way from advice to an empty box, with a desk of the secretariat beside it.
test.setTimeout(600_000);

/** As many as a full return sheet has. */
const rows = 12;

test('a box: advised on, printed, typed in by the private office, and the last card answered on a phone', async ({
	page,
	signIn,
	browser,
	baseURL
}, info) => {
	const project = info.project.name;
	const scripted = project === 'javascript';
	const question = `Who pays, asks ${project}?`;
	const review = await openReview(page, signIn, `box-${project}`);

	await test.step('officials write advice for several at once, and note who cleared it', async () => {
		await signIn('fictional-families-official');
		await page.goto('/');
		const mine = page.locator('section.review').filter({ hasText: `Return of box-${project}, a review` });
		await expect(mine.getByRole('heading', { name: /^Recommendations that need advice/ })).toBeVisible();
		await page.goto(`${review}/box/advice/write`);
		await page.getByLabel('Answer to give on R1', { exact: true }).selectOption('Content');
		await page.getByLabel('Reason').nth(0).fill('It costs nothing.');
		await page.getByLabel('Answer to give on R2', { exact: true }).selectOption('Content subject to');
		await page.getByRole('button', { name: 'Save advice' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByLabel('Reason').nth(0)).toHaveValue('It costs nothing.');
		await page.getByLabel('Reason').nth(1).fill('Only with staff.');
		await page.getByLabel('Condition or words to ask for').nth(1).fill('Staff are named first.');
		await page.getByRole('button', { name: 'Save advice' }).click();
		await expect(page.getByText('Advice on 2 recommendations is written.')).toBeVisible();
		for (const name of ['R1', 'R2']) await page.getByLabel(`Advice on ${name}`, { exact: true }).check();
		await page.getByRole('radio', { name: 'Finance' }).check();
		await page.getByLabel('By whom').fill('Head of finance');
		await page.getByRole('button', { name: 'Mark the ticked advice as cleared' }).click();
		await expect(page.getByText('2 are marked as cleared.')).toBeVisible();
		await expect(page.getByText(/Finance cleared: Head of finance/).first()).toBeVisible();
	});

	await test.step('private office prints the box, and types in the sheet that comes back', async () => {
		await signIn('fictional-families-office');
		await page.goto(`${review}/box`);
		await expect(page.getByRole('heading', { level: 1 })).toContainText(
			/^Twelve things need the .*, about \w+ minutes$/
		);
		await page.getByRole('button', { name: 'Make a box pack' }).click();
		await expect(page.getByText('0 of 12 answered since it was made.')).toBeVisible();
		const printed = page.waitForEvent('download');
		await page.getByRole('link', { name: 'Download the PDF' }).click();
		expect((await printed).suggestedFilename()).toMatch(/^box-.*-pack-1-.*\.pdf$/);
		await page.getByRole('link', { name: 'Type in the return' }).click();
		await expect(page.getByRole('radio', { name: 'Box note' })).toBeChecked();

		const effort = new Effort(page);
		if (scripted) {
			await expect(page.getByRole('button', { name: 'Content for the rest' })).toBeVisible();
			for (const key of ['1', '1', '4']) await effort.press(key);
			await effort.type('It is not ours to do.');
			for (const key of ['Tab', '1', '1', '6']) await effort.press(key);
			await effort.type(question);
			for (const key of ['Tab', '1', '1', '1', '1', '1', '1']) await effort.press(key);
			await expect(page.getByText('12 of 12 rows ticked')).toBeVisible();
			await effort.press('Enter');
		} else {
			for (let row = 1; row <= rows; row += 1) {
				const mark = row === 3 ? 'Not content' : row === 6 ? 'Ask a question' : 'Content';
				await effort.click(rowOf(page, row).getByRole('radio', { name: mark, exact: true }));
				if (mark === 'Content') continue;
				await effort.click(rowOf(page, row).getByLabel('Reason, or the question'));
				await effort.type(row === 3 ? 'It is not ours to do.' : question);
			}
			await effort.click(page.getByRole('button', { name: /^Record/ }));
		}
		await expect(page.getByText('The return is recorded: 11 answers and one question.')).toBeVisible();
		await expect(page.getByRole('heading', { level: 1 })).toContainText('One thing needs');
		effort.print(project);
		if (scripted) {
			expect(effort.clicks).toBe(0);
			// One key for each row, one to leave each field that was typed in, one to record it all.
			expect(effort.keys).toBe(rows + 2 + 1);
		}
		await page.goto(`${review}/recommendations/R3`);
		const answer = page.getByRole('row').filter({ hasText: 'It is not ours to do.' });
		await expect(answer).toContainText('Not content');
		await expect(answer).toContainText('Box note');
	});

	await test.step('officials answer what the minister asked', async () => {
		await signIn('fictional-families-official');
		await page.goto('/');
		await page.getByRole('link', { name: question }).click();
		await page.getByRole('button', { name: 'Answer', exact: true }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByLabel('Answer', { exact: true }).fill('The department does, from its baseline.');
		await page.getByRole('button', { name: 'Answer', exact: true }).click();
		await expect(page.getByText('The question is answered.')).toBeVisible();
	});

	await test.step('on a phone the minister reads the answer; words that change meanwhile refuse and keep what was typed', async () => {
		await page.setViewportSize({ width: 390, height: 844 });
		const { examine } = await signIn('fictional-families-minister');
		await page.goto(`${review}/box`);
		await expect(page.getByText('Your question is answered')).toBeVisible();
		await page.getByRole('link', { name: 'Start with R6' }).click();
		await expect(page.getByText('The department does, from its baseline.')).toBeVisible();
		await expect(page.getByText(/^1 of 1, about/)).toBeVisible();
		await page.getByRole('link', { name: 'Not yet', exact: true }).click();
		await page.getByLabel('What you are waiting for').fill('The number of families.');
		await examine();

		const desk = await browser.newContext({ baseURL, javaScriptEnabled: false });
		await reword(await desk.newPage(), `${review}/recommendations/R6`, 'Thing 6 is done everywhere by spring.');
		await desk.close();

		await page.getByRole('button', { name: 'Record “Not yet”' }).click();
		await expect(page.getByRole('alert')).toContainText('The words have changed since you read them');
		await expect(page.getByRole('heading', { name: 'Changed while you were deciding' })).toBeVisible();
		await expect(page.getByRole('main').locator('ins').first()).toContainText('by spring');
		await expect(page.getByLabel('What you are waiting for')).toHaveValue('The number of families.');
		await examine();
		await page.getByRole('button', { name: 'Record “Not yet”' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your box is empty');
		await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'R6' })).toContainText('Not yet');
		await page.setViewportSize({ width: 1280, height: 720 });
	});

	await test.step('a sheet printed on older words says so, and takes an answer on the new ones alone', async () => {
		const desk = await browser.newContext({ baseURL, javaScriptEnabled: false });
		const secretariat = await desk.newPage();
		await reword(secretariat, `${review}/recommendations/R1`, 'Thing 1 is done twice.');
		const { examine } = await signIn('fictional-families-office');
		await page.goto(`${review}/box`);
		await page.getByRole('button', { name: 'Make a box pack' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Box pack 2');
		await reword(secretariat, `${review}/recommendations/R1`, 'Thing 1 is done three times.');
		await desk.close();

		await page.getByRole('link', { name: 'Type in the return' }).click();
		await expect(page.getByText('The words changed after this was printed.')).toBeVisible();
		await rowOf(page, 1).getByRole('radio', { name: 'Content', exact: true }).check({ force: true });
		await page.getByRole('button', { name: /^Record/ }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(rowOf(page, 1)).toContainText('R1: The words have changed since you read them');
		await examine();
		await page.getByLabel('The minister answers R1 on the new words').check();
		await page.getByRole('button', { name: /^Record/ }).click();
		await expect(page.getByText('The return is recorded: one answer.')).toBeVisible();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('The box is empty');
	});
});

test('a box belongs to its department: nobody else’s opens', async ({ page, signIn }) => {
	for (const account of ['fictional-secretariat', 'fictional-chair', 'fictional-exchequer-team']) {
		await signIn(account);
		await expect(page.getByRole('link', { name: 'Box', exact: true })).toHaveCount(0);
		expect((await page.goto('/reviews/start-in-life/box'))?.status()).toBe(403);
	}
});

/** Counts what a hand does: clicks, and keys but for the words that are typed. */
class Effort {
	readonly #page: Page;
	readonly #began = Date.now();
	clicks = 0;
	keys = 0;
	letters = 0;

	constructor(page: Page) {
		this.#page = page;
	}

	async press(key: string): Promise<void> {
		this.keys += 1;
		await this.#page.keyboard.press(key);
	}

	async click(target: Locator): Promise<void> {
		this.clicks += 1;
		await target.click({ force: true });
	}

	async type(words: string): Promise<void> {
		this.letters += words.length;
		await this.#page.keyboard.type(words);
	}

	print(project: string): void {
		const seconds = ((Date.now() - this.#began) / 1000).toFixed(1);
		process.stdout.write(
			`A return of ${rows} rows, ${project}: ${this.clicks} clicks, ${this.keys} keys and ${this.letters} letters, ${seconds} s\n`
		);
	}
}

function rowOf(page: Page, row: number): Locator {
	return page.locator('[data-row]').nth(row - 1);
}

/** A review of its own with one department in it and twelve recommendations with its minister, through the forms of the pages. */
async function openReview(page: Page, signIn: (account: string) => Promise<unknown>, slug: string): Promise<string> {
	await signIn('fictional-secretariat');
	const review = `/reviews/${slug}`;
	await page.goto('/reviews/new');
	await page.getByLabel('Title').fill(`Return of ${slug}, a review`);
	await page.getByLabel(/short name/i).fill(slug);
	await page.getByLabel('The post that is its secretariat').selectOption({ index: 0 });
	await page.getByRole('button', { name: /review$/i }).click();
	await expect(page).toHaveURL(new RegExp(slug));
	for (const [post, role] of [
		['Minister for Early Family Life', 'Minister'],
		['Private secretary to the Minister for Early Family Life', 'Private office'],
		['Evidence official, Early Family Life', 'Official']
	] as const) {
		await page.goto(`${review}/members`);
		const choice = page
			.getByLabel('Post', { exact: true })
			.locator('option', { hasText: new RegExp(`^\\s*${post}`) })
			.first();
		await page.getByLabel('Post', { exact: true }).selectOption(await choice.getAttribute('value'));
		await page.getByLabel('Role in this review').selectOption({ label: role });
		await page.getByRole('button', { name: 'Add member' }).click();
		await expect(page.getByRole('main')).toContainText(post);
	}
	await page.goto(`${review}/recommendations/new`);
	const team = await page
		.getByLabel('Department in the lead')
		.locator('option', { hasText: 'Families' })
		.getAttribute('value');
	for (let number = 1; number <= rows; number += 1) {
		await post(page, `${review}/recommendations/new`, {
			title: `Thing ${number}`,
			verb: 'agree',
			text: `Thing ${number} is done everywhere.`,
			leadTeamId: team ?? '',
			costStatus: 'baseline'
		});
		await post(page, `${review}/recommendations/R${number}?/propose`, { revision: '1' });
	}
	return review;
}

/** Sends a form as the page does without a script. */
async function post(page: Page, address: string, form: Record<string, string>): Promise<void> {
	const answer = await page.request.post(address, {
		form,
		headers: { origin: new URL(page.url()).origin, accept: 'text/html' },
		maxRedirects: 0
	});
	expect(answer.status(), address).toBe(303);
}

/** The secretariat changes the meaning of a recommendation, from a desk of its own. */
async function reword(page: Page, recommendation: string, words: string): Promise<void> {
	const account = accounts.find(({ key }) => key === 'fictional-secretariat');
	await page.goto('/sign-in');
	if (await page.locator(`button[value="${account?.email}"]`).count()) {
		await page.locator(`button[value="${account?.email}"]`).click();
	}
	await page.goto(`${recommendation}/edit`);
	await page.getByLabel('Recommendation', { exact: true }).fill(words);
	const save = page.getByRole('button', { name: /^Save R\d+$/ });
	const meaning = page.getByRole('radio', { name: /^The meaning changes/ });
	if (await meaning.count()) await meaning.check();
	await save.click();
	if (await page.getByRole('alert').count()) {
		await page.getByRole('radio', { name: /^The meaning changes/ }).check();
		await save.click();
	}
	await expect(page.getByRole('main')).toContainText(words);
}
