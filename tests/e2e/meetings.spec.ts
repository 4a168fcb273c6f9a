import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { allText, parseXml } from '../support/ooxml.ts';
import { expect, test } from '../support/journey.ts';

const review = '/reviews/start-in-life';

test('the group meets: agenda, who came, what was said and decided, actions, a minute and its correction', async ({
	page,
	signIn
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const title = `Warm rooms, ${tag}`;
	let recommendation = '';
	let meeting = '';

	await test.step('a recommendation goes to the group', async () => {
		const { visit } = await signIn('fictional-families-official');
		await visit(`${review}/recommendations/new`);
		await page.getByLabel('Title', { exact: true }).fill(title);
		await page.getByLabel('Recommendation', { exact: true }).fill('Every waiting room is warm.');
		await page.getByLabel('Department in the lead').selectOption({ label: 'Department for Families' });
		await page.getByRole('button', { name: /draft/i }).click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(tag);
		recommendation = new URL(page.url()).pathname.split('/').at(-1) ?? '';
		await signIn('fictional-secretariat');
		await visit(`${review}/recommendations/${recommendation}`);
		await page.getByRole('button', { name: /group/ }).click();
		await expect(page.getByText('With the group').first()).toBeVisible();
	});

	await test.step('the secretariat plans a meeting and sets its agenda', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${review}/meetings`);
		await page.getByRole('link', { name: 'Plan a meeting' }).click();
		await page.getByRole('button', { name: 'Plan the meeting' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByText('Enter a title').first()).toBeVisible();
		await page.getByLabel('Title', { exact: true }).fill(`Meeting, ${tag}`);
		await page.getByLabel('Day', { exact: true }).fill(new Date().toISOString().slice(0, 10));
		await page.getByLabel('Room, or how to join the call').fill('Room 3');
		await page.getByRole('checkbox', { name: /everything that is open/ }).uncheck();
		await examine();
		await page.getByRole('button', { name: 'Plan the meeting' }).click();
		await expect(page.getByText('is planned')).toBeVisible();
		meeting = new URL(page.url()).pathname;

		await page.getByRole('link', { name: 'Set the agenda' }).first().click();
		await page.getByRole('checkbox', { name: new RegExp(tag) }).check();
		await page.getByLabel('Item', { exact: true }).fill('Any other business');
		await examine();
		await page.getByRole('button', { name: 'Set the agenda' }).click();
		await expect(page.getByText('The agenda is set')).toBeVisible();
		await expect(page.getByRole('heading', { name: /No objection, answers owed/ })).toBeVisible();
		await examine();
		expect(await textOfFile(page, 'agenda')).toContain(title);
	});

	await test.step('who came is recorded', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${meeting}/decisions`);
		await expect(page.getByText('Record who took the chair')).toBeVisible();
		await visit(`${meeting}/attendance`);
		await came(page, /in the chair/, 'Present');
		for (const post of [/Early Family Life/, /Community Care/, /Councils/, /Working Families/]) {
			await came(page, post, 'Present');
		}
		await came(page, /Safety at Home/, 'Apologies');
		await came(page, /Under-Secretary to the Exchequer/, 'Sent a substitute');
		await page.getByRole('button', { name: 'Record who came' }).click();
		await expect(page.getByText('Enter who came as the substitute').first()).toBeVisible();
		await group(page, /Under-Secretary to the Exchequer/)
			.getByLabel('Who was there')
			.fill('The deputy director');
		await examine();
		await page.getByRole('button', { name: 'Record who came' }).click();
		await expect(page.getByText('Who came is recorded')).toBeVisible();
	});

	await test.step('what each member said is recorded on one screen', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${meeting}/positions`);
		const said = (department: string) => page.getByLabel(`Said here by ${department} on ${recommendation}`);
		await expect(said('Home')).toHaveCount(0);
		await said('Families').selectOption({ label: '● Content' });
		await said('Care').selectOption({ label: '◐ Content subject to' });
		await page.getByRole('button', { name: 'Record these positions' }).click();
		await expect(page.getByText('Enter what was said').first()).toBeVisible();
		await expect(said('Families')).toHaveValue('content');
		const care = page.getByRole('group', { name: `Care on ${recommendation}` });
		await care.getByLabel('What was said').fill('Content if it is paid for.');
		await care.getByLabel('The condition, or the words').fill('The Exchequer pays.');
		await examine();
		await page.getByRole('button', { name: 'Record these positions' }).click();
		await expect(page.getByText('2 positions are recorded')).toBeVisible();
		await expect(page.getByText('Noted here, to be confirmed')).toHaveCount(2);
	});

	await test.step('the meeting decides, and gives somebody something to do', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${meeting}/decisions`);
		await page.getByRole('radio', { name: 'Deferred' }).check();
		await page.getByRole('button', { name: `Record the decision on ${recommendation}` }).click();
		await expect(page.getByText('Enter why, or what is to be done').first()).toBeVisible();
		await page.getByLabel('In words').fill('Until the cost is known.');
		await page.getByRole('button', { name: `Record the decision on ${recommendation}` }).click();
		await expect(page.getByText('Recorded: deferred')).toBeVisible();
		await page.getByLabel(/What was said of/).fill('None was raised.');
		await page.getByRole('button', { name: 'Record what was said' }).click();
		await expect(page.getByText('Recorded.', { exact: true })).toBeVisible();
		await examine();

		await page.getByRole('link', { name: `Add an action on ${recommendation}` }).click();
		await page.getByLabel('What is to be done').fill(`Cost the warm rooms, ${tag}`);
		await page.getByLabel('Who does it').selectOption({ label: await familiesOfficial(page) });
		await page.getByLabel('By when').fill('2030-01-31');
		await page.getByLabel('Reported back to').fill('the group');
		await examine();
		await page.getByRole('button', { name: 'Add the action' }).click();
		await expect(page.getByRole('link', { name: new RegExp(`Cost the warm rooms, ${tag}`) })).toBeVisible();
	});

	await test.step('the minute is read, frozen and taken away', async () => {
		const { visit, examine } = await signIn('fictional-secretariat');
		await visit(`${meeting}/minute`);
		await page.getByRole('button', { name: 'Close the meeting and freeze the minute' }).click();
		await expect(page.getByText('is closed and its minute frozen')).toBeVisible();
		await examine();
		const minute = await textOfFile(page, 'minute');
		for (const words of [
			'OFFICIAL',
			'The deputy director',
			'Apologies',
			'Deferred, on version 1.',
			'Until the cost is known.',
			'Content subject to (noted in the meeting, to be confirmed)',
			'The Exchequer pays.',
			`Cost the warm rooms, ${tag}`,
			'None was raised.'
		]) {
			expect(minute).toContain(words);
		}
		for (const format of ['odt', 'pdf']) {
			const file = await page.request.get(`${meeting}/file?of=minute&format=${format}`);
			expect(file.status()).toBe(200);
			expect(file.headers()['content-disposition']).toContain(`.${format}"`);
		}
		await page.getByText('Correct the minute').click();
		await page.getByLabel('What is wrong, and what is right').fill('The room was room 4.');
		await page.getByRole('button', { name: 'Record the correction' }).click();
		await expect(page.getByText('The room was room 4.')).toBeVisible();
		await examine();
		await visit(meeting);
		await expect(page).toHaveURL(new RegExp(`${meeting}/minute$`));
	});

	await test.step('the office confirms what was noted of its minister', async () => {
		const { visit, examine } = await signIn('fictional-families-office');
		await visit('/');
		await expect(page.getByRole('heading', { name: /Positions noted in a meeting/ })).toBeVisible();
		await visit(`${review}/meetings/noted`);
		await page.getByRole('button', { name: `Confirm what was said on ${recommendation}` }).click();
		await expect(page.getByText('The position is confirmed')).toBeVisible();
		await expect(page.getByRole('button', { name: `Confirm what was said on ${recommendation}` })).toHaveCount(0);
		await examine();
	});

	await test.step('the owner says that the action is done', async () => {
		const { visit, examine } = await signIn('fictional-families-official');
		await visit(`${review}/actions`);
		await page.getByRole('link', { name: new RegExp(`Cost the warm rooms, ${tag}`) }).click();
		await page.getByRole('button', { name: 'Record that it is done' }).click();
		await expect(page.getByText('Enter what came of it').first()).toBeVisible();
		await page.getByLabel('What came of it').fill('£40 a room.');
		await examine();
		await page.getByRole('button', { name: 'Record that it is done' }).click();
		await expect(page.getByText('is done.')).toBeVisible();
		await visit(`${review}/actions?show=done`);
		await expect(page.getByRole('link', { name: new RegExp(`Cost the warm rooms, ${tag}`) })).toBeVisible();
		const csv = await page.request.get(`${review}/actions/file?show=done`);
		expect(await csv.text()).toContain('£40 a room.');
	});
});

function group(page: Page, name: RegExp) {
	return page.getByRole('group', { name }).filter({ has: page.getByLabel('Who was there') });
}

async function came(page: Page, post: RegExp, how: string): Promise<void> {
	await group(page, post).getByRole('radio', { name: how, exact: true }).check();
}

/** The words of the agenda or the minute as Word would show them. */
async function textOfFile(page: Page, of: 'agenda' | 'minute'): Promise<string> {
	const link = page.getByRole('link', { name: 'Word document (DOCX)' });
	const href = (await link.getAttribute('href')) ?? '';
	expect(href).toContain(`of=${of}`);
	const file = await page.request.get(href);
	expect(file.status()).toBe(200);
	const parts = Object.entries(unzipSync(await file.body())).filter(([name]) => /^word\/[^/]+\.xml$/.test(name));
	return parts.map(([, bytes]) => allText(parseXml(strFromU8(bytes)))).join('\n');
}

async function familiesOfficial(page: Page): Promise<string> {
	const options = await page.getByLabel('Who does it').locator('option').allTextContents();
	return options.find((text) => text.startsWith('Evidence official, Early Family Life'))?.trim() ?? '';
}
