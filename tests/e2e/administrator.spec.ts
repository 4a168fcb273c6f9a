import { expect, test } from '../support/journey.ts';

const password = 'gravel lantern biscuit tram';

test('an administrator makes a department, a post and a person, who sets a password and signs in', async ({
	page,
	signIn,
	browser
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const email = `ines.${tag.replace(' ', '.')}@families.example`;
	const { visit, examine } = await signIn('administrator');

	await test.step('a department and a post', async () => {
		await visit('/admin/departments');
		await page.getByRole('link', { name: 'Add a department' }).click();
		await examine();
		await page.getByLabel('Name', { exact: true }).fill(`Department of Harbours ${tag}`);
		await page.getByLabel('Short name').fill(`Harbours ${tag.slice(-6)}`);
		await page.getByRole('button', { name: 'Add department' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Department of Harbours ${tag}`);
		await examine();

		await page.getByRole('link', { name: 'Add a post' }).first().click();
		await page.getByLabel('Title').fill(`Evidence official, Harbours ${tag}`);
		await page.getByRole('button', { name: 'Add post' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Evidence official, Harbours ${tag}`);
		await examine();
	});

	let address = '';
	await test.step('a person, refused without an address and then made', async () => {
		await visit('/admin/people/new');
		await page.getByLabel('Full name').fill(`Ines ${tag}`);
		await page.getByRole('button', { name: 'Add person' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByLabel('Full name')).toHaveValue(`Ines ${tag}`);
		await page.getByLabel('Email address').fill(email);
		await page.getByRole('button', { name: 'Add person' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Ines ${tag} has an account`);
		address = await page.getByLabel('Password link').inputValue();
		await examine();
	});

	await test.step('who is put in the post', async () => {
		await page.getByRole('link', { name: `Put Ines ${tag} in a post` }).click();
		await page.getByLabel(`Put Ines ${tag} in a post`).selectOption(`Evidence official, Harbours ${tag}`);
		await page.getByRole('button', { name: 'Put in this post' }).click();
		await expect(page.getByRole('table', { name: 'Posts held now' })).toContainText(`Harbours ${tag}`);
		await examine();
	});

	await test.step('the person sets a password by the link, once, and signs in with it', async () => {
		const { javaScriptEnabled, baseURL } = info.project.use;
		const context = await browser.newContext({ javaScriptEnabled, baseURL: baseURL ?? process.env.BASE_URL });
		const theirs = await context.newPage();
		await theirs.goto(address);
		await theirs.getByLabel('New password').fill(password);
		await theirs.getByRole('button', { name: 'Set this password' }).click();
		await expect(theirs).toHaveURL(/\/sign-in/);
		await theirs.getByLabel('Email address').fill(email);
		await theirs.getByLabel('Password', { exact: true }).fill(password);
		await theirs.getByRole('button', { name: 'Sign in', exact: true }).click();
		await expect(theirs.getByRole('button', { name: 'Sign out' })).toBeVisible();
		await expect(theirs.getByRole('link', { name: new RegExp(`Ines ${tag}`) })).toBeVisible();

		await theirs.goto(address);
		await expect(theirs.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
		await context.close();
	});

	await test.step('and loses it all when the account is closed', async () => {
		await page.getByRole('link', { name: 'Close the account' }).click();
		await examine();
		await page.getByRole('button', { name: /^Close/ }).click();
		await expect(page.getByText('Closed', { exact: true }).first()).toBeVisible();
	});
});

test('an administrator sees no content', async ({ signIn, page }) => {
	await signIn('administrator');
	for (const path of [
		'/reviews/start-in-life',
		'/reviews/start-in-life/evidence/E3',
		'/reviews/start-in-life/papers/P1'
	]) {
		const response = await page.goto(path);
		expect(response?.status(), path).toBe(404);
		await expect(page.getByText('hub')).toHaveCount(0);
	}
});
