import { globSync } from 'node:fs';
import { acts, among, type Audience, everybody, members, openActs } from '../support/http-acts.ts';
import { makeRecords, type Records, review, said, word } from '../support/http-records.ts';
import {
	addressOf,
	type Caller,
	type Demo,
	expect,
	filled,
	formOf,
	listServed,
	type Role,
	roles,
	test
} from '../support/http.ts';

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'No page runs here, so once is enough');
test.describe.configure({ mode: 'default' });
test.setTimeout(240_000);

const on = '/(signed-in)/reviews/[review]';

type Expected = Partial<Record<200 | 303 | 307 | 403 | 404 | 405, readonly Role[]>>;
type Address = {
	route: string;
	path: string | ((records: Records) => string);
	/** Who is answered how; written by hand, and whoever is left out fails the test. */
	answers: Expected;
};

const all = [...everybody, 'nobody'] as const;

/** What the table of an audience means for reading a page: nobody is sent to sign in. */
function page({ may, forbidden, notThere }: Audience): Expected {
	return { 200: may, 403: forbidden, 404: notThere, 303: ['nobody'] };
}

/** An address that leads on to another for those who may read it. */
function leadsOn(status: 303 | 307, may: readonly Role[]): Expected {
	const notThere = everybody.filter((role) => !may.includes(role));
	return status === 303 ? { 303: [...may, 'nobody'], 404: notThere } : { 307: may, 404: notThere, 303: ['nobody'] };
}

const inReview = page(among.members(...members));
const administrators = page(among.everybody('administrator'));
const officials = among.members('official', 'careOfficial', 'secretariat');
const ofRecommendation = (name: 'emerging' | 'toPropose' | 'toDrop' | 'proposed', rest: string) => (records: Records) =>
	`${review}/recommendations/${records[name]}${rest}`;
const ofFinding = (name: 'finding' | 'draftFinding', rest: string) => (records: Records) =>
	`${review}/findings/${records[name]}${rest}`;
const ofEvent = (name: 'event' | 'draftEvent', rest: string) => (records: Records) =>
	`${review}/evidence/${records[name]}${rest}`;
const ofPaper = (name: 'paper' | 'exposedPaper', rest: string) => (records: Records) =>
	`${review}/papers/${records[name]}${rest}`;
const draft = among.families('official', 'minister', 'privateOffice', 'specialAdviser', 'cabinetPrivateOffice');
const exporters = among.members(
	...(['official', 'careOfficial', 'minister', 'privateOffice', 'secretariat', 'chair', 'observer'] as const)
);

