import { readFile } from 'node:fs/promises';
import { readGrid } from '#lib/documents/sheets/read.ts';
import { expect, test } from '../support/journey.ts';
import { xlsx } from '../support/sheets.ts';
import { xlsxTemplate } from '../support/templates.ts';

const bids = '/reviews/start-in-life/bids';
const workbook = (name: string, bytes: Uint8Array) => ({
	name,
	mimeType: 'application/octet-stream',
	buffer: Buffer.from(bytes)
});

test('a department’s return comes in, its mistakes at their cells, and goes out on the Treasury’s template', async ({
	page,
	signIn
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const press = (name: string | RegExp) => page.getByRole('button', { name }).last().click();

	const template = await test.step('the secretariat adds a fiscal event and the blank return', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${bids}/events/new`);
		await page.getByLabel('Name', { exact: true }).fill(`Spending review ${tag}`);
		await page.getByLabel('First financial year').fill('2022-23');
		await page.getByLabel('Last financial year', { exact: true }).fill('2024-25');
		await page.getByLabel('Last financial year of capital').fill('2025-26');
		await press('Add the fiscal event');
		await page.waitForURL(/\/bids\/events\/\d+$/);
		const address = `${new URL(page.url()).pathname}/template`;
		await visit(address);
		await page.getByLabel('The Treasury’s blank return').setInputFiles(workbook('Blank.xlsx', xlsxTemplate()));
		await press('Read the file');
		await expect(page.getByText(/^Blank\.xlsx, added by/)).toBeVisible();
		await expect(page.getByLabel('A: Line')).toHaveValue('description');
		await expect(page.getByLabel('First row for lines')).toHaveValue('7');
		await examine();
		await press('Save where the figures go');
		await expect(page.getByText('Saved where the figures go').first()).toBeVisible();
		return address;
	});

	const { visit, examine } = await signIn('fictional-families-official');
	const returns = await test.step('an official starts a bid', async () => {
		await visit(`${bids}/new`);
		await page.getByLabel('Title', { exact: true }).fill(`Hubs ${tag}`);
		await page.getByLabel('Fiscal event').selectOption(/\/events\/(\d+)\//.exec(template)?.[1] ?? '');
		await press('Start the bid');
		await page.waitForURL(/\/bids\/B\d+/);
		const name = /\/bids\/(B\d+)/.exec(page.url())?.[1] ?? '';
		await visit(`${bids}/${name}/returns`);
		await examine();
		return `${bids}/${name}/returns`;
	});

	await test.step('no file and a file that is none are refused beside the field', async () => {
		await press('Read the file');
		await expect(page.getByRole('alert')).toContainText('Choose the file with the figures');
		await page.getByLabel('The file').setInputFiles(workbook('return.xlsx', new TextEncoder().encode('%PDF-1.7')));
		await press('Read the file');
		await expect(page.getByRole('alert')).toContainText('This is a PDF');
	});

	await test.step('every line is shown as it would be saved, with what is wrong at its cell', async () => {
		const file = xlsx([
			{
				name: 'Costs',
				rows: [
					['Our return'],
					['What for', 'Budget', '2022-23', '2023-24'],
					['Staff of the hubs', 'RDEL', 1.5, 2],
					['Buildings', 'Petty cash', 'tbc', 3],
					['Total', null, 1.5, 5]
				]
			}
		]);
		await page.getByLabel('The file').setInputFiles(workbook('return.xlsx', file));
		await press('Read the file');
		await page.waitForURL(/\/returns\/\d+$/);
		await expect(page.getByLabel('B: Budget')).toHaveValue('budget');
		await page.getByLabel('A: What for').selectOption('description');
		await page.getByLabel('One in the file is').selectOption('millions');
		await press('Read the lines this way');
		await expect(page.getByText('The lines below are read as you said.')).toBeVisible();
		const wrong = page.getByRole('region', { name: /^Cells that cannot be taken/ });
		await expect(wrong).toContainText('B4');
		await expect(wrong).toContainText('C4');
		await expect(page.getByRole('row', { name: /Staff of the hubs/ })).toContainText('1.5');
		await examine();
	});

	await test.step('the good lines are taken over once', async () => {
		await press('Take over 1 line');
		await expect(page.getByText(/^Taken over on/)).toBeVisible();
		await expect(page.getByRole('button', { name: /^Take over/ })).toHaveCount(0);
		await visit(returns);
		await expect(page.getByText('Lines added 1')).toBeVisible();
	});

	await test.step('they come out on the Treasury’s own file, and its sums tie', async () => {
		await visit(template);
		await page.getByRole('link', { name: `Hubs ${tag}` }).click();
		await expect(page.getByRole('row', { name: /D13/ })).toContainText('Ties');
		await expect(page.getByText('Everything has its place.')).toBeVisible();
		await examine();
		const download = page.waitForEvent('download');
		await page.getByRole('link', { name: 'Download the file' }).click();
		const bytes = new Uint8Array(await readFile(await (await download).path()));
		const [sheet] = readGrid(bytes).sheets;
		const at = (row: number, column: number) =>
			sheet?.cells.find((cell) => cell.row === row && cell.column === column)?.value;
		expect([at(7, 1), at(7, 2), at(7, 4), at(7, 5)]).toEqual([
			'Staff of the hubs',
			'Resource DEL (programme)',
			'1.5',
			'2'
		]);
	});
});
