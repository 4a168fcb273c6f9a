import { readFileSync } from 'node:fs';
import { checkOoxml } from '../support/ooxml.ts';
import { checkPdf } from '../support/pdf.ts';
import { expect, test, textBox } from '../support/journey.ts';

const review = '/reviews/start-in-life';

test('the secretariat takes a paper away: what a format refuses, what takes long, what is ready', async ({
	signIn
}, info) => {
	const { page, visit, examine } = await signIn('fictional-secretariat');
	const write = async (heading: string, words: string) => {
		await page.getByRole('link', { name: `Edit ${heading}` }).click();
		await (await textBox(page)).fill(words);
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page.getByText('The section is saved.')).toBeVisible();
	};
	const take = async (name: RegExp) => {
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name }).first().click()
		]);
		return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) };
	};

	await visit(`${review}/papers/new`);
	await page.getByRole('radio', { name: 'Cabinet committee paper' }).check();
	const title = `To be taken away (${info.project.name})`;
	await page.getByLabel('Title', { exact: true }).fill(title);
	await page.getByRole('button', { name: 'Start the paper' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	const paper = new URL(page.url()).pathname;

	await test.step('a sign that the font lacks is told, and leads to its section', async () => {
		await write('Consideration', 'Parents were pleased 😀.');
		await visit(paper);
		await page.getByRole('link', { name: 'Accessible PDF' }).first().click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('This format cannot hold the text yet');
		await expect(page.getByText('no shape for “😀”')).toBeVisible();
		await examine();
		const tagged = await take(/PDF with tags, not PDF\/UA/);
		expect(checkPdf(tagged.bytes).promisesAccessibility).toBe(false);

		await page.getByRole('link', { name: 'Mend it in “Consideration”' }).click();
		await (await textBox(page)).fill('Parents were pleased.');
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page.getByText('The section is saved.')).toBeVisible();
		await visit(paper);
		const pdf = await take(/Accessible PDF/);
		expect(pdf.name).toMatch(/^p\d+-draft-version-\d+-to-be-taken-away.*\.pdf$/);
		expect(checkPdf(pdf.bytes)).toMatchObject({ promisesAccessibility: true, language: 'en-GB' });
		expect((await take(/OpenDocument/)).name).toMatch(/\.odt$/);
	});

	await test.step('a long one is made while its asker looks on', async () => {
		await write(
			'Background',
			`${'Parents said that the first visit came too late to help. '.repeat(8)}\n\n`.repeat(190)
		);
		await visit(paper);
		await page.getByRole('link', { name: 'Word document' }).first().click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Making your file|Your file is ready/);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your file is ready', { timeout: 60_000 });
		await examine();
		const { bytes } = await take(/Download the file/);
		const docx = checkOoxml(bytes);
		expect(docx.problems).toEqual([]);
		expect(docx.text.match(/too late to help/g)).toHaveLength(8 * 190);
	});
});