const addresses: readonly Address[] = [
	{ route: '/(signed-in)', path: '/', answers: page(among.everybody(...everybody)) },
	{ route: '/(signed-in)/account', path: '/account', answers: page(among.everybody(...everybody)) },
	{ route: '/(signed-in)/account/password', path: '/account/password', answers: page(among.everybody(...everybody)) },
	{
		route: '/(signed-in)/admin',
		path: '/admin',
		answers: { 303: ['administrator', 'nobody'], 403: members.concat('outsider') }
	},
	...['departments', 'departments/new', 'people', 'people/new', 'posts', 'posts/new'].map((name) => ({
		route: `/(signed-in)/admin/${name}`,
		path: `/admin/${name}`,
		answers: administrators
	})),
	...[
		'departments/[id]',
		'people/[id]',
		'people/[id]/edit',
		'people/[id]/close',
		'people/[id]/password-link',
		'posts/[id]',
		'posts/[id]/edit'
	].map((name) => ({
		route: `/(signed-in)/admin/${name}`,
		path: `/admin/${name.replace('[id]', '3')}`,
		answers: administrators
	})),
	{ route: '/(signed-in)/reviews', path: '/reviews', answers: page(among.everybody(...everybody)) },
	{ route: '/(signed-in)/reviews/new', path: '/reviews/new', answers: page(among.everybody('secretariat')) },
	{ route: on, path: review, answers: inReview },
	{
		route: `${on}/conditions/[condition]`,
		path: (records) => `${review}/conditions/${records.condition}`,
		answers: leadsOn(303, members)
	},
	{ route: `${on}/details`, path: `${review}/details`, answers: page(among.members('secretariat')) },
	{ route: `${on}/members`, path: `${review}/members`, answers: inReview },
	{ route: `${on}/search`, path: `${review}/search?words=${word}`, answers: inReview },
	{ route: `${on}/settings/vocabulary`, path: `${review}/settings/vocabulary`, answers: inReview },
	{
		route: `${on}/state-of-play`,
		path: `${review}/state-of-play`,
		answers: page(among.members('secretariat', 'chair'))
	},
	{
		route: `${on}/state-of-play/document`,
		path: `${review}/state-of-play/document`,
		answers: page(among.members('secretariat', 'chair'))
	},

	{ route: `${on}/evidence`, path: `${review}/evidence`, answers: inReview },
	{ route: `${on}/evidence/new`, path: `${review}/evidence/new`, answers: page(officials) },
	{ route: `${on}/evidence/[event]`, path: ofEvent('event', ''), answers: inReview },
	{ route: `${on}/evidence/[event]`, path: ofEvent('draftEvent', ''), answers: page(draft) },
	{ route: `${on}/evidence/[event]/edit`, path: ofEvent('event', '/edit'), answers: page(among.members('official')) },
	{
		route: `${on}/evidence/[event]/edit`,
		path: ofEvent('draftEvent', '/edit'),
		answers: page(among.families('official'))
	},
	{ route: `${on}/evidence/[event]/passages`, path: ofEvent('event', '/passages'), answers: page(officials) },
	{
		route: `${on}/evidence/[event]/passages`,
		path: ofEvent('draftEvent', '/passages'),
		answers: page(among.families('official'))
	},
	{
		route: `${on}/evidence/[event]/share`,
		path: ofEvent('draftEvent', '/share'),
		answers: page(among.families('official'))
	},
	{
		route: `${on}/evidence/[event]/withdraw`,
		path: ofEvent('event', '/withdraw'),
		answers: page(among.members('official'))
	},

	{ route: `${on}/findings`, path: `${review}/findings`, answers: inReview },
	{ route: `${on}/findings/drafts`, path: `${review}/findings/drafts`, answers: leadsOn(307, members) },
	{ route: `${on}/findings/untagged`, path: `${review}/findings/untagged`, answers: leadsOn(307, members) },
	{ route: `${on}/findings/[finding]`, path: ofFinding('finding', ''), answers: inReview },
	{ route: `${on}/findings/[finding]`, path: ofFinding('draftFinding', ''), answers: page(draft) },
	{
		route: `${on}/findings/[finding]/edit`,
		path: ofFinding('finding', '/edit'),
		answers: page(among.members('official'))
	},
	{ route: `${on}/findings/[finding]/links`, path: ofFinding('finding', '/links'), answers: inReview },
	{ route: `${on}/findings/[finding]/links`, path: ofFinding('draftFinding', '/links'), answers: page(draft) },
	{
		route: `${on}/findings/[finding]/links/[link]`,
		path: (records) => `${review}/findings/${records.finding}/links/${records.linkId}`,
		answers: page(among.members('official', 'secretariat'))
	},
	{
		route: `${on}/findings/[finding]/passages`,
		path: ofFinding('finding', '/passages'),
		answers: page(among.members('official'))
	},
	{
		route: `${on}/findings/[finding]/passages/[passage]/consent`,
		path: (records) => `${review}/findings/${records.finding}/passages/${records.passageId}/consent`,
		answers: page(among.members('official'))
	},
	{
		route: `${on}/findings/[finding]/share`,
		path: ofFinding('draftFinding', '/share'),
		answers: page(among.families('official'))
	},
	{
		route: `${on}/findings/[finding]/withdraw`,
		path: ofFinding('finding', '/withdraw'),
		answers: page(among.members('official'))
	},

	{ route: `${on}/recommendations`, path: `${review}/recommendations`, answers: inReview },
	{ route: `${on}/recommendations/new`, path: `${review}/recommendations/new`, answers: page(officials) },
	{ route: `${on}/recommendations/re-check`, path: `${review}/recommendations/re-check`, answers: inReview },
	{ route: `${on}/recommendations/tag`, path: `${review}/recommendations/tag`, answers: page(officials) },
	{ route: `${on}/recommendations/[recommendation]`, path: ofRecommendation('emerging', ''), answers: inReview },
	{
		route: `${on}/recommendations/[recommendation]/agreement`,
		path: ofRecommendation('proposed', '/agreement'),
		answers: page(among.members('chair'))
	},
	{
		route: `${on}/recommendations/[recommendation]/compare`,
		path: ofRecommendation('proposed', '/compare'),
		answers: inReview
	},
	{
		route: `${on}/recommendations/[recommendation]/drafting-changes/[version]`,
		path: ofRecommendation('proposed', '/drafting-changes/2'),
		answers: page(among.members('minister', 'privateOffice'))
	},
	{
		route: `${on}/recommendations/[recommendation]/edit`,
		path: ofRecommendation('emerging', '/edit'),
		answers: page(among.members('official', 'secretariat'))
	},
	{
		route: `${on}/recommendations/[recommendation]/edit`,
		path: ofRecommendation('proposed', '/edit'),
		answers: page(among.members('secretariat'))
	},
	{
		route: `${on}/recommendations/[recommendation]/evidence`,
		path: ofRecommendation('emerging', '/evidence'),
		answers: inReview
	},
	{
		route: `${on}/recommendations/[recommendation]/not-taken-forward`,
		path: ofRecommendation('toDrop', '/not-taken-forward'),
		answers: page(among.members('secretariat', 'chair'))
	},
	{
		route: `${on}/recommendations/[recommendation]/positions`,
		path: ofRecommendation('proposed', '/positions'),
		answers: page(among.members('minister', 'privateOffice'))
	},
	{
		route: `${on}/positions`,
		path: `${review}/positions`,
		answers: page(among.members('minister', 'privateOffice', 'secretariat', 'chair', 'observer'))
	},
	{
		route: `${on}/positions/answer`,
		path: `${review}/positions/answer`,
		answers: page(among.members('minister', 'privateOffice'))
	},

	{ route: `${on}/papers`, path: `${review}/papers`, answers: inReview },
	{ route: `${on}/papers/new`, path: `${review}/papers/new`, answers: page(among.members('secretariat')) },
	{ route: `${on}/papers/[paper]`, path: ofPaper('exposedPaper', ''), answers: inReview },
	{ route: `${on}/papers/[paper]`, path: ofPaper('paper', ''), answers: page(among.centre('secretariat', 'chair')) },
	{
		route: `${on}/papers/[paper]/annex`,
		path: ofPaper('exposedPaper', '/annex?format=markdown'),
		answers: page(among.members('official', 'careOfficial', 'secretariat', 'chair'))
	},
	{
		route: `${on}/papers/[paper]/details`,
		path: ofPaper('exposedPaper', '/details'),
		answers: page(among.members('secretariat'))
	},
	{
		route: `${on}/papers/[paper]/export`,
		path: ofPaper('exposedPaper', '/export?format=markdown'),
		answers: page(exporters)
	},
	{
		route: `${on}/papers/[paper]/export`,
		path: ofPaper('paper', '/export?format=html'),
		answers: page(among.centre('secretariat', 'chair'))
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		path: (records) => `${review}/papers/${records.exposedPaper}/sections/${records.exposedSectionId}`,
		answers: page(among.members('secretariat'))
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		path: (records) => `${review}/papers/${records.paper}/sections/${records.sectionId}`,
		answers: page(among.centre('secretariat'))
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/history`,
		path: (records) => `${review}/papers/${records.exposedPaper}/sections/${records.exposedSectionId}/history`,
		answers: page(among.members('secretariat', 'chair'))
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/preview`,
		path: (records) => `${review}/papers/${records.paper}/sections/${records.sectionId}/preview`,
		answers: { 405: everybody, 303: ['nobody'] }
	},
	{
		route: `${on}/papers/[paper]/sections/new`,
		path: ofPaper('exposedPaper', '/sections/new'),
		answers: page(among.members('secretariat'))
	},
	{ route: `${on}/papers/[paper]/snapshots`, path: ofPaper('exposedPaper', '/snapshots'), answers: inReview },
	{
		route: `${on}/papers/[paper]/snapshots`,
		path: ofPaper('paper', '/snapshots'),
		answers: page(among.centre('secretariat', 'chair'))
	},
	{
		route: `${on}/papers/[paper]/snapshots/[number]`,
		path: ofPaper('exposedPaper', '/snapshots/1'),
		answers: inReview
	},
	{
		route: `${on}/papers/[paper]/snapshots/[number]/export`,
		path: ofPaper('exposedPaper', '/snapshots/1/export?format=markdown'),
		answers: page(exporters)
	},

	{ route: '/accessibility', path: '/accessibility', answers: { 200: all } },
	{ route: '/guide', path: '/guide', answers: { 200: all } },
	{ route: '/guide/[page]', path: '/guide/officials', answers: { 200: all } },
	{ route: '/health', path: '/health', answers: { 200: all } },
	{ route: '/password/[token]', path: '/password/no-such-link', answers: { 200: all } },
	{ route: '/sign-in', path: '/sign-in', answers: { 200: ['nobody'], 303: everybody } },
	{ route: '/sign-in/again', path: '/sign-in/again', answers: { 303: all } },
	{ route: '/sign-in/demo', path: '/sign-in/demo', answers: { 405: all } },
	{ route: '/sign-out', path: '/sign-out', answers: { 405: all } }
];

