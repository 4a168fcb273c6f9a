import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';
const timetable = `${review}/timetable`;

test('a review is planned back from Cabinet, slips, says what that means, and is read by a calendar', async ({
	page,
	signIn
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	let milestone = '';

	await test.step('the secretariat looks at the plan that a Cabinet date gives, and nothing is saved', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(timetable);
		await expect(page.getByRole('heading', { name: 'Picture' })).toBeVisible();
		await page.getByRole('link', { name: 'Plan again from the usual steps' }).click();
		await page.getByLabel('Cabinet date').fill('2030-06-13');
		await page.getByRole('button', { name: 'Show the plan' }).click();
		await expect(page.getByRole('heading', { name: 'The plan that it gives' })).toBeVisible();
		await page.getByLabel('Working days before Cabinet: Final paper is lodged').fill('1');
		await page.getByRole('button', { name: 'Show the plan again' }).click();
		await expect(
			page.getByText(/It leaves 0 clear working days after “Final paper is lodged”|It leaves no clear/)
		).toBeVisible();
		await examine();
		await page.getByLabel('Working days before Cabinet: Final paper is lodged').fill('soon');
		await page.getByRole('button', { name: 'Show the plan again' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByLabel('Working days before Cabinet: Final paper is lodged')).toHaveValue('soon');
		await visit(timetable);
		await expect(page.getByText('13 Jun 2030')).toHaveCount(0);
	});

	await test.step('a milestone of a department is added', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(timetable);
		await page.getByRole('link', { name: 'Add a milestone' }).click();
		await page.getByRole('button', { name: 'Add the milestone' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByText('Enter what happens').first()).toBeVisible();
		await page.getByLabel('Day', { exact: true }).fill('2030-06-12');
		await page.getByLabel('What happens').fill(`Lines to take, ${tag}`);
		await page.getByRole('checkbox', { name: 'It follows the Cabinet date' }).uncheck();
		await page.getByLabel('What it comes after').selectOption({ label: 'Announcement' });
		await page.getByLabel(/How many working days after/).fill('2');
		await examine();
		await page.getByRole('button', { name: 'Add the milestone' }).click();
		await expect(page.getByText('The milestone is added.')).toBeVisible();
		milestone = new URL(page.url()).pathname;
		await examine();
	});

	await test.step('a slip shows its consequences before it is saved, and is kept', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(milestone);
		await page.getByRole('button', { name: 'Show what that means' }).click();
		await expect(page.getByText('Enter the new day').first()).toBeVisible();
		// A Saturday, and before what it comes after.
		await page.getByLabel('New day').fill('2026-01-03');
		await page.getByRole('button', { name: 'Show what that means' }).click();
		await expect(page.getByText('it is a Saturday')).toBeVisible();
		await expect(page.getByText(/after “Announcement”, where 2 working days are needed/).first()).toBeVisible();
		await expect(page.getByText('Nothing is saved yet.')).toBeVisible();
		await examine();
		await page.getByRole('link', { name: 'Cancel' }).click();
		await page.getByLabel('New day').fill('2030-06-19');
		await page.getByRole('button', { name: 'Show what that means' }).click();
		await page.getByLabel('Why it moves').fill(`Needed later, ${tag}`);
		await page.getByRole('button', { name: 'Move it to Wednesday 19 June 2030' }).click();
		await expect(page.getByText('is moved to Wednesday 19 June 2030')).toBeVisible();
		await expect(page.getByText(`Needed later, ${tag}`)).toBeVisible();
		await expect(page.getByRole('row').filter({ hasText: tag })).toContainText('19 Jun 2030');
	});

	await test.step('others see it, do not move it, and read it in their calendar by a link of their own', async () => {
		const { visit, examine } = await signIn('fictional-families-official');
		await visit(milestone);
		await expect(page.getByRole('button', { name: 'Show what that means' })).toHaveCount(0);
		await visit('/account/calendar');
		await page.getByRole('button', { name: /^Make a (private|new) link/ }).click();
		const first = await page.getByLabel('Link', { exact: true }).inputValue();
		await examine();
		const file = await read(page, first);
		expect(file).toContain(`Lines to take\\, ${tag}`);
		expect(file).toContain('DTSTART;VALUE=DATE:20300619');
		expect(file).toContain(`${milestone}`);
		await visit('/account/calendar');
		await expect(page.getByLabel('Link', { exact: true })).toHaveCount(0);
		await page.getByRole('button', { name: 'Make a new link and end this one' }).click();
		const second = await page.getByLabel('Link', { exact: true }).inputValue();
		expect(await statusOf(page, first)).toBe(404);
		expect(await statusOf(page, second)).toBe(200);
		await page.getByRole('button', { name: 'End the link' }).click();
		await expect(page.getByText('Your private link is ended.')).toBeVisible();
		expect(await statusOf(page, second)).toBe(404);
	});

	await test.step('it is done, and then taken away', async () => {
		const { visit } = await signIn('fictional-secretariat');
		await visit(milestone);
		await page.getByRole('button', { name: 'It is done' }).click();
		await expect(page.getByText('The milestone is done.')).toBeVisible();
		await expect(page.getByRole('row').filter({ hasText: tag })).toContainText('Done');
		await visit(milestone);
		await page.getByText('Remove it').click();
		await page.getByRole('button', { name: 'Remove the milestone' }).click();
		await expect(page.getByText('The milestone is removed.')).toBeVisible();
	});
});

/** What a calendar gets, which sends no cookies. */
async function read(page: Page, address: string): Promise<string> {
	const answer = await fetch(new URL(new URL(address).pathname, page.url()));
	expect(answer.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8');
	return (await answer.text()).replace(/\r\n[ \t]/g, '');
}

async function statusOf(page: Page, address: string): Promise<number> {
	return (await fetch(new URL(new URL(address).pathname, page.url()))).status;
}
