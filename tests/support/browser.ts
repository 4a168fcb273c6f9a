import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chromium } from '@playwright/test';

/**
 * The path of a Chromium for the browser journeys: the machine's own, else Playwright's, else (as root on Debian or
 * Ubuntu) one installed now.
 * @throws Error that says in plain words what to install
 */
export function findChromium(): string {
	return installed() ?? playwrights() ?? installable() ?? refuse();
}

/** Flags that a browser needs under test: as root there is no sandbox to be had, and nothing may call home. */
export function chromiumFlags(): string[] {
	return [
		...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
		'--no-first-run'
	];
}

const places = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium'
];

function installed(): string | null {
	const given = process.env.CHROMIUM_PATH;
	if (given) return runs(given) ? given : refuse(`CHROMIUM_PATH names ${given}, which cannot be run.`);
	return places.find(runs) ?? null;
}

function playwrights(): string | null {
	const path = chromium.executablePath();
	return runs(path) ? path : null;
}

function installable(): string | null {
	if (process.getuid?.() !== 0 || !runs('/usr/bin/apt-get')) return null;
	try {
		const quietly = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
		execFileSync('apt-get', ['update', '-qq'], quietly);
		execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quietly);
	} catch {
		return null;
	}
	return installed();
}

function refuse(why = 'There is no Chromium on this machine.'): never {
	throw new Error(
		`${why} The browser journeys need one. Install the package chromium (Debian, Ubuntu: apt-get install chromium), ` +
			'or run: npx playwright install chromium. Or set CHROMIUM_PATH to a Chromium or Chrome.'
	);
}

function runs(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
