import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { accounts } from '../../src/cli/demo/accounts.ts';

/** A key of the demo's accounts, such as 'fictional-families-official'. */
export type AccountKey = string;

export type Visitor = {
	page: Page;
	/** Opens a page, or takes the one that is open, and checks all that every page has to keep. */
	visit(path: string): Promise<void>;
	/** Checks the page that is open: no error in it, no breach of accessibility, nothing wider than a phone. */
	examine(): Promise<void>;
};

type Fixtures = {
	/** Fails the test when any page of it logs an error, breaks the content policy or loads what is not there. */
	quietPages: undefined;
	/** Signs in through the one-click accounts of the demo. */
	signIn: (account: AccountKey) => Promise<Visitor>;
	/** Looks at pages without signing in. */
	visitor: Visitor;
};

export const test = base.extend<Fixtures>({
	quietPages: [
		async ({ page }, use, info) => {
			const problems: string[] = [];
			page.on('console', (message) => {
				// A refused form answers with a page whose status the browser logs as a failed load.
				const refused = /Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
				if (message.type() === 'error' && !refused) problems.push(`${new URL(page.url()).pathname}: ${message.text()}`);
			});
			// Acts that ask first are meant.
			page.on('dialog', (dialog) => dialog.accept());
			page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
			page.on('response', (response) => {
				const kind = response.request().resourceType();
				const bad = response.status() >= 500 || (response.status() >= 400 && !['document', 'fetch'].includes(kind));
				if (bad) problems.push(`${response.status()} for ${response.url()}`);
			});
			await use(undefined);
			// A test that failed already says why itself.
			if (info.status === 'passed') expect(problems).toEqual([]);
		},
		{ auto: true }
	],

	signIn: async ({ page }, use, info) => {
		await use(async (key) => {
			const account = accounts.find((one) => one.key === key);
			if (!account) throw new Error(`The demo has no account ${key}`);
			await page.context().clearCookies();
			await page.goto('/sign-in');
			await page.locator(`button[value="${account.email}"]`).click();
			await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
			return visitorOf(page, `${account.role} ${account.review ?? ''}`, info.project.name);
		});
	},

	visitor: async ({ page }, use, info) => {
		await use(visitorOf(page, 'nobody', info.project.name));
	}
});

export { expect };

/** The box for a section's text, once the editor stands where the plain field was, or will not come. */
export async function textBox(page: Page): Promise<Locator> {
	if (test.info().project.use.javaScriptEnabled) {
		await expect(page.getByRole('group', { name: 'Format the text' })).toBeVisible();
	}
	return page.getByLabel('Text', { exact: true });
}

function visitorOf(page: Page, role: string, project: string): Visitor {
	const visitor: Visitor = {
		page,
		async visit(path) {
			const response = await page.goto(path);
			expect.soft(response?.status(), path).toBe(200);
			await visitor.examine();
		},
		async examine() {
			// The same page serves both projects; scripts that look at it run in one of them only.
			if (project === 'javascript') await expectAccessible(page, role);
			await expectNarrow(page);
		}
	};
	return visitor;
}

/**
 * Examines a page unless one built alike has passed already, in whatever role: nothing that axe looks at differs then.
 * Passed structures are kept as files, so that all workers know of them.
 */
async function expectAccessible(page: Page, role: string): Promise<void> {
	const structure = createHash('sha256')
		.update(await page.evaluate(structureOf))
		.digest('hex');
	const passed = path.join(process.env.EXAMINED ?? '', `${structure}.passed`);
	if (process.env.EXAMINED && existsSync(passed)) return;
	// What passes is not told apart, which takes a quarter of the time away.
	const { violations } = await new AxeBuilder({ page })
		.setLegacyMode(true)
		.options({ runOnly: standards, resultTypes: ['violations'] })
		.analyze();
	expect
		.soft(
			violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`),
			`${role} on ${page.url()}`
		)
		.toEqual([]);
	if (violations.length === 0 && process.env.EXAMINED) writeFileSync(passed, '');
}

/**
 * How the page is built, run in the browser: elements with what they say of themselves to assistive technology and to
 * style sheets, and whether they hold words. Numbers in names and how often like things follow each other do not count.
 */
function structureOf(): string {
	const left = new Set([
		'value',
		'href',
		'action',
		'nonce',
		'src',
		'd',
		'points',
		'x',
		'y',
		'width',
		'height',
		'content'
	]);
	const built = (element: Element): string => {
		const own = Array.from(element.attributes)
			.filter(({ name }) => !left.has(name) && !name.startsWith('data-'))
			.map(({ name, value }) => `${name}=${value.replace(/\d+/g, '0')}`)
			.sort();
		const words = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.nodeValue?.trim());
		const inside = [...Array.from(element.shadowRoot?.children ?? []), ...Array.from(element.children)].map(built);
		const unlike = inside.filter((part, index) => part !== inside[index - 1]);
		return `<${element.tagName} ${own.join(' ')} ${String(Boolean(words))}>${unlike.join('')}</>`;
	};
	return built(document.documentElement);
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function expectNarrow(page: Page): Promise<void> {
	const size = page.viewportSize();
	await page.setViewportSize({ width: 390, height: 844 });
	const [content, window] = await page.evaluate(() => [
		document.documentElement.scrollWidth,
		document.documentElement.clientWidth
	]);
	if (size) await page.setViewportSize(size);
	expect.soft(content, `${page.url()} scrolls sideways on a phone`).toBeLessThanOrEqual(window ?? 0);
}
