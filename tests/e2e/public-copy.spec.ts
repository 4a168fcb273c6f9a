import { expect, test, textBox } from '../support/journey.ts';

const review = '/reviews/start-in-life';

test('a lodged update becomes a public copy that leaves out what must not leave', async ({
	page,
	signIn,
	visitor
}, info) => {
	test.setTimeout(90_000);
	const title = `What families told us, ${info.project.name} ${Date.now().toString(36)}`;
	const { visit, examine } = await signIn('fictional-secretariat');

	await test.step('it is written and lodged', async () => {
		await visit(`${review}/papers/new`);
		await page.getByRole('radio', { name: 'Interim update' }).check();
		await page.getByLabel('Title', { exact: true }).fill(title);
		await page.getByLabel(/^Sponsor/).selectOption({ index: 1 });
		await page.getByRole('button', { name: 'Start the paper' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		await page.getByRole('link', { name: 'Edit What we have heard' }).click();
		const text = [
			'Parents like the hub.',
			'One department objects to its cost.',
			'Write to ada@quill.example.',
			'The hub in Harbour Street closes in May.'
		].join('\n\n');
		await (await textBox(page)).fill(text);
		await page.getByRole('button', { name: 'Save section' }).click();
		await expect(page.getByText('The section is saved.')).toBeVisible();
	});
	const paper = page.url().replace(/^.*?(\/reviews.*?\/P\d+).*$/, '$1');
	await test.step('and lodged', async () => {
		await visit(`${paper}/snapshots`);
		await page.getByRole('radio', { name: /^Lodged/ }).check();
		await page.getByRole('button', { name: 'Freeze the paper' }).click();
		await expect(page).toHaveURL(/snapshots\/1$/);
	});

	await test.step('the rules propose, and the secretariat decides', async () => {
		await visit(`${paper}/public`);
		await page.getByRole('button', { name: 'Prepare the public copy' }).click();
		await expect(page.getByText('working days left')).toBeVisible();
		await expect(page.getByText('One department objects to its cost.').first()).toBeVisible();
		await examine();
		await page.getByRole('button', { name: 'Withhold all 2' }).click();
		await expect(page.getByText('Everything that the rules found has been decided.')).toBeVisible();
	});

	await test.step('words are withheld by hand, with the public interest said', async () => {
		await page.getByRole('link', { name: /^Withhold\s+paragraph 4/ }).click();
		await examine();
		await page.getByRole('radio', { name: 'Some words of it' }).check();
		await page.getByLabel('The words', { exact: true }).fill('Harbour Street');
		await page.getByRole('radio', { name: 'Effective conduct of public affairs' }).check();
		await page.getByRole('button', { name: 'Withhold', exact: true }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByLabel('The words', { exact: true })).toHaveValue('Harbour Street');
		await page.getByLabel(/public interest/).fill('It is not announced yet');
		await page.getByRole('button', { name: 'Withhold', exact: true }).click();
		await expect(page.getByText('It is not announced yet')).toBeVisible();
		await examine();
	});

	await test.step('the chair reads it and approves', async () => {
		const chair = await signIn('fictional-chair');
		await chair.visit(`${paper}/public`);
		await page.getByRole('button', { name: 'Approve the public copy' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		await page.getByRole('checkbox', { name: /^I have read the whole preview/ }).check();
		await page.getByRole('button', { name: 'Approve the public copy' }).click();
		await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();
	});

	await test.step('the secretariat publishes it', async () => {
		const secretariat = await signIn('fictional-secretariat');
		await secretariat.visit(`${paper}/public`);
		await page.getByRole('button', { name: 'Publish the public copy' }).click();
		await expect(page.getByRole('heading', { name: 'Public address' })).toBeVisible();
		await secretariat.examine();
	});
	const address = await page.getByRole('link', { name: /\/published\// }).getAttribute('href');

	await test.step('anybody reads it, and nothing else', async () => {
		await page.context().clearCookies();
		await visitor.visit('/published');
		await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
		await page.goto(address ?? '');
		await expect(page.getByText('Parents like the hub.')).toBeVisible();
		await expect(page.getByText('What this copy leaves out')).toBeVisible();
		await visitor.examine();
		const html = await page.content();
		for (const gone of ['objects', 'quill', 'Harbour Street', 'SENSITIVE']) expect(html).not.toContain(gone);
		const pdf = await page.request.get(`${address}/document.pdf`);
		expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
		const inside = await page.request.get(`${paper}/public/preview`, { maxRedirects: 0 });
		expect(inside.status()).toBe(303);
	});

	await test.step('a pack is made of frozen copies, and taken', async () => {
		const secretariat = await signIn('fictional-secretariat');
		await secretariat.visit(`${review}/papers/packs/new`);
		await page.getByLabel('Title', { exact: true }).fill(`Fourth meeting, ${title}`);
		await page.getByRole('button', { name: 'Make the pack' }).click();
		await expect(page).toHaveTitle(/^Error: /);
		const option = await page.getByLabel('Item 1').locator('option', { hasText: title }).first().textContent();
		await page.getByLabel('Item 1').selectOption({ label: option?.trim() ?? '' });
		await page.getByRole('button', { name: 'Make the pack' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText('Fourth meeting');
		await secretariat.examine();
		const taken = await page.request.get(`${page.url()}/export?format=zip&as=html&as=docx`);
		expect([taken.status(), taken.headers()['content-type']]).toEqual([200, 'application/zip']);
		await page.reload();
		await expect(page.getByText('files in docx, html')).toBeVisible();
	});

	await test.step('the secretariat sees who has read a paper', async () => {
		const official = await signIn('fictional-families-official');
		await official.visit(paper);
		await signIn('fictional-families-minister').then((minister) => minister.visit(paper));
		const secretariat = await signIn('fictional-secretariat');
		await secretariat.visit(`${paper}/readers`);
		await expect(page.getByText('1 reader', { exact: true })).toBeVisible();
		await secretariat.visit(`${paper}/compare?from=1&to=working`);
		await expect(page.getByText('No section has changed.')).toBeVisible();
	});
});
