import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/journey.ts';
import { adviser, deleted, editText, inserted, run } from '../support/word-edits.ts';

const papers = '/reviews/start-in-life/papers';

test('a paper goes out for comment in Word, and what came of it is accepted into the text', async ({
	page,
	signIn
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const { visit, examine } = await signIn('fictional-secretariat');
	await visit(`${papers}/new`);
	await page.getByLabel('Title', { exact: true }).fill(`Words to comment on, ${tag}`);
	await page.getByRole('button', { name: /^Start/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(tag);
	const paper = new URL(page.url()).pathname;
	await visit(`${paper}/sections/new`);
	await page.getByLabel('Heading', { exact: true }).fill('What we heard');
	await page.getByRole('button', { name: /^Add/ }).click();
	await page.waitForURL(/\/sections\/\d+/);
	const section = new URL(page.url()).pathname;
	// The editor is one text box with JavaScript and another without.
	const editor = page.getByRole('textbox', { name: /^Text/ }).first();
	await editor.fill('Parents tell it twice. Nobody writes it down.');
	const saved = page.waitForResponse((response) => response.request().method() === 'POST');
	await page.getByRole('button', { name: 'Save section' }).first().click();
	await saved;
	await visit(section);
	await expect(editor).toContainText('Parents tell it twice.');

	const returned = await test.step('the copy is edited as Word would', async () => {
		await visit(`${paper}/word`);
		const download = page.waitForEvent('download');
		await page.getByRole('button', { name: 'Export for comment' }).click();
		const bytes = new Uint8Array(await readFile(await (await download).path()));
		return editText(bytes, (xml) =>
			xml.replace(
				run('Parents tell it twice. Nobody writes it down.'),
				run('Parents tell it ') + deleted('twice') + inserted('three times') + run('. Nobody writes it down.')
			)
		);
	});

	await test.step('no file and a file that is none are refused beside the field', async () => {
		await page.getByRole('button', { name: 'Read the file' }).click();
		await expect(page.getByRole('alert')).toContainText('Choose the Word document');
		const letter = { name: 'letter.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('Dear all') };
		await page.getByLabel('The Word document that came back').setInputFiles(letter);
		await page.getByRole('button', { name: 'Read the file' }).click();
		await expect(page.getByRole('alert')).toContainText('This is not a Word document');
		await examine();
	});

	await test.step('what came back is shown before anything is brought in', async () => {
		const file = { name: 'returned.docx', mimeType: 'application/octet-stream', buffer: Buffer.from(returned) };
		await page.getByLabel('The Word document that came back').setInputFiles(file);
		await page.getByRole('button', { name: 'Read the file' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('What came back');
		await expect(page.getByText(adviser.author)).toBeVisible();
		await expect(page.locator('ins')).toContainText('three times');
		await examine();
		await page.getByRole('button', { name: 'Bring these in' }).click();
		await expect(page.getByText('This file was brought in on')).toBeVisible();
	});

	await test.step('the suggestion is accepted under its author’s name', async () => {
		await page.getByRole('link', { name: '1 suggestions' }).click();
		await expect(page.getByText(adviser.author)).toBeVisible();
		const accepted = page.waitForResponse((response) => response.request().method() === 'POST');
		await page.getByRole('button', { name: /^Accept this one/ }).click();
		await accepted;
		await visit(section);
		await expect(editor).toContainText('Parents tell it three times. Nobody writes it down.');
	});
});
