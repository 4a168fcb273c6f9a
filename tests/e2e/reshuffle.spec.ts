import { expect, test } from '../support/journey.ts';

test('an administrator fills two posts with newcomers, has them change places, and merges their department', async ({
	page,
	signIn
}, info) => {
	const tag = `${info.project.name} ${Date.now().toString(36)}`;
	const { visit, examine } = await signIn('administrator');
	const posts = [`Minister for Tides ${tag}`, `Minister for Quays ${tag}`];
	const people = [`Alma ${tag}`, `Bela ${tag}`];
	const field = (row: number, name: string) => page.locator(`[name="changes[${row}].${name}"]`);
	const choose = async (row: number, name: string, text: string) => {
		const option = field(row, name).locator('option', { hasText: text });
		await field(row, name).selectOption((await option.first().getAttribute('value')) ?? '');
	};

	await test.step('a department with two vacant posts', async () => {
		await visit('/admin/departments/new');
		await page.getByLabel('Name', { exact: true }).fill(`Department of Seas ${tag}`);
		await page.getByLabel('Short name').fill(`Seas ${tag.slice(-6)}`);
		await page.getByRole('button', { name: 'Add department' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(`Department of Seas ${tag}`);
		const department = new URL(page.url()).pathname.split('/').at(-1);
		for (const title of posts) {
			await page.goto(`/admin/posts/new?department=${department}`);
			await page.getByLabel('Title').fill(title);
			await page.getByRole('button', { name: 'Add post' }).click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		}
	});

	await test.step('are filled by a plan that is refused for a missing address, then seen through and carried out', async () => {
		await visit('/admin/reshuffles');
		await page.getByRole('link', { name: 'Prepare a reshuffle' }).click();
		await examine();
		await page.getByLabel('What this reshuffle is called').fill(`Newcomers ${tag}`);
		for (const [row, title] of posts.entries()) {
			await choose(row, 'postId', title);
			await page.getByText('Somebody without an account').nth(row).click();
			await field(row, 'newName').fill(people[row] ?? '');
		}
		const address = (name: string) => `${name.replaceAll(' ', '.').toLowerCase()}@seas.example`;
		await field(0, 'newEmail').fill(address(people[0] ?? ''));
		await page.getByRole('button', { name: 'Show what moves' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByText(`Enter the email address of ${people[1]}`).last()).toBeVisible();
		await expect(field(0, 'newEmail')).toHaveValue(address(people[0] ?? ''));
		await field(1, 'newEmail').fill(address(people[1] ?? ''));
		await page.getByRole('button', { name: 'Show what moves' }).click();

		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Newcomers ${tag}`);
		await expect(page.getByRole('heading', { name: '2 posts change hands' })).toBeVisible();
		await examine();
		await page.getByRole('button', { name: 'Change 2 posts' }).click();
		await expect(page.getByRole('status').getByText(`Give a link for a password to ${people[0]}`)).toBeVisible();
		await expect(page.getByRole('button', { name: 'Change 2 posts' })).toHaveCount(0);
		await examine();
	});

	await test.step('change hands the other way round, after the plan was changed', async () => {
		await visit('/admin/reshuffles/new');
		await page.getByLabel('What this reshuffle is called').fill(`Exchange ${tag}`);
		await choose(0, 'postId', posts[0] ?? '');
		await choose(0, 'personId', people[1] ?? '');
		await page.getByRole('button', { name: 'Show what moves' }).click();
		await page.getByRole('link', { name: 'Change the plan' }).click();
		await examine();
		await choose(1, 'postId', posts[1] ?? '');
		await choose(1, 'personId', people[0] ?? '');
		await page.getByRole('button', { name: 'Show what moves' }).click();
		await page.getByRole('button', { name: 'Change 2 posts' }).click();
		await expect(page.getByRole('button', { name: 'Change 2 posts' })).toHaveCount(0);
		await page.getByRole('link', { name: posts[0] ?? '' }).click();
		await expect(page.getByRole('table', { name: 'Holders' })).toContainText(people[1] ?? '');
		await expect(page.getByRole('heading', { name: 'Held before' })).toBeVisible();
		await expect(page.locator('main').getByRole('link', { name: people[0] ?? '' })).toBeVisible();
		await examine();
	});

	await test.step('the department goes over into a new one with both of them', async () => {
		await page.getByRole('link', { name: `Department of Seas ${tag}` }).click();
		await page.getByRole('link', { name: 'Merge or split' }).click();
		await examine();
		await page.getByLabel('All of it goes over, and it ends').check();
		await page.getByRole('button', { name: 'Move the posts' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByLabel('Name of a new department', { exact: false }).first().fill(`Department of Oceans ${tag}`);
		await page.getByLabel('Short name of a new department').fill(`Oce ${tag.slice(-6)}`);
		await page.getByRole('button', { name: 'Move the posts' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Department of Oceans ${tag}`);
		await expect(page.getByRole('table', { name: 'Posts' })).toContainText(posts[1] ?? '');
		await examine();
		await page.getByRole('link', { name: /became part of it/ }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(
			`Department of Oceans ${tag} (formerly Department of Seas ${tag})`
		);
		await examine();
	});
});