/** What POST does to an endpoint that is no page, and who is let in. */
const endpoints: { route: string; path: (records: Records) => string; audience: Audience | 'open' }[] = [
	{
		route: `${on}/papers/[paper]/sections/[section]/preview`,
		path: (records) => `${review}/papers/${records.paper}/sections/${records.sectionId}/preview`,
		audience: among.centre('secretariat')
	},
	{ route: '/sign-in/demo', path: () => '/sign-in/demo', audience: 'open' },
	{ route: '/sign-out', path: () => '/sign-out', audience: 'open' }
];

let known: Promise<Records> | null = null;
async function prepared(demo: Demo): Promise<Records> {
	known ??= makeRecords(demo).then(async (records) => {
		for (const role of roles) await demo.as(role);
		return records;
	});
	return known;
}

const where = ({ path }: Address, records: Records) => (typeof path === 'string' ? path : path(records));

test('no address, act or endpoint of the application is left out of the tables', () => {
	const folder = (file: string) => `/${file.replace(/\/?\+(page(\.server)?|server)\.(ts|svelte)$/, '')}`;
	const routes = new Set(globSync('**/+{page,page.server,server}.{ts,svelte}', { cwd: 'src/routes' }).map(folder));
	expect([...new Set(addresses.map(({ route }) => route))].toSorted()).toEqual([...routes].toSorted());

	const served = listServed();
	const offered = served.flatMap(({ route, actions }) => actions.map((name) => nameOf(route, name)));
	const tabled = acts.map(({ route, action }) => nameOf(route, action));
	expect([...new Set([...tabled, ...openActs])].toSorted()).toEqual(offered.toSorted());

	const posting = served.filter(({ methods }) => methods.some((method) => method !== 'GET' && method !== 'HEAD'));
	expect(endpoints.map(({ route }) => route).toSorted()).toEqual(posting.map(({ route }) => route).toSorted());

	for (const { answers, path } of addresses) {
		expect(Object.values(answers).flat().toSorted(), String(path)).toEqual([...all].toSorted());
	}
	for (const { audience, route, action } of acts) {
		const asked = [...audience.may, ...audience.forbidden, ...audience.notThere];
		expect(asked.toSorted(), nameOf(route, action)).toEqual([...everybody].toSorted());
	}
});

