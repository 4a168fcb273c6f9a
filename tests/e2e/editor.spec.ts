import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, test, textBox } from '../support/journey.ts';

const review = '/reviews/start-in-life';
const base = 'Hubs are open to all parents.\n\nMoney is short this year.\n\nBuses are rare.';

test('two windows change one section: both texts are joined, and what both changed is for a person to choose', async ({
	page,
	browser,
	signIn,
	javaScriptEnabled
}, info) => {
	const { visit, examine } = await signIn('fictional-secretariat');
	const section = await startSection(page, `Two at once, ${info.project.name} ${Date.now().toString(36)}`);
	await save(page, base);
	const { other, context } = await secondWindow(browser, page, javaScriptEnabled);

	await test.step('different paragraphs go together by themselves', async () => {
		await visit(section);
		await other.goto(section);
		await save(other, base.replace('all parents', 'most parents'));
		await write(page, base.replace('Money is short', 'Money is very short'));
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page.getByRole('heading', { name: /saved this section while you were writing/ })).toBeVisible();
		await expect(page.getByText('so there is nothing to choose')).toBeVisible();
		await examine();
		await page.getByRole('button', { name: 'Save both together' }).click();
		await expect(page.getByText('Their words and yours are saved together.')).toBeVisible();
		await expect(words(page)).toHaveValue(
			'Hubs are open to most parents.\n\nMoney is very short this year.\n\nBuses are rare.'
		);
	});

	await test.step('of one paragraph in two wordings, either or both are kept', async () => {
		await other.goto(section);
		await save(other, 'Hubs are open to many parents.\n\nMoney is very short this year.\n\nBuses are rare.');
		await write(page, 'Hubs are open to few parents.\n\nMoney is very short this year.\n\nBuses are rare.');
		await page.getByRole('button', { name: 'Save section' }).click();
		await page.getByRole('radio', { name: 'Mine' }).check();
		await examine();
		await page.getByRole('button', { name: 'Go on writing from both' }).click();
		await expect(page.getByText('Their words and yours are in the box.')).toBeVisible();
		await expect(words(page)).toHaveValue(/^Hubs are open to few parents\./);
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page.getByText('The section is saved.')).toBeVisible();
	});

	await test.step('a section taken out meanwhile shows the words and takes them back', async () => {
		await other.goto(section.replace(/\/sections\/.*/, ''));
		await other.getByRole('button', { name: 'Take out Consideration' }).click();
		await expect(other.getByText('The section is taken out.')).toBeVisible();
		await write(page, 'Typed while it was taken out.');
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page.getByRole('heading', { name: 'This section has been taken out' })).toBeVisible();
		await expect(page.getByText('Typed while it was taken out.')).toBeVisible();
		await examine();
		await page.getByRole('button', { name: 'Put the section back' }).click();
		await page
			.getByRole('button', { name: /^Go on with my words alone|^Save section/ })
			.first()
			.click();
		await expect(page.getByText(/Your words are in the box|The section is saved/)).toBeVisible();
		await expect(words(page)).toHaveValue('Typed while it was taken out.');
	});
	await context.close();
});

test('what is typed and not saved comes back on the next visit, and can be dropped', async ({
	page,
	signIn,
	javaScriptEnabled
}, info) => {
	const { visit, examine } = await signIn('fictional-secretariat');
	const section = await startSection(page, `Unsaved, ${info.project.name} ${Date.now().toString(36)}`);
	await save(page, base);
	const typed = `${base}\n\nMore to come.`;
	await write(page, typed);
	if (javaScriptEnabled) await expect(page.getByText(/^Draft saved/)).toBeVisible();
	else {
		await page.getByRole('button', { name: 'Save draft' }).click();
		await expect(page.getByText(/Draft saved at .* Only you see it\./)).toBeVisible();
	}

	await visit(section);
	await expect(page.getByRole('heading', { name: 'Your unsaved words are in the box' })).toBeVisible();
	await expect(words(page)).toHaveValue(typed);
	await examine();
	await page.getByRole('button', { name: /^Drop them/ }).click();
	await expect(page.getByText('Your unsaved words are dropped.')).toBeVisible();
	await expect(words(page)).toHaveValue(base);
});

