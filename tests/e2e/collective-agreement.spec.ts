import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { addWorkingDays } from '#lib/timetable/working-days.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import { expect, test as journeys } from '../support/journey.ts';
import { type Fill, encoded, filled, formOf, urlencoded } from '../support/http.ts';
import { readPage } from '../support/page-forms.ts';
import { allText, parseXml } from '../support/ooxml.ts';
import { startTimedServer, type TimedServer } from '../support/timed-server.ts';

/** On a demo and a clock of its own, so that the day for replies can go by. */
const test = journeys.extend<{ timed: TimedServer }>({
	timed: [
		async ({}, use) => {
			const timed = await startTimedServer();
			await use(timed);
			await timed.stop();
		},
		{ timeout: 120_000 }
	],
	baseURL: async ({ timed }, use) => use(timed.url)
});

const review = '/reviews/start-in-life';
const secretariat = 'fictional-secretariat';

/** The six, with the office that clears what its minister sends. Families asks in the write-round; the others are asked. */
const departments = [
	{ name: 'Department for Families', office: 'fictional-families-office' },
	{ name: 'Department for Local Places', office: 'fictional-places-office' },
	{ name: 'Department of Care', office: 'fictional-care-office' },
	{ name: 'Home Department', office: 'fictional-home-office' },
	{ name: 'Department for Livelihoods', office: 'fictional-livelihoods-office' },
	{ name: 'The Exchequer', office: 'fictional-exchequer-office' }
] as const;

const title = 'Warm rooms for every family';
const words = 'Every family hub has a warm room that is open on every working day.';
const met = 'Every family hub has a warm room that is open on every working day, once its staff are there.';
const condition = 'The rooms open once the staff are there.';
const treasurysWords = 'Content, from within the settlement of the spending review.\nNot a penny more.';
const cleared = 'Warm rooms: clearance (HAC 14)';