test('every address answers every role as the table says, and its data goes to nobody else', async ({ demo }) => {
	const records = await prepared(demo);
	const before = await demo.fingerprint();
	const wrong: string[] = [];
	for (const address of addresses) {
		const told = await Promise.all(
			all.map(async (role) => knock(await demo.as(role), address, where(address, records)))
		);
		wrong.push(...told.flat());
	}
	expect(wrong).toEqual([]);

	const after = await demo.fingerprint();
	// An export is a thing that happened: it is on record. Nothing else that is read may write.
	const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
	expect(changed).toEqual(['audit_chains', 'audit_content', 'audit_entries']);
});

test('every act is refused to whoever may not, writes nothing then, and works for whoever may', async ({ demo }) => {
	const records = await prepared(demo);
	const wrong: string[] = [];
	for (const act of acts) {
		const name = nameOf(act.route, act.action);
		const page = await act.page(records, demo);
		const by = await demo.as(act.by);
		const fill = typeof act.fill === 'function' ? await act.fill(records, demo) : (act.fill ?? {});
		const holding = (await act.holding?.(records, demo)) ?? {};
		const shown = act.bare ? null : await by.get(page);
		if (shown && shown.status !== 200) {
			wrong.push(`${name}: ${page} answers ${act.by} with ${shown.status}`);
			continue;
		}
		const form = shown ? formOf(shown.text, act.action, holding) : null;
		if (shown && !form) {
			wrong.push(`${name}: ${page} has no form for it`);
			continue;
		}
		const fields = filled(form?.fields ?? [], fill);
		const address = addressOf(page, act.action);

		const before = await demo.fingerprint();
		const refusals = await Promise.all(
			all.map(async (role) => {
				const expected = refusalFor(act.audience, role);
				if (expected === null) return [];
				const { status, text } = await (await demo.as(role)).post(address, fields);
				return status === expected ? [] : [`${name} as ${role}: ${status} for ${expected}: ${said(text)}`];
			})
		);
		wrong.push(...refusals.flat());
		if (JSON.stringify(await demo.fingerprint()) !== JSON.stringify(before)) wrong.push(`${name} wrote when refused`);

		const { status, text } = await by.post(address, fields);
		if (status !== (act.done ?? 303)) wrong.push(`${name} as ${act.by}: ${status}: ${said(text)}`);
		const wrote = JSON.stringify(await demo.fingerprint()) !== JSON.stringify(before);
		if (wrote === (act.writesNothing ?? false)) wrong.push(`${name} by ${act.by} ${wrote ? 'wrote' : 'wrote nothing'}`);
	}
	expect(wrong).toEqual([]);
	expect(demo.errorLines()).toEqual([]);
});

