import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const password = 'gravel lantern biscuit tram';

test('the sign-in page offers the demo’s accounts, refuses a wrong password and keeps the address', async ({
	page,
	visitor
}, info) => {
	await visitor.visit('/sign-in');
	await expect(page.getByRole('button', { name: 'Sign in as Secretariat: Secretariat of the group' })).toHaveCount(2);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page).toHaveTitle(/^Error: /);
	await visitor.examine();
	await page.getByLabel('Email address').fill('nobody@families.example');
	await page.getByLabel('Password', { exact: true }).fill('not this one at all');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expect(page.getByLabel('Email address')).toHaveValue('nobody@families.example');
	// Where no script keeps the page, the server would have to send the password back: it never does.
	const kept = info.project.name === 'javascript' ? 'not this one at all' : '';
	await expect(page.getByLabel('Password', { exact: true })).toHaveValue(kept);
});

test('a page asked for before signing in is there afterwards, and gone after signing out', async ({ page, signIn }) => {
	await page.goto('/reviews/start-in-life/findings/F15');
	await expect(page).toHaveURL(/\/sign-in\?to=/);
	await page.locator('button[value="evidence@care.fictional.example"]').click();
	await expect(page).toHaveURL(/findings\/F15$/);
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(page).toHaveURL(/\/sign-in/);
	await page.goto('/reviews/start-in-life');
	await expect(page).toHaveURL(/\/sign-in\?to=/);
	await signIn('fictional-care-official');
});

test('pages that are not there or not one’s own say so in words, with the way on', async ({
	page,
	signIn,
	visitor
}) => {
	expect((await page.goto('/health'))?.status()).toBe(200);
	await visitor.visit('/password/no-such-link');
	await expect(page.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
	const { examine } = await signIn('fictional-observer');
	for (const [path, status, words] of [
		['/reviews/start-in-life/evidence/E999', 404, 'Page not found'],
		['/reviews/start-in-life/nonsense', 404, 'Page not found'],
		['/reviews/start-in-life/evidence/new', 403, 'You may not do this'],
		['/admin/people', 403, 'You may not do this']
	] as const) {
		expect((await page.goto(path))?.status(), path).toBe(status);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(words);
		await examine();
	}
});

test('a form sent after the session has ended is not lost', async ({ page, signIn }, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const email = `late.${tag.replace(' ', '.')}@families.example`;
	await signIn('administrator');
	await page.goto('/admin/people/new');
	await page.getByLabel('Full name').fill(`Late ${tag}`);
	await page.getByLabel('Email address').fill(email);
	await page.getByRole('checkbox', { name: 'Administrator' }).check();
	await page.getByRole('button', { name: 'Add person' }).click();
	await page.goto(await page.getByLabel('Password link').inputValue());
	await page.getByLabel('New password').fill(password);
	await page.getByRole('button', { name: 'Set this password' }).click();
	await page.context().clearCookies();
	await page.goto('/sign-in');
	await fillSignIn(page, email);
	await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();

	await page.goto('/admin/departments/new');
	await page.getByLabel('Name', { exact: true }).fill(`Department of Late Forms ${tag}`);
	await page.getByLabel('Short name').fill(`Late ${tag.slice(-6)}`);
	await page.context().clearCookies();
	await page.getByRole('button', { name: 'Add department' }).click();

	if (info.project.name === 'javascript') {
		await expect(page.getByText('You have been signed out. Nothing is saved yet')).toBeVisible();
		await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`Department of Late Forms ${tag}`);
		const elsewhere = await page.context().newPage();
		await elsewhere.goto('/sign-in');
		await fillSignIn(elsewhere, email);
		await expect(elsewhere.getByRole('button', { name: 'Sign out' })).toBeVisible();
		await elsewhere.close();
		await page.getByRole('button', { name: 'Add department' }).click();
	} else {
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to save your words');
		await fillSignIn(page, email);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed in again');
		await expect(page.getByText(`Department of Late Forms ${tag}`)).toBeVisible();
		await page.getByRole('button', { name: 'Continue and save' }).click();
	}
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Department of Late Forms ${tag}`);
});

async function fillSignIn(page: Page, email: string): Promise<void> {
	await page.getByLabel('Email address').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