test('six departments: from a proposal by letters and a write-round to collective agreement, and why not earlier', async ({
	page,
	signIn,
	timed
}) => {
	test.setTimeout(600_000);
	page.setDefaultTimeout(60_000);
	const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
	const button = (name: string | RegExp) => page.getByRole('button', { name }).last();
	let recommendation = '';

	await test.step('a department proposes, six ministers are content, the group recommends', async () => {
		await signIn('fictional-families-official');
		await page.goto(`${review}/recommendations/new`);
		await page.getByLabel('Title', { exact: true }).fill(title);
		await page.getByLabel('Recommendation', { exact: true }).fill(words);
		await page.getByLabel('Department in the lead').selectOption({ label: departments[0].name });
		for (const { name } of departments.slice(1, 5)) await page.getByRole('checkbox', { name }).check();
		await page.getByRole('radio', { name: /bid/i }).check();
		await page.getByRole('button', { name: /draft/i }).click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
		recommendation = new URL(page.url()).pathname.split('/').at(-1) ?? '';

		await signIn(secretariat);
		await press(page, `${review}/recommendations/${recommendation}`, 'propose');
		for (const { office } of departments) {
			await signIn(office);
			const answer = { stance: 'content', conveyed: 'box_note' };
			await press(page, `${review}/recommendations/${recommendation}/positions`, '', answer);
		}
		await signIn('fictional-chair');
		await press(page, `${review}/recommendations/${recommendation}/agreement`, '', {
			source: 'Meeting',
			decidedOn: londonDate(new Date())
		});
		await page.goto(`${review}/recommendations/${recommendation}`);
		await expect(page.getByText('Recommended by the group').first()).toBeVisible();
	});

	let letters: { name: string; from: string }[] = [];
	await test.step('the secretariat writes six letters in one batch', async () => {
		await signIn(secretariat);
		await page.goto(`${review}/letters/new?recommendation=${recommendation}`);
		await expect(page.getByRole('checkbox', { name: 'Write this letter' })).toHaveCount(6);
		await page.getByRole('button', { name: 'Write 6 letters' }).click();
		await expect(page.getByText('6 letters are written.')).toBeVisible();
		letters = await page.locator('tbody tr').evaluateAll((rows) =>
			rows.map((one) => ({
				name: /L\d+/.exec(one.textContent ?? '')?.[0] ?? '',
				from: one.querySelector('[data-label="From"] .under')?.textContent ?? ''
			}))
		);
		expect(letters).toHaveLength(6);
	});

	await test.step('each is cleared, signed and issued by its own office, received and answered', async () => {
		const asked = async (letter: string) => {
			await press(page, letter, 'clear');
			await press(page, letter, 'sign', { signedBy: 'The minister' });
			await press(page, letter, 'issue');
		};
		for (const { name, office } of departments.slice(1)) {
			await signIn(office);
			await asked(letterOf(name));
		}
		// One of the six as an office does it.
		await signIn(departments[0].office);
		await page.goto(letterOf(departments[0].name));
		await page.getByRole('button', { name: 'Clear version 1' }).click();
		await page.getByLabel('Who signed it').fill('The Minister for Early Family Life');
		await button('Record the signature').click();
		await expect(page.getByRole('link', { name: /ready-made message/ })).toBeVisible();
		await page.getByText('It went out without a message to keep').click();
		await button('Record that it went out').click();
		await expect(page.getByText('Issued', { exact: true }).first()).toBeVisible();

		await signIn(secretariat);
		await page.goto(`${review}/letters/answers`);
		await expect(page.getByRole('main')).toContainText(recommendation);
		for (const { name } of departments) {
			await press(page, letterOf(name), 'receive');
			const answered = { source: 'Letter back', 'answers[0].outcome': 'agreed' };
			await press(page, `${letterOf(name)}/answers`, '', answered);
		}
		await page.goto(`${review}/letters?stage=received`);
		for (const { name } of letters) await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
	});

	function letterOf(department: string): string {
		const short = department.replace(/^(?:Department (?:for|of)|The) | Department$/g, '');
		return `${review}/letters/${letters.find(({ from }) => from === short)?.name}`;
	}

	let paper = '';
	await test.step('a paper is frozen, and a write-round on it goes to the committee', async () => {
		await page.goto(`${review}/papers/new`);
		const sponsor = await page.getByLabel('Sponsor').locator('option', { hasText: 'Secretary of State for Families' });
		paper = await press(page, `${review}/papers/new`, '', {
			title,
			profile: 'uk_cabinet_committee',
			sponsorPostId: (await sponsor.first().getAttribute('value')) ?? ''
		});
		await page.goto(paper);
		const section = await page.getByRole('link', { name: /^Edit\sRecommendation$/ }).getAttribute('href');
		await press(page, section ?? '', 'save', { body: `::recommendation ${recommendation}` });
		await press(page, `${paper}/snapshots`, '', { gate: 'final' });
		await page.goto(`${review}/rounds/new`);
		const copy = page.getByRole('option', { name: new RegExp(title) }).first();
		await page.getByLabel('The frozen copy that it asks agreement to').selectOption(await copy.getAttribute('value'));
		await button('Go on').click();
		await page.getByLabel('Title').fill(title);
		await page.getByLabel('What is asked').fill('I seek agreement to a warm room in every family hub.');
		await button('Prepare the write-round').click();
		await page.waitForURL(/\/rounds\/W\d+$/);
	});

	const round = new URL(page.url()).pathname;
	let due = '';
	await test.step('it asks five departments, each with the reason, and is issued', async () => {
		await expect(row('The Exchequer')).toContainText('Money is asked for');
		for (const { name } of departments.slice(1, 5)) await expect(row(name)).toContainText('partner');
		await expect(row('Department for Local Places')).toContainText('Counts as content');
		await page.goto(`${round}/issue`);
		due = await page.locator('[name=replyBy]').inputValue();
		await button('Issue the write-round').click();
		await page.waitForURL(/\/rounds\/W\d+$/);
		await expect(page.getByText(`Replies may still come until ${plainDate(due)}`).first()).toBeVisible();
	});

	await test.step('Care is content on a condition, Home objects by message, the Treasury reserves its position', async () => {
		await signIn('fictional-care-cabinet-office');
		await page.goto(`${round}/replies`);
		await page
			.getByRole('link', { name: /^Reply\b/ })
			.first()
			.click();
		await page.getByLabel('Content subject to').check();
		await page.getByLabel('What you say, in your own words').fill('Content, once staff are found.');
		await page.getByRole('button', { name: 'Add a comment' }).click();
		const comment = page.getByRole('group', { name: 'Comment 1', exact: true });
		await comment.getByLabel('The comment').fill(condition);
		await comment.getByLabel('How strong it is').selectOption('condition');
		const concerns = comment.getByLabel('Which recommendation it concerns');
		await concerns.selectOption(await concerns.getByRole('option', { name: title }).getAttribute('value'));
		await button('Give this reply').click();
		await expect(row('Department of Care')).toContainText('Content subject to');

		await signIn('fictional-exchequer-team');
		await typeIn('The Exchequer', 'Reserved', 'Reserved until the spending review is settled.');
		await signIn(secretariat);
		await page.goto(`${round}/replies`);
		await page.getByLabel('Department', { exact: true }).selectOption('Home Department');
		await page
			.getByLabel('Its message or letter')
			.setInputFiles(message('a@home.example', 'Re: Warm rooms', 'I cannot agree to warm rooms.'));
		await button('Read the file').click();
		await expect(page.getByLabel('Not content')).toBeChecked();
		await page.getByLabel(/^I have checked with them/).check();
		await button('Record this reply').click();
		await expect(row('Home Department')).toContainText('Not content');
	});

	/** As the secretariat or a team types in what it was told. */
	async function typeIn(department: string, stance: string, text: string): Promise<void> {
		await page.goto(`${round}/replies`);
		await row(department)
			.getByRole('link', { name: /^(?:Type in a reply|Reply)/ })
			.first()
			.click();
		await page.getByRole('radio', { name: new RegExp(`^\\S+ ${stance}$`) }).check();
		await page.getByLabel('What it says, in its own words').fill(text);
		await page.getByLabel('Call', { exact: true }).check();
		// Once there are two copies, a reply says which it answers.
		const latest = page.getByRole('radio', { name: /^Copy 2/ });
		if (await latest.count()) await latest.check();
		await button('Record this reply').click();
		await expect(row(department)).toContainText(stance);
	}

	await test.step('it cannot clear, and says why; the attempt to record it is refused', async () => {
		await page.goto(`${round}/clearance`);
		for (const reason of [
			'The Exchequer has said “reserved”: nothing with money clears unless the Treasury is content.',
			'Home Department has said “not content”',
			/Department of Care has not ticked C\d+ as met/,
			`Replies may still come until ${plainDate(due)}`
		]) {
			await expect(page.getByText(reason).first()).toBeVisible();
		}
		await page.goto(`${round}/clearance/record`);
		await page.getByLabel('Cleared', { exact: true }).check();
		await page.getByLabel('The letter or the minute', { exact: true }).fill('A letter too early');
		await page.getByLabel('Date of the letter or the meeting').fill(londonDate(new Date()));
		await page.getByRole('button', { name: 'Record the decision' }).click();
		await expect(
			page.getByText(/cannot be recorded as cleared.*The Exchequer has said “reserved”/).first()
		).toBeVisible();
		const early = await page.request.get(`${round}/clearance/letter/file`);
		expect(early.status()).toBe(409);
	});

	let number = '';
	await test.step('new words meet the condition, Care ticks it, and the round goes on with the copy that has them', async () => {
		await page.goto(`${round}/comments`);
		number = /C\d+/.exec((await page.getByRole('row').filter({ hasText: condition }).textContent()) ?? '')?.[0] ?? '';
		const edit = `${review}/recommendations/${recommendation}/edit`;
		await page.goto(edit);
		await page.getByLabel('Recommendation', { exact: true }).fill(met);
		const meaning = page.getByRole('radio', { name: /^The meaning changes/ });
		if (await meaning.count()) await meaning.check();
		await page.getByRole('button', { name: /^Save R\d+$/ }).click();
		// What rests on the words is told before they are saved.
		if (await page.getByRole('alert').count()) {
			await meaning.check();
			await page.getByRole('button', { name: /^Save R\d+$/ }).click();
		}
		await expect(page.getByText(met).first()).toBeVisible();
		await press(page, `${review}/conditions/${number}`, 'settle', { version: '2', handled: 'The staff come first.' });
		await signIn('fictional-care-cabinet-office');
		await page.goto(`${review}/conditions/${number}`);
		await page.getByRole('button', { name: `Tick ${number}: version 2 meets it` }).click();
		await expect(page.getByText('Met by version 2.').last()).toBeVisible();

		await signIn(secretariat);
		await page.goto(`${round}/clearance`);
		await expect(page.getByText(/on words that the round’s frozen copy does not have/).first()).toBeVisible();
		await press(page, `${paper}/lodging`, 'reopen', { because: `To meet ${number}`, allowedBy: 'The chair' });
		await press(page, `${paper}/refresh`, 'refresh');
		await press(page, `${paper}/snapshots`, '', { gate: 'final' });
		await press(page, `${round}/copy`, '', { because: `${number} is met` });
		await page.goto(`${round}/clearance`);
		await expect(page.getByText(/Department of Care answered on an earlier frozen copy/).first()).toBeVisible();
		await typeIn('Department of Care', 'Content', 'Content with the new words.');
	});

	await test.step('after the day: one was silent, one comes late, the objection is given up and the Treasury is content', async () => {
		const day = addWorkingDays(due, 1);
		await timed.goTo(Math.round((Date.parse(day) - Date.parse(londonDate(new Date()))) / 86_400_000));
		await signIn(secretariat);
		await page.goto(`${round}/replies`);
		await expect(row('Department for Local Places')).toContainText('Nil return by silence');
		await typeIn('Department for Livelihoods', 'Content', 'Content, and sorry to be late.');
		await expect(page.getByRole('region', { name: 'Late replies' })).toContainText('Department for Livelihoods');
		await typeIn('Home Department', 'Content', 'The new words answer my worry.');
		await page.goto(`${round}/clearance`);
		await expect(page.getByText('2 things stand in the way')).toBeVisible();
		await expect(page.getByText(/The Exchequer has said “reserved”/).first()).toBeVisible();
		await signIn('fictional-exchequer-team');
		await typeIn('The Exchequer', 'Content', treasurysWords);
	});

	await test.step('ledger, advice and draft letter say all of it', async () => {
		const { examine } = await signIn(secretariat);
		await page.goto(`${round}/comments`);
		await page.getByRole('link', { name: /^Met/ }).click();
		await expect(page.getByRole('row').filter({ hasText: condition })).toContainText('Met');
		await page.goto(`${round}/clearance`);
		await expect(page.getByRole('heading', { name: 'Nothing stands in the way' })).toBeVisible();
		await examine();
		const advice = await wordsOf(page, `${round}/clearance/advice/file?format=docx`);
		for (const named of [
			'Nothing stands in the way',
			'Department for Local Places: nil return by silence.',
			`Department for Livelihoods: Content, dated ${plainDate(addWorkingDays(due, 1))}, late.`,
			'from within the settlement of the spending review.',
			'Not a penny more.',
			condition,
			'Met, version 2. The staff come first.',
			'Home Department',
			`${recommendation} ${title}, version 2`
		]) {
			expect(advice).toContain(named);
		}
		const letter = await wordsOf(page, `${round}/clearance/letter/file?format=docx`);
		for (const named of [
			'Not signed yet',
			condition,
			'Met by version 2',
			'counts as a nil return',
			'Not a penny more.'
		]) {
			expect(letter).toContain(named);
		}
	});

	await test.step('the chair’s letter is dropped, read and recorded: the recommendation is agreed collectively by it', async () => {
		await page.goto(`${round}/clearance/record`);
		const sent = message('office@seals.example', cleared, 'I am content for you to proceed.', addWorkingDays(due, 1));
		await page.getByLabel('The letter or the minute itself').setInputFiles(sent);
		await page.getByRole('button', { name: 'Read the file' }).click();
		await expect(page.getByRole('region', { name: 'What it says' })).toContainText('I am content for you to proceed.');
		await expect(page.getByLabel('The letter or the minute', { exact: true })).toHaveValue(
			new RegExp(`^“${cleared.slice(0, 9)}`)
		);
		await expect(page.locator('[name=givenOn]')).toHaveValue(addWorkingDays(due, 1));
		await page.getByLabel('Cleared', { exact: true }).check();
		await page.getByRole('button', { name: 'Record the decision' }).click();
		await expect(page.getByText('is recorded as cleared')).toBeVisible();
		await expect(page.getByRole('main')).toContainText('Keeper of the Seals');
		await expect(page.getByRole('main')).toContainText(cleared);
		const download = page.waitForEvent('download');
		await page.getByRole('link', { name: /^Download Reply\.eml/ }).click();
		expect((await download).suggestedFilename()).toMatch(/\.eml$/);

		await page.goto(`${review}/recommendations/${recommendation}`);
		await expect(page.getByText('Collectively agreed').first()).toBeVisible();
		await expect(page.getByRole('main')).toContainText(cleared);
		await page.goto(`${review}/state-of-play`);
		await expect(page.getByRole('main')).toContainText(recommendation);
	});
});