function nameOf(route: string, action: string): string {
	return action === '' || action === 'default' ? route : `${route} ${action}`;
}

function statusFor(answers: Expected, role: Role): number {
	const [status] = Object.entries(answers).find(([, those]) => those.includes(role)) ?? [];
	return Number(status);
}

function refusalFor({ may, forbidden, notThere }: Audience, role: Role): number | null {
	if (role === 'nobody') return 401;
	if (forbidden.includes(role)) return 403;
	return notThere.includes(role) || !may.includes(role) ? 404 : null;
}

const pageRoutes = new Set(
	globSync('**/+page{,.server}.{ts,svelte}', { cwd: 'src/routes' }).map(
		(file) => `/${file.replace(/\/?\+page(\.server)?\.(ts|svelte)$/, '')}`
	)
);

/** What is wrong with how an address answers somebody. */
async function knock(caller: Caller, { route, answers }: Address, path: string): Promise<string[]> {
	const { role } = caller;
	const wrong: string[] = [];
	const expected = statusFor(answers, role);
	const { status, text, headers } = await caller.get(path);
	if (status !== expected) wrong.push(`GET ${path} as ${role}: ${status} for ${expected}`);
	if (expected === 303 && role === 'nobody' && !path.startsWith('/sign-in')) {
		const to = path === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(path)}`;
		if (headers.location !== to) wrong.push(`GET ${path} sends nobody to ${headers.location}`);
	}
	if (expected === 200) return wrong;
	if (text.includes(word) && !path.includes(word)) wrong.push(`GET ${path} as ${role} tells of ${word}`);
	return pageRoutes.has(route) ? [...wrong, ...(await leaks(caller, route, path))] : wrong;
}

/** The data behind a page, asked for whole and without its layouts, goes only to whom the page goes to. */
async function leaks(caller: Caller, route: string, path: string): Promise<string[]> {
	const [pathname = '', query = ''] = path.split('?');
	const wrong: string[] = [];
	const layouts = route.startsWith(on) ? 3 : route.startsWith('/(signed-in)') ? 2 : 1;
	for (const nodes of ['', `${'0'.repeat(layouts)}1`]) {
		const asked = [query, nodes && `x-sveltekit-invalidated=${nodes}`].filter(Boolean).join('&');
		const data = `${pathname === '/' ? '' : pathname}/__data.json${asked ? `?${asked}` : ''}`;
		const { status, text } = await caller.get(data);
		if (status >= 500) wrong.push(`GET ${data} as ${caller.role}: ${status}`);
		const told = parsed(text);
		const answered = told.nodes?.filter((node) => node !== null && node.type !== 'skip') ?? [];
		const isRefused = status >= 400 || answered.length === 0 || answered.at(-1)?.type === 'error';
		const isEmpty = caller.role !== 'nobody' || Object.keys(told).every((key) => key === 'type' || key === 'location');
		if (!isRefused || !isEmpty) wrong.push(`GET ${data} tells ${caller.role}: ${status} ${text.slice(0, 200)}`);
		if (text.includes(word) && !path.includes(word)) wrong.push(`GET ${data} as ${caller.role} tells of ${word}`);
	}
	return wrong;
}

function parsed(text: string): { type?: string; nodes?: ({ type: string } | null)[] } {
	try {
		return JSON.parse(text) as { type?: string; nodes?: ({ type: string } | null)[] };
	} catch {
		return {};
	}
}