test('the outline is put in another order, sections inside sections', async ({
	page,
	signIn,
	javaScriptEnabled
}, info) => {
	const { visit, examine } = await signIn('fictional-secretariat');
	const section = await startSection(page, `In order, ${info.project.name} ${Date.now().toString(36)}`);
	await visit(section.replace(/\/sections\/.*/, ''));
	const outline = page.getByRole('navigation', { name: 'Sections' }).getByRole('listitem');
	await expect(outline).toHaveText([/1\s*Summary/, /2\s*Recommendation/, /3\s*Consideration/, /A\s*Background/]);
	if (javaScriptEnabled) {
		const handle = page.getByRole('button', { name: /^Move Recommendation:/ });
		await handle.press('ArrowRight');
		await expect(outline.nth(1)).toHaveText(/1\.1\s*Recommendation/);
		await expect(handle).toBeFocused();
		// Dragged above the first, with what is inside it left to itself.
		const grip = page.getByRole('button', { name: /^Move Consideration:/ });
		const from = await grip.boundingBox();
		const to = await outline.first().boundingBox();
		if (!from || !to) throw new Error('The outline is not on the page');
		await page.waitForTimeout(1500);
		await page.mouse.move(from.x + 5, from.y + 8);
		await page.mouse.down();
		await page.mouse.move(from.x + 5, to.y - 4, { steps: 6 });
		await page.mouse.up();
	} else {
		await page.getByRole('button', { name: 'Make part of the one above Recommendation' }).click();
		await page.getByRole('button', { name: 'Move up Consideration' }).click();
	}
	const changed = [/1\s*Consideration/, /2\s*Summary/, /2\.1\s*Recommendation/, /A\s*Background/];
	await expect(outline).toHaveText(changed);
	await page.waitForTimeout(javaScriptEnabled ? 800 : 0);
	await page.reload();
	await expect(outline).toHaveText(changed);
	await examine();
});

test('the editor pastes what Word copies, offers evidence and leaves on Tab', async ({
	page,
	signIn,
	javaScriptEnabled
}, info) => {
	test.skip(!javaScriptEnabled, 'Without JavaScript there is the plain field, which the other journeys use');
	await signIn('fictional-secretariat');
	await startSection(page, `Pasted, ${info.project.name} ${Date.now().toString(36)}`);
	await expect(page.getByRole('group', { name: 'Format the text' })).toBeVisible();
	const box = page.getByRole('textbox', { name: 'Text', exact: true });
	await box.click();
	await box.evaluate((node) => {
		const data = new DataTransfer();
		data.setData('text/plain', 'plain');
		data.setData(
			'text/html',
			'<h2>Distance</h2><p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>one <b>bus</b></p>'
		);
		node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
	});
	await expect(words(page)).toHaveValue('#### Distance\n\n- one **bus**');

	await page.keyboard.press('Control+End');
	await page.keyboard.type(' a day [^F11');
	await expect(page.getByRole('option', { name: /F11/ })).toBeVisible();
	// A list that has just opened takes no key yet, lest one that was meant for the text chooses from it.
	await page.waitForTimeout(300);
	await page.keyboard.press('Enter');
	await expect(words(page)).toHaveValue(/one \*\*bus\*\* a day \[\^F11\]$/);

	await page.getByLabel('Find evidence and recommendations').fill('R1');
	await page.getByRole('button', { name: /^Recommendation\s*of\s*R1$/ }).click();
	await expect(words(page)).toHaveValue(/\n\n::recommendation R1\n$/);
	await expect(page.locator('#preview')).toContainText('every council in England');

	await box.press('Tab');
	await expect(box).not.toBeFocused();
	await box.focus();
	await page.keyboard.press('Control+s');
	await expect(page.getByText('The section is saved.')).toBeVisible();
	await expect(box).toBeFocused();
});

/** A new paper's empty section, open to be written. @returns its address */
async function startSection(page: Page, title: string): Promise<string> {
	await page.goto(`${review}/papers/new`);
	await page.getByRole('radio', { name: 'Cabinet committee paper' }).first().check();
	await page.getByLabel('Title', { exact: true }).fill(title);
	await page.getByRole('button', { name: 'Start the paper' }).click();
	await page.getByRole('link', { name: 'Edit Consideration' }).click();
	await expect(page.getByRole('button', { name: 'Save section' })).toBeVisible();
	return new URL(page.url()).pathname;
}

/** The field that the form sends, whatever is written in. */
function words(page: Page) {
	return page.locator('textarea[name=body]');
}

async function write(page: Page, text: string): Promise<void> {
	await (await textBox(page)).fill(text);
	await expect(words(page)).toHaveValue(text);
}

async function save(page: Page, text: string): Promise<void> {
	await write(page, text);
	await page.getByRole('button', { name: 'Save section' }).click();
	await expect(page.getByText('The section is saved.')).toBeVisible();
}

async function secondWindow(
	browser: Browser,
	page: Page,
	javaScriptEnabled: boolean
): Promise<{ other: Page; context: BrowserContext }> {
	const context = await browser.newContext({
		javaScriptEnabled,
		baseURL: new URL(page.url()).origin,
		storageState: await page.context().storageState()
	});
	return { other: await context.newPage(), context };
}
