import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';

test('an official puts costs in as in a spreadsheet, is told what cannot be read, and agrees the share', async ({
	page,
	signIn
}, info) => {
	const javascript = info.project.name === 'javascript';
	const tag = `${info.project.name} ${Date.now().toString(36)}`;

	await test.step('the secretariat opens a fiscal event, and a department starts a bid', async () => {
		await signIn('fictional-secretariat');
		await page.goto(`${review}/bids/events/new`);
		await page.getByLabel('Name', { exact: true }).fill(`Review ${tag}`);
		await page.getByLabel('First financial year').fill('2026-27');
		await page.getByLabel('Last financial year', { exact: true }).fill('2028-29');
		await page.getByLabel('Last financial year of capital').fill('2029-30');
		await page.getByRole('button', { name: 'Add the fiscal event' }).click();
		await expect(page.getByText(`Review ${tag}`).first()).toBeVisible();
		await signIn('fictional-families-official');
		await page.goto(`${review}/bids/new`);
		await page.getByLabel('Title', { exact: true }).fill(`Hubs, ${tag}`);
		await page.getByLabel('Fiscal event').selectOption({ label: `Review ${tag} (2026-27 to 2028-29)` });
		await page.getByRole('button', { name: 'Start the bid' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(tag);
	});
	const { visit, examine } = await signIn('fictional-families-official');
	const bid = await bidCalled(page, tag);

	await test.step('a cell that cannot be read is named, and nothing else is lost', async () => {
		await visit(`${bid}/costs`);
		if (javascript) await expect(page.getByText('Nothing changed yet')).toBeVisible();
		await cell(page, 0, 'description').fill('Family hubs');
		await cell(page, 0, 'y2026').fill('21,000');
		await cell(page, 0, 'y2027').fill('tbc');
		await cell(page, 1, 'description').fill('Fewer referrals');
		await cell(page, 1, 'flow').selectOption('Saving');
		await cell(page, 1, 'y2028').fill('4m');
		await page.getByRole('button', { name: 'Save lines' }).last().click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByRole('link', { name: /Line 1: Write an amount/ })).toBeVisible();
		await expect(cell(page, 1, 'y2028')).toHaveValue('4m');
		await examine();
		await cell(page, 0, 'y2027').fill('34,000');
		await page.getByRole('button', { name: 'Save lines' }).last().click();
		await expect(page.getByText('2 lines saved.')).toBeVisible();
		await expect(cell(page, 1, 'y2028')).toHaveValue('4,000');
		await expect(page.getByRole('row', { name: /^Asked for/ })).toContainText('51,000');
	});

	if (javascript) {
		await test.step('keys move and undo; a block of a hundred lines is pasted at once', async () => {
			await cell(page, 0, 'y2026').focus();
			await page.keyboard.type('22000');
			await expect(page.getByRole('row', { name: /^Asked for/ })).toContainText('52,000');
			await page.keyboard.press('Enter');
			await expect(cell(page, 0, 's2026')).toBeFocused();
			await page.keyboard.press('ArrowDown');
			await page.keyboard.press('ArrowRight');
			await expect(cell(page, 1, 'y2027')).toBeFocused();
			await page.keyboard.press('Control+z');
			await expect(cell(page, 0, 'y2026')).toHaveValue('21,000');
			await cell(page, 2, 'description').focus();
			await pasteInto(page, ['Line\t2026-27\t2027-28', ...hundredLines()].join('\r\n'));
			await expect(cell(page, 101, 'description')).toHaveValue('Pasted 100');
			await expect(cell(page, 101, 'y2027')).toHaveValue('2,000');
			await page.keyboard.press('Control+s');
			await expect(page.getByText('100 lines saved.')).toBeVisible();
		});
	}

	await test.step('the department agrees its share', async () => {
		await visit(`${bid}/shares`);
		await page.getByRole('button', { name: 'Agree our share' }).click();
		await expect(page.getByText('1 of 1 shares are agreed as they stand.')).toBeVisible();
		await examine();
	});

	await test.step('an assumption stands under a figure', async () => {
		await visit(`${bid}/costs`);
		await page.getByRole('link', { name: 'Add an assumption' }).click();
		await page.getByLabel('What is assumed').fill('One worker for 60 families');
		await page.getByLabel('Owner').fill('Head of analysis');
		await page.getByLabel('Source').fill('Count of caseloads');
		await page.getByRole('radio', { name: 'Medium' }).check();
		await page.getByRole('checkbox', { name: 'Family hubs, 2026-27' }).check();
		await page.getByRole('button', { name: 'Add assumption' }).click();
		await expect(page.getByText('A1 is written down.')).toBeVisible();
		await expect(page.getByRole('link', { name: 'A1' }).first()).toBeVisible();
		if (!javascript) return;
		await cell(page, 0, 'y2026').focus();
		await page.keyboard.press('Shift+F2');
		await expect(page.getByRole('region', { name: 'What this figure rests on' })).toContainText('60 families');
	});
});

function cell(page: Page, line: number, column: string) {
	return page.locator(`#lines-${line}-${column}`);
}

async function bidCalled(page: Page, title: string): Promise<string> {
	await page.goto(`${review}/bids`);
	const address = await page
		.getByRole('link', { name: new RegExp(title) })
		.first()
		.getAttribute('href');
	if (!address) throw new Error(`No bid is called ${title}`);
	return address;
}

function hundredLines(): string[] {
	return Array.from({ length: 100 }, (_, index) => `Pasted ${index + 1}\t1,000\t2,000`);
}

async function pasteInto(page: Page, text: string): Promise<void> {
	await page.evaluate((words) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData('text/plain', words);
		document.activeElement?.dispatchEvent(
			new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
		);
	}, text);
}
