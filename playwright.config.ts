import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './tests/support/browser.ts';

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.spec.ts',
	globalSetup: './tests/support/app-server.ts',
	outputDir: 'test-results',
	workers: 2,
	fullyParallel: true,
	forbidOnly: Boolean(process.env.CI),
	reporter: 'list',
	// Generous: speed is for the benches, and a busy machine is no fault of a page.
	timeout: 300_000,
	expect: { timeout: 30_000 },
	retries: process.env.CI ? 1 : 0,
	use: {
		browserName: 'chromium',
		launchOptions: { executablePath: findChromium(), args: chromiumFlags() },
		// The global setup sets it before any worker reads this file.
		baseURL: process.env.BASE_URL,
		locale: 'en-GB',
		timezoneId: 'Europe/London',
		screenshot: 'only-on-failure'
	},
	// Every journey runs twice: all of them must work as plain forms and links too.
	projects: [
		{ name: 'javascript', use: { javaScriptEnabled: true } },
		{ name: 'no-javascript', use: { javaScriptEnabled: false } }
	]
});
