import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const rounds = '/reviews/start-in-life/rounds';
const office = 'fictional-care-cabinet-office';
const secretariat = 'fictional-secretariat';

const message = (from: string, words: string) => ({
	name: 'Reply.eml',
	mimeType: 'message/rfc822',
	buffer: Buffer.from(
		[
			`From: ${from}`,
			'To: Secretariat <secretariat@council-office.fictional.example>',
			'Subject: Family hubs',
			`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
			'Content-Type: text/plain; charset=utf-8',
			'',
			words,
			''
		].join('\r\n')
	)
});

test('departments reply: a nil return, a conditional reply, an objection by message, the Treasury, and one that is late', async ({
	page,
	signIn
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const scripted = info.project.use.javaScriptEnabled !== false;
	const press = (name: string | RegExp) => page.getByRole('button', { name }).last().click();
	const row = (department: string) => page.getByRole('row', { name: new RegExp(department) });

	const replies = await test.step('the secretariat issues a write-round', async () => {
		const { visit } = await signIn(secretariat);
		await visit(`${rounds}/new`);
		const copy = page.getByRole('option', { name: /Family hubs, and help within four weeks/ }).first();
		await page.getByLabel('The frozen copy that it asks agreement to').selectOption(await copy.getAttribute('value'));
		await press('Go on');
		await page.getByLabel('Title').fill(`Hubs ${tag}`);
		await page.getByLabel('What is asked').fill('I seek agreement to hubs.');
		await press('Prepare the write-round');
		await page.waitForURL(/\/rounds\/W\d+$/);
		const here = new URL(page.url()).pathname;
		await visit(`${here}/issue`);
		await press('Issue the write-round');
		await page.waitForURL(/\/rounds\/W\d+$/);
		return `${here}/replies`;
	});

	await test.step('an office gives a nil return in one press', async () => {
		const { visit, examine } = await signIn(office);
		await visit(replies);
		await press('Give a nil return');
		await expect(page.getByText('The nil return is given').first()).toBeVisible();
		await expect(row('Department of Care')).toContainText('Nil return');
		await examine();
	});

	await test.step('it replies again, with conditions: the page says which reply counts', async () => {
		await page.getByRole('link', { name: 'Say more than that' }).click();
		await expect(page.getByText('The reply with the later date counts')).toBeVisible();
		await page.getByLabel('Content subject to').check();
		await page.getByLabel('What you say, in your own words').fill('Content, if the staff are found first.');
		await press('Give this reply');
		await expect(page.getByRole('alert')).toContainText('Add at least one comment that is a condition');
		await addComment(page, 1, 'The four weeks begin once the staff are there.', 'condition', /four weeks/);
		await addComment(page, 2, 'Say what stays in the clinic.', 'should_address', /family hub/i);
		await press('Give this reply');
		await expect(page.getByText('Your reply is given').first()).toBeVisible();
		const care = row('Department of Care');
		await expect(care).toContainText('Content subject to');
		await expect(care).toContainText('Before: nil return');
		await expect(care.getByRole('link', { name: /^C\d+$/ })).toHaveCount(2);
	});

	await test.step('the Treasury’s team passes on what its minister said', async () => {
		const { visit, examine } = await signIn('fictional-exchequer-team');
		await visit(replies);
		await page
			.getByRole('link', { name: /^Type in a reply/ })
			.first()
			.click();
		await page.getByLabel('Reserved').check();
		await page.getByLabel('What it says, in its own words').fill('Reserved until the bid is settled.');
		await page.getByLabel('Meeting', { exact: true }).check();
		await examine();
		await press('Record this reply');
		await expect(row('The Exchequer')).toContainText('Reserved');
	});

	await test.step('a message that is dropped is proposed as an objection, from a sender nobody knows', async () => {
		const { visit, examine } = await signIn(secretariat);
		await visit(replies);
		const file = message(`"A minister" <${Date.now()}@elsewhere.example>`, `I cannot agree to hubs, ${tag}.`);
		if (scripted) await dropOn(page, 'Department for Local Places', file);
		else {
			await page.getByLabel('Department', { exact: true }).selectOption('Department for Local Places');
			await page.getByLabel('Its message or letter').setInputFiles(file);
			await press('Read the file');
		}
		await page.waitForURL(/\/dropped\/\d+$/);
		await expect(page.getByLabel('Not content')).toBeChecked();
		await expect(page.getByText('Proposed because it says')).toContainText('I cannot agree to hubs');
		await expect(page.getByRole('region', { name: 'What it says' })).toContainText(tag);
		await expect(page.getByLabel('Who sent it')).toHaveValue('A minister');
		await examine();
		await press('Record this reply');
		await expect(page.getByRole('alert')).toContainText('Confirm that it is a reply');
		await page.getByLabel(/^I have checked with them/).check();
		await press('Record this reply');
		await expect(page.getByText('The reply is recorded, with its file.').first()).toBeVisible();
		await expect(row('Local Places')).toContainText('Not content');
	});

	await test.step('its file is kept beside it', async () => {
		await row('Local Places')
			.getByRole('link', { name: /Not content/ })
			.first()
			.click();
		const download = page.waitForEvent('download');
		await page.getByRole('link', { name: 'Download Reply.eml' }).click();
		expect((await download).suggestedFilename()).toMatch(/\.eml$/);
	});

	await test.step('a file that is no reply is refused beside the field', async () => {
		const { visit } = await signIn(secretariat);
		await visit(replies);
		await page.getByLabel('Department', { exact: true }).selectOption('Department of Care');
		const program = { name: 'reply.pdf', mimeType: 'application/pdf', buffer: Buffer.from([0x4d, 0x5a, 0, 0, 1]) };
		await page.getByLabel('Its message or letter').setInputFiles(program);
		await press('Read the file');
		await expect(page.getByRole('alert')).toContainText('Choose a message (.eml)');
	});

	await test.step('a reply after the day goes into the late list', async () => {
		const { visit } = await signIn(secretariat);
		await visit(`${rounds}/W1/replies`);
		// Each project has a department of its own, so that neither answers for the other's.
		const department = scripted ? 'Department for Local Places' : 'Department of Care';
		await row(department)
			.getByRole('link', { name: /^Type in a reply/ })
			.click();
		await page.getByLabel('● Content', { exact: true }).check();
		await page.getByLabel('Call', { exact: true }).check();
		await press('Record this reply');
		await expect(page.getByText('The reply is recorded in the late list.').first()).toBeVisible();
		await expect(page.getByRole('region', { name: 'Late replies' })).toContainText(department);
		await press('I have seen these');
		await expect(page.getByText('Marked as seen.').first()).toBeVisible();
	});
});

async function addComment(page: Page, number: number, text: string, grade: string, about: RegExp): Promise<void> {
	await page.getByRole('button', { name: 'Add a comment' }).click();
	const comment = page.getByRole('group', { name: `Comment ${number}`, exact: true });
	await comment.getByLabel('The comment').fill(text);
	await comment.getByLabel('How strong it is').selectOption(grade);
	const field = comment.getByLabel('Which recommendation it concerns');
	const option = field.getByRole('option', { name: about }).first();
	await field.selectOption(await option.getAttribute('value'));
}

/** Drops a file on the cell of a department, as somebody does who drags it out of their mail. */
async function dropOn(page: Page, department: string, file: { name: string; mimeType: string; buffer: Buffer }) {
	const cell = page
		.getByRole('row', { name: new RegExp(department) })
		.locator('td[data-addressee]')
		.first();
	const transfer = await page.evaluateHandle(
		({ name, type, text }) => {
			const made = new DataTransfer();
			made.items.add(new File([text], name, { type }));
			return made;
		},
		{ name: file.name, type: file.mimeType, text: file.buffer.toString() }
	);
	await cell.dispatchEvent('dragover', { dataTransfer: transfer });
	await cell.dispatchEvent('drop', { dataTransfer: transfer });
}
