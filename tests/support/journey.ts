import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { accounts } from '../../src/cli/demo/accounts.ts';
import { structureOf } from './page-structure.ts';

/** A key of the demo's accounts, such as 'fictional-families-official'. */
export type AccountKey = string;

export type Visitor = {
	page: Page;
	/** Opens a page, or takes the one that is open, and checks all that every page has to keep. */
	visit(path: string): Promise<void>;
	/** Opens a page as `visit` does, unless one that the server sends built alike has passed: then its answer is looked at. */
	look(path: string): Promise<void>;
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
		async look(path) {
			const response = await page.request.get(path);
			const html = await response.text();
			expect.soft(response.status(), path).toBe(200);
			expect.soft(html, path).toMatch(/<title>[^<]+ – Throughline<\/title>/);
			expect.soft(html.match(/<h1[\s>]/g), path).toHaveLength(1);
			const { main, frame } = structureOf(html);
			const built = [`sent-${project}-${main}`, `sent-${project}-${frame}`];
			if (built.every(hasPassed)) return;
			const failures = test.info().errors.length;
			await visitor.visit(path);
			if (test.info().errors.length === failures) built.forEach(notePassed);
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
 * Examines a page unless what it holds and what stands around that have passed already, in whatever role: nothing that axe
 * looks at differs then.
 */
async function expectAccessible(page: Page, role: string): Promise<void> {
	const { main, frame } = structureOf(await page.content());
	const built = [`shown-${main}`, `shown-${frame}`];
	if (built.every(hasPassed)) return;
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
	if (violations.length === 0) built.forEach(notePassed);
}

/** Structures that passed are kept as files, so that all workers know of them. */
function hasPassed(structure: string): boolean {
	return Boolean(process.env.EXAMINED) && existsSync(path.join(process.env.EXAMINED ?? '', structure));
}

function notePassed(structure: string): void {
	if (process.env.EXAMINED) writeFileSync(path.join(process.env.EXAMINED, structure), '');
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