/** Fills and posts the form of a page as the browser would without a script. @returns where it leads */
async function press(page: Page, address: string, action: string, fill: Fill = {}): Promise<string> {
	const shown = await page.request.get(address);
	const form = formOf(await shown.text(), action);
	if (!form) throw new Error(`${address} has no form for “${action}”: ${shown.status()}`);
	const answer = await page.request.post(`${address}${action === '' ? '' : `?/${action}`}`, {
		data: encoded(filled(form.fields, fill)),
		headers: { 'content-type': urlencoded, origin: new URL(page.url()).origin, accept: 'text/html' },
		maxRedirects: 0
	});
	const wrong = readPage(await answer.text()).problems.map(({ text }) => text);
	expect(answer.status(), `${address} ${action}: ${wrong.join('; ')}`).toBe(303);
	return answer.headers().location ?? '';
}

/** A message as a mail program saves it; of today without a day. */
function message(from: string, subject: string, text: string, day = londonDate(new Date())) {
	const sent = new Date(`${day}T08:00:00Z`).toUTCString().replace('GMT', '+0000');
	const lines = [`From: ${from}`, 'To: centre@council-office.example', `Subject: ${subject}`, `Date: ${sent}`];
	const buffer = Buffer.from([...lines, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n'));
	return { name: 'Reply.eml', mimeType: 'message/rfc822', buffer };
}

/** Everything that a Word file says. */
async function wordsOf(page: Page, address: string): Promise<string> {
	const file = await page.request.get(address);
	expect(file.status(), address).toBe(200);
	const parts = unzipSync(new Uint8Array(await file.body()));
	return allText(parseXml(strFromU8(parts['word/document.xml'] ?? new Uint8Array())));
}
