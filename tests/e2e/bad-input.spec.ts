import { randomUUID } from 'node:crypto';
import { acts, type HttpAct } from '../support/http-acts.ts';
import {
	fieldsOn,
	firstWords,
	makeRecords,
	nameIn,
	press,
	type Records,
	review,
	said,
	visit,
	word
} from '../support/http-records.ts';
import {
	addressOf,
	type Answer,
	type Caller,
	type Demo,
	encoded,
	expect,
	type Fill,
	filled,
	formOf,
	test,
	urlencoded
} from '../support/http.ts';
import { type Field, readPage, tagsOf } from '../support/page-forms.ts';

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'No page runs here, so once is enough');
test.describe.configure({ mode: 'default' });
test.setTimeout(300_000);

const on = '/(signed-in)/reviews/[review]';

/** What each form cannot do without, by the fields of its page; and values that it must refuse beside the field. */
const demands: Record<string, { required?: string[]; refused?: Fill[] }> = {
	'/(signed-in)/account/password': {
		required: ['presentPassword', 'newPassword'],
		refused: [{ presentPassword: 'not this one' }, { newPassword: 'short' }, { newPassword: 'x'.repeat(300) }]
	},
	'/(signed-in)/admin/departments/new': {
		required: ['name', 'shortName'],
		refused: [{ name: 'x'.repeat(201) }, { name: 'Department for Families' }, { shortName: 'Families' }]
	},
	'/(signed-in)/admin/departments/[id]': {
		required: ['name', 'shortName', 'since'],
		refused: [{ name: 'Department for Families' }, { since: '31/02/2019' }, { since: 'soon' }]
	},
	'/(signed-in)/admin/posts/new': { required: ['title', 'departmentId'], refused: [{ title: 'x'.repeat(201) }] },
	'/(signed-in)/admin/posts/[id]/edit': { required: ['title'], refused: [{ title: 'x'.repeat(201) }] },
	'/(signed-in)/admin/people/new': {
		required: ['name', 'email'],
		refused: [{ email: 'nobody' }, { email: 'administrator@throughline.example' }, { name: 'x'.repeat(201) }]
	},
	'/(signed-in)/admin/people/[id]/edit': {
		required: ['name', 'email'],
		refused: [{ email: 'a b@c' }, { email: 'administrator@throughline.example' }]
	},
	'/(signed-in)/admin/people/[id] givePost': { required: ['postId'] },
	'/(signed-in)/admin/posts/[id] start': { required: ['personId'] },
	'/(signed-in)/reviews/new': {
		required: ['title', 'slug', 'postId'],
		refused: [{ slug: 'Two words' }, { slug: 'start-in-life' }, { title: 'TOP SECRET plans' }]
	},
	[`${on}/details details`]: {
		required: ['title', 'markingCeiling'],
		refused: [{ markingCeiling: 'secret' }, { commission: 'x'.repeat(10_001) }, { banner: 'x'.repeat(201) }]
	},
	[`${on}/details addQuestion`]: { required: ['text'], refused: [{ text: 'x'.repeat(1001) }] },
	[`${on}/details editQuestion`]: { required: ['text'] },
	[`${on}/details addMilestone`]: { required: ['title', 'dueOn'], refused: [{ dueOn: '2019-13-01' }] },
	[`${on}/timetable/new`]: {
		required: ['title', 'dueOn'],
		refused: [{ title: 'x'.repeat(201) }, { dueOn: '2026-02-30' }, { dueOn: '2170-01-01' }, { afterDays: 'some' }]
	},
	[`${on}/timetable/[milestone] edit`]: { required: ['title'], refused: [{ afterDays: '900' }] },
	[`${on}/timetable/[milestone] move`]: { refused: [{ because: 'x'.repeat(501) }] },
	[`${on}/timetable/[milestone] done`]: { required: ['doneOn'], refused: [{ doneOn: '2040-01-01' }] },
	[`${on}/members add`]: { required: ['postId', 'role'], refused: [{ role: 'king' }, { role: 'chair' }] },
	[`${on}/settings/vocabulary addKind`]: {
		required: ['label'],
		refused: [{ label: 'Missing' }, { label: 'x'.repeat(81) }]
	},
	[`${on}/settings/vocabulary renameKind`]: { required: ['label'], refused: [{ label: 'Missing' }] },
	[`${on}/settings/vocabulary addTheme`]: { required: ['label'], refused: [{ label: 'x'.repeat(81) }] },
	[`${on}/settings/vocabulary renameTheme`]: { required: ['label'] },
	[`${on}/bids/events/new`]: {
		required: ['name', 'firstYear', 'lastYear'],
		refused: [{ firstYear: 'soon' }, { lastYear: '2020-21' }, { name: 'x'.repeat(201) }]
	},
	[`${on}/bids/events/[id]/envelope`]: { refused: [{ 'years[0].rdel': 'plenty' }, { 'years[0].rdel': '-5m' }] },
	[`${on}/bids/new`]: { required: ['title', 'fiscalEventId'], refused: [{ title: 'x'.repeat(201) }] },
	[`${on}/bids/[ref]/edit`]: {
		required: ['title'],
		refused: [{ title: 'x'.repeat(201) }, { headlinePence: 'much' }, { deliveryBody: 'x'.repeat(301) }]
	},
	[`${on}/bids/[ref]/options`]: { required: ['kind', 'name'] },
	[`${on}/bids/[ref]/rank`]: { refused: [{ priorityRank: 'first' }] },
	[`${on}/bids/[ref]/withdraw`]: { required: ['because'] },
	[`${on}/bids/[ref]/costs`]: {
		refused: [
			{ 'lines[1].y2023': 'lots' },
			{ 'lines[1].y2023': '-5' },
			{ 'lines[1].y2023': '1e9' },
			{ 'lines[1].description': '' },
			{ 'lines[1].description': 'x'.repeat(1_001) }
		]
	},
	[`${on}/bids/[ref]/costs/assumptions/new`]: {
		required: ['text', 'owner', 'source', 'confidence'],
		refused: [{ finding: 'F99999' }, { finding: 'the first' }, { owner: 'x'.repeat(201) }]
	},
	[`${on}/bids/[ref]/costs/assumptions/[number] save`]: {
		required: ['text', 'owner', 'source', 'confidence'],
		refused: [{ text: 'x'.repeat(2_001) }]
	},
	[`${on}/bids/[ref]/benefits/new`]: {
		required: ['description', 'kind'],
		refused: [{ 'cells[0].pence': 'lots' }, { description: 'x'.repeat(301) }, { repeatUntil: 'for ever' }]
	},
	[`${on}/bids/[ref]/benefits/[benefit] save`]: { required: ['description'] },
	[`${on}/bids/[ref]/appraisals/plan`]: {
		required: ['startYear', 'horizonYears'],
		refused: [{ horizonYears: '0' }, { delayYears: 'a while' }, { 'cases.costUpPercent': 'some' }]
	},
	[`${on}/bids/[ref]/shares explain`]: { required: ['explanation'], refused: [{ explanation: 'x'.repeat(2_001) }] },
	[`${on}/bids/[ref]/versions freeze`]: { required: ['options'] },
	[`${on}/bids/[ref]/versions/[number] sign`]: { required: ['read'] },
	[`${on}/bids/[ref]/treasury position`]: {
		required: ['stance', 'words'],
		refused: [{ stance: 'charmed' }, { words: 'x'.repeat(3_001) }]
	},
	[`${on}/bids/[ref]/treasury note`]: { required: ['body'], refused: [{ body: 'x'.repeat(5_001) }] },
	[`${on}/bids/[ref]/questions ask`]: { required: ['question'], refused: [{ dueOn: 'soon' }] },
	[`${on}/bids/[ref]/questions/[number]`]: { required: ['answer'], refused: [{ answer: 'x'.repeat(5_001) }] },
	[`${on}/evidence/new`]: {
		required: ['title', 'kind', 'startsOn'],
		refused: [
			{ title: 'x'.repeat(201) },
			{ title: 'SECRET visit' },
			{ kind: 'party' },
			{ status: 'lost' },
			{ startsOn: '2019-02-31' },
			{ startsOn: 'next week' },
			{ endsOn: '2018-01-01' },
			{ placeCode: 'XYZ', placeCodeYear: '2020' },
			{ placeCode: 'E09000019' },
			{ placeCodeYear: 'long ago', placeCode: 'E09000019' },
			{ basis: 'gossip' },
			{ questionId: '999999' },
			{ 'people[0].headCount': 'many' },
			{ 'people[0].headCount': '-3' },
			{ 'people[0].role': '', 'people[0].headCount': '3' },
			{ 'people[0].attribution': 'loudly' },
			{ 'promises[0].dueOn': 'some day' },
			{ address: 'javascript:alert(1)' },
			{ publishedOn: '32/01/2020' },
			{ notes: `${'£'.repeat(60_000)}` },
			{ notes: 'x'.repeat(102_401) },
			{ notes: '>'.repeat(2_000) },
			{ notes: '*a_'.repeat(9_600) }
		]
	},
	[`${on}/evidence/[event]/edit`]: {
		required: ['title', 'kind', 'startsOn'],
		refused: [{ title: 'x'.repeat(201) }, { notes: '*a_'.repeat(9_600) }, { 'people[0].headCount': '1e99' }]
	},
	[`${on}/evidence/[event]/passages record`]: {
		required: ['sentence'],
		refused: [
			{ sentence: 'x'.repeat(601) },
			{ quote: 'words that stand nowhere' },
			{ kindId: '999999' },
			{ reach: 'far' }
		]
	},
	[`${on}/evidence/[event]/withdraw`]: { required: ['reason'], refused: [{ reason: 'x'.repeat(1001) }] },
	[`${on}/findings share`]: { required: ['findings'] },
	[`${on}/findings set`]: { required: ['findings', 'nature'], refused: [{ nature: 'rumour' }, { kindId: '999999' }] },
	[`${on}/findings/[finding] relate`]: {
		required: ['kind', 'to'],
		refused: [{ to: 'F99999' }, { to: 'R1' }, { to: 'the other one' }, { kind: 'likes' }]
	},
	[`${on}/findings/[finding] ask`]: { required: ['body'], refused: [{ body: 'x'.repeat(201) }] },
	[`${on}/findings/[finding] answer`]: { required: ['outcome', 'note'], refused: [{ note: 'x'.repeat(2001) }] },
	[`${on}/findings/[finding]/links make`]: {
		required: ['recommendationId', 'stance'],
		refused: [{ stance: 'loves' }, { note: 'x'.repeat(1001) }]
	},
	[`${on}/recommendations/tag`]: { required: ['findings', 'recommendationId', 'stance'] },
	[`${on}/findings/[finding]/links/[link] change`]: { required: ['stance'], refused: [{ note: 'x'.repeat(1001) }] },
	[`${on}/findings/[finding]/edit`]: {
		required: ['sentence'],
		refused: [{ sentence: 'x'.repeat(601) }, { lifeStage: 'x'.repeat(81) }, { themeId: '999999' }]
	},
	[`${on}/recommendations/re-check`]: { required: ['links'] },
	[`${on}/findings/[finding]/withdraw`]: { required: ['reason'] },
	[`${on}/recommendations/new`]: {
		required: ['title', 'verb', 'text', 'leadTeamId', 'costStatus'],
		refused: [
			{ title: 'x'.repeat(201) },
			{ text: 'x'.repeat(3001) },
			{ verb: 'beg' },
			{ leadTeamId: '999999' },
			{ partnerTeamIds: ['999999'] },
			{ questionId: '999999' },
			{ costStatus: 'cheap' },
			{ localActors: 'x'.repeat(1001) }
		]
	},
	[`${on}/recommendations/[recommendation]/edit`]: {
		required: ['title', 'verb', 'text', 'leadTeamId', 'costStatus'],
		refused: [{ text: 'x'.repeat(3001) }, { leadTeamId: '999999' }, { questionId: '999999' }, { route: 'the long way' }]
	},
	[`${on}/recommendations/[recommendation]/positions`]: {
		required: ['stance', 'reason'],
		refused: [
			{ stance: 'maybe' },
			{ reason: 'x'.repeat(3001) },
			{ stance: 'content_if_reworded', proposedText: '' },
			{ stance: 'content_subject_to' },
			{ stance: 'reserved' }
		]
	},
	[`${on}/recommendations/[recommendation]/drafting-changes/[version]`]: { required: ['because'] },
	[`${on}/recommendations/[recommendation]/agreement`]: {
		required: ['decidedOn', 'source'],
		refused: [{ decidedOn: '2199-01-01' }, { decidedOn: '1950-01-01' }, { source: 'x'.repeat(501) }]
	},
	[`${on}/recommendations/[recommendation]/not-taken-forward`]: { required: ['because'] },
	[`${on}/papers/new`]: {
		required: ['profile', 'title'],
		refused: [{ profile: 'novel' }, { sponsorPostId: '999999' }, { meetingOn: 'Tuesday' }]
	},
	[`${on}/papers/[paper]/details`]: {
		required: ['title'],
		refused: [{ sponsorPostId: '999999' }, { handling: 'x'.repeat(101) }]
	},
	[`${on}/papers/[paper]/sections/new`]: { required: ['heading'], refused: [{ heading: 'Cites [^F1]' }] },
	[`${on}/papers/[paper]/sections/[section] save`]: {
		required: ['heading'],
		refused: [
			{ body: 'It rests on nothing.[^F99999]' },
			{ body: '::recommendation R99999' },
			{ body: 'x'.repeat(102_401) },
			{ body: '>'.repeat(2_000) },
			{ body: '*a_'.repeat(9_600) }
		]
	},
	[`${on}/papers/[paper]/snapshots`]: { required: ['gate'], refused: [{ gate: 'heaven' }, { gate: 'working' }] },
	'/(signed-in)/admin/reshuffles/new': { required: ['title'], refused: [{ title: 'x'.repeat(201) }] },
	[`${on}/settings`]: { required: ['nation'], refused: [{ nation: 'atlantis' }] },
	[`${on}/conditions/[condition] words`]: { required: ['words'] },
	[`${on}/recommendations/[recommendation]/discussion/new`]: { required: ['body'] },
	[`${on}/meetings/new`]: { required: ['title', 'meetsOn'], refused: [{ meetsOn: 'Tuesday' }] },
	[`${on}/actions/new`]: { required: ['text', 'ownerPostId'], refused: [{ dueOn: 'soon' }] },
	[`${on}/committees/new`]: { required: ['name', 'chair'], refused: [{ name: 'x'.repeat(201) }] },
	[`${on}/rules/import`]: { required: ['text'], refused: [{ text: 'no rules' }, { text: '{}' }] },
	[`${on}/rules/calendar add`]: {
		required: ['name', 'startsOn', 'endsOn'],
		refused: [{ startsOn: 'summer' }, { endsOn: '2031-06-01' }]
	},
	[`${on}/rounds/new`]: { required: ['title', 'ask', 'committeeId'], refused: [{ title: 'x'.repeat(201) }] },
	[`${on}/rounds/[ref]/copy`]: { required: ['because'] },
	[`${on}/rounds/[ref]/withdraw`]: { required: ['because'] },
	[`${on}/rounds/[ref]/replies/new record`]: { required: ['stance'], refused: [{ stance: 'charmed' }] },
	[`${on}/rounds/[ref]/clearance/record`]: {
		required: ['outcome', 'source', 'givenOn'],
		refused: [{ outcome: 'perhaps' }, { givenOn: '2199-01-01' }]
	},
	[`${on}/letters/new`]: {
		required: ['subject', 'text', 'replyBy'],
		refused: [{ text: 'Dear {{nobody}}' }, { subject: 'x'.repeat(201) }, { replyBy: 'soon' }]
	},
	[`${on}/letters/[ref]/edit`]: { required: ['subject', 'text', 'addressee'], refused: [{ text: 'x'.repeat(15_001) }] },
	[`${on}/letters/[ref] sign`]: { required: ['signedBy', 'signedOn'], refused: [{ signedOn: '2199-01-01' }] },
	[`${on}/letters/[ref] issue`]: { required: ['how', 'issuedOn'], refused: [{ how: 'pigeon' }] },
	[`${on}/letters/[ref] receive`]: { required: ['receivedOn'], refused: [{ receivedOn: 'today' }] },
	[`${on}/letters/[ref]/answers`]: {
		required: ['answeredOn', 'source'],
		refused: [{ 'answers[0].outcome': 'refused' }, { answeredOn: '2199-01-01' }]
	},
	[`${on}/letters/[ref]/withdraw`]: { required: ['because'] }
};

/** Acts that answer with a page of their own, or with a secret that may be shown once: no key repeats them. */
const withoutKey = new Set([
	'/(signed-in)/account/calendar make',
	'/(signed-in)/account/password',
	'/(signed-in)/admin/people/new',
	'/(signed-in)/admin/people/[id]/password-link',
	`${on}/evidence/[event]/passages find`,
	`${on}/papers/[paper]/sections/[section] preview`,
	`${on}/papers/[paper]/sections/[section] find`,
	`${on}/papers/[paper]/sections/[section]/suggest show`,
	// A file is read before anything is claimed, a few at a time: the others are told to come again.
	`${on}/papers/[paper]/word`,
	`${on}/bids/[ref]/returns`,
	`${on}/bids/events/[id]/template upload`,
	`${on}/letters/[ref] message`,
	// The letter is made before anything is claimed.
	`${on}/letters/[ref] send`
]);

/** Fields whose values no person types: numbers of records, and what the page was made from. */
const isIdentifier = (name: string) =>
	// A condition is a number where it is ticked, and words where it is asked for.
	name === 'condition' ||
	/(?:^|[.\]])(?:id|revision|version|seen|findings|links|session|lapsing|finding|reference|direction|\w+Ids?|\w+Version)$/.test(
		name
	);

/** Fields that one form posts to several acts, of which these do not read them. */
const unread: Record<string, string[]> = {
	[`${on}/papers/[paper]/suggestions accept`]: ['because'],
	[`${on}/bids/[ref]/returns/[return] drop`]: ['seen', 'removeMissing', 'confirmed'],
	'/(signed-in)/admin/posts/[id] end': ['postId'],
	[`${on}/findings share`]: ['kindId', 'themeId', 'lifeStage', 'service', 'reach', 'nature'],
	[`${on}/papers/[paper]/sections/[section] save`]: ['find'],
	// What was typed is kept as it stands.
	[`${on}/papers/[paper]/sections/[section] draft`]: ['find', 'heading', 'body']
};

const longText = 'Quillwort '.repeat(11_000);
const forged = [
	'0',
	'-1',
	'1e99',
	'2147483648',
	'99999999999999',
	'9999999999999999',
	'9'.repeat(40),
	'abc',
	'1:2',
	'٣',
	'1 or 1=1'
];

/** For the other fields of a form: less than nothing, too large for a column and for a number, two in one, other digits. */
const forgedInShort = ['-1', '2147483648', '9'.repeat(40), '1:2', '٣'];

/** Forms that have been tried: the table names some twice, about different records. */
const mistreated = new Set<string>();

let known: Promise<Records> | null = null;
function prepared(demo: Demo): Promise<Records> {
	known ??= makeRecords(demo);
	return known;
}

async function mistreat(demo: Demo, records: Records, act: HttpAct): Promise<string[]> {
	const name = nameOf(act);
	const page = await act.page(records, demo);
	const by = await demo.as(act.by);
	const fill = typeof act.fill === 'function' ? await act.fill(records, demo) : (act.fill ?? {});
	const holding = (await act.holding?.(records, demo)) ?? {};
	const shown = act.bare ? null : await by.get(page);
	const form = shown && formOf(shown.text, act.action, holding);
	if (shown && !form) return [`${name}: ${page} has no form for it: ${shown.status} ${said(shown.text).slice(0, 200)}`];
	const fields = [...filled(form?.fields ?? [], fill)];
	if (act.bare) fields.push(['_key', randomUUID()]);
	const address = addressOf(page, act.action);
	if (mistreated.has(name)) return doneOnce(demo, by, act, address, fields);
	mistreated.add(name);
	const wrong: string[] = [];
	const { required = [], refused = [] } = demands[name] ?? {};

	const before = await standing(demo, name);
	for (const field of required) {
		const isTyped = form?.controls.some((control) => control.name === field && control.typed) ?? false;
		for (const value of isTyped ? ['', ' \n\t ', null] : ['', null]) {
			const body = filled(fields, { [field]: value });
			wrong.push(...refusal(`${name} with ${field} ${JSON.stringify(value)}`, await by.post(address, body), body));
		}
	}
	for (const bad of refused) {
		const body = filled(fields, bad);
		const began = Date.now();
		const answer = await by.post(address, body);
		const what = `${name} with ${JSON.stringify(bad).slice(0, 80)}`;
		wrong.push(...refusal(what, answer, body));
		if (Date.now() - began > 5_000) wrong.push(`${what} took ${Date.now() - began} ms`);
	}

	const names = ofEachKind(
		fields.map(([field]) => field).filter((field) => !field.startsWith('_') && !unread[name]?.includes(field))
	);
	// What reads a form is the same for all its fields: one that is chosen and one that is typed show all it withstands.
	const thorough = [names.find(isIdentifier), names.find((field) => !isIdentifier(field))];
	for (const field of names) {
		const isThorough = thorough.includes(field);
		const values = isIdentifier(field) ? (isThorough ? forged : forgedInShort) : [longText];
		const without = filled(fields, { [field]: null });
		const bodies: Field[][] = [
			...values.map((value) => filled(fields, { [field]: value })),
			...(isThorough ? ['.x', '.toString', '.constructor.x', '[0].nested[1]'] : ['.x']).map((rest): Field[] => [
				...without,
				[`${field}${rest}`, 'x']
			]),
			...(isThorough ? ['.x', '.length', '[1]'] : ['[1]']).map((rest): Field[] => [...fields, [`${field}${rest}`, 'x']])
		];
		const expected = act.done === 200 && act.writesNothing ? [200, 400, 404, 422] : [400, 403, 404, 409, 422];
		const send = async (body: Field[]) => {
			const sent = encoded(body.filter(([one]) => one.startsWith(field)));
			const { status, text } = await by.post(address, body);
			return expected.includes(status)
				? []
				: [`${name} with ${sent.slice(0, 90)}: ${status} ${said(text).slice(0, 200)}`];
		};
		const others = bodies.filter((body) => !same(body, fields));
		// What is read before anything is claimed is read a few at a time.
		if (!withoutKey.has(name)) wrong.push(...(await Promise.all(others.map(send))).flat());
		else for (const body of others) wrong.push(...(await send(body)));
	}
	const after = await standing(demo, name);
	const touched = changedTables(before, after);
	if (wrong.length === 0 && touched.length > 0) wrong.push(`${name} wrote when refused: ${touched.join(', ')}`);

	return [...wrong, ...(await doneOnce(demo, by, act, address, fields))];
}

/** The first and the last of fields that differ in a number alone, such as the lines and years of a grid. */
function ofEachKind(names: readonly string[]): string[] {
	const kinds = Map.groupBy(new Set(names), (name) => name.replace(/\d+/g, '#'));
	return [...kinds.values()]
		.flatMap((alike) => [...new Set([alike[0], alike.at(-1)])])
		.filter((name) => name !== undefined);
}

/** Does the act as it is meant, which later acts build on. */
async function doneOnce(demo: Demo, by: Caller, act: HttpAct, address: string, fields: Field[]): Promise<string[]> {
	const name = nameOf(act);
	if (!withoutKey.has(name)) return pressedOften(demo, by, name, address, fields);
	const { status, text } = await by.post(address, fields);
	return status === (act.done ?? 303) ? [] : [`${name}: ${status} ${said(text)}`];
}

function changedTables(before: Record<string, string>, after: Record<string, string>): string[] {
	return Object.keys(after).filter((table) => after[table] !== before[table]);
}

/** What a refused act must not change. A section that cannot be saved leaves its words in its author's own draft. */
async function standing(demo: Demo, name: string): Promise<Record<string, string>> {
	const { section_drafts: drafts = '', ...others } = await demo.fingerprint();
	return name.endsWith('/sections/[section] save') ? others : { ...others, drafts };
}

/** Eight presses at once and one more: one act, and every answer leads to its outcome. */
async function pressedOften(demo: Demo, by: Caller, name: string, address: string, fields: Field[]): Promise<string[]> {
	const wrong: string[] = [];
	const last = await lastEntry(demo);
	const answers = await Promise.all(Array.from({ length: 8 }, () => by.post(address, fields)));
	const after = await demo.fingerprint();
	const told = new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`));
	if (told.size !== 1 || !answers.every(({ status }) => status === 303)) {
		wrong.push(`${name} pressed eight times: ${[...told].join(', ')} ${said(answers.at(-1)?.text ?? '')}`);
	}
	const twice = await demo.look<{ act: string }>(
		'select act from audit_entries where id > $1 group by act, record_kind, record_id having count(*) > 1',
		[last]
	);
	if (twice.length > 0)
		wrong.push(`${name} pressed eight times did more than once: ${twice.map(({ act }) => act).join(', ')}`);

	const late = await by.post(address, fields);
	if (`${late.status} ${late.headers.location}` !== [...told][0]) wrong.push(`${name} pressed later: ${late.status}`);
	const again = changedTables(after, await demo.fingerprint());
	if (again.length > 0) wrong.push(`${name} pressed later wrote again: ${again.join(', ')}`);
	return wrong;
}

/** What is wrong with a page that refuses a form: it must say what, beside the field, and keep every typed word. */
function refusal(what: string, { status, text }: Answer, body: Field[]): string[] {
	if (status !== 422) return [`${what}: ${status} for 422 ${said(text).slice(0, 300)}`];
	const { title, problems, ids, text: readable } = readPage(text);
	const wrong: string[] = [];
	if (!title.startsWith('Error: ')) wrong.push(`${what}: the title is ${title}`);
	if (problems.length === 0) wrong.push(`${what}: nothing is said to be wrong`);
	for (const problem of problems) {
		if (!/\p{L}{2}/u.test(problem.text)) wrong.push(`${what}: an empty message`);
		if (/\b(?:invalid|undefined|null|NaN|expected|received)\b|\[object/i.test(problem.text))
			wrong.push(`${what}: “${problem.text}”`);
		if (problem.target === null) wrong.push(`${what}: “${problem.text}” leads to no field`);
		else if (!ids.has(problem.target))
			wrong.push(`${what}: “${problem.text}” leads to #${problem.target}, which is not there`);
		else if (![...ids].some((id) => id === `${problem.target}-error`))
			wrong.push(`${what}: nothing stands beside #${problem.target}`);
	}
	const kept = comparable(readable);
	for (const [name, value] of body) {
		if (name.startsWith('_') || isIdentifier(name) || /assword/.test(name) || value.trim().length < 4) continue;
		if (isChoice(text, name)) continue;
		if (!kept.includes(comparable(value).trim())) wrong.push(`${what}: ${name} is not kept`);
	}
	return wrong;
}

/** A form that somebody fills in while somebody else saves theirs. */
const edits: {
	what: string;
	page: (records: Records) => string;
	action?: string;
	by: 'official' | 'secretariat' | 'administrator';
	theirs: Fill;
	mine: Fill;
}[] = [
	{
		what: 'evidence',
		page: (records) => `${review}/evidence/${records.spareEvent}/edit`,
		by: 'official',
		theirs: { title: 'Walnut', notes: 'Chestnut' },
		mine: { title: 'Hazelnut', notes: 'Almond' }
	},
	{
		what: 'a finding',
		page: (records) => `${review}/findings/${records.draftFinding}/edit`,
		by: 'official',
		theirs: { sentence: 'Walnut', scope: 'Chestnut' },
		mine: { sentence: 'Hazelnut', scope: 'Almond' }
	},
	{
		what: 'a recommendation',
		page: (records) => `${review}/recommendations/${records.emerging}/edit`,
		by: 'official',
		theirs: { title: 'Walnut', text: 'Chestnut', measure: 'Beech' },
		mine: { title: 'Hazelnut', text: 'Almond', measure: 'Acorn' }
	},
	{
		what: 'a tag',
		page: (records) => `${review}/findings/${records.finding}/links/${records.linkId}`,
		action: 'change',
		by: 'official',
		theirs: { note: 'Walnut' },
		mine: { note: 'Hazelnut' }
	},
	{
		what: 'the details of a paper',
		page: (records) => `${review}/papers/${records.paper}/details`,
		by: 'secretariat',
		theirs: { title: 'Walnut', handling: 'Chestnut' },
		mine: { title: 'Hazelnut', handling: 'Almond' }
	},
	{
		what: 'the details of a review',
		page: () => `${review}/details`,
		action: 'details',
		by: 'secretariat',
		theirs: { commission: 'Walnut', commissionedBy: 'Chestnut' },
		mine: { commission: 'Hazelnut', commissionedBy: 'Almond' }
	},
	{
		what: 'a department',
		page: () => '/admin/departments/3',
		by: 'administrator',
		theirs: { name: 'Walnut', shortName: 'Chestnut', since: '2021-01-01' },
		mine: { name: 'Hazelnut', shortName: 'Almond', since: '2022-01-01' }
	},
	{
		what: 'a post',
		page: () => '/admin/posts/3/edit',
		by: 'administrator',
		theirs: { title: 'Walnut' },
		mine: { title: 'Hazelnut' }
	},
	{
		what: 'a person',
		page: () => '/admin/people/3/edit',
		by: 'administrator',
		theirs: { name: 'Walnut', email: 'chestnut@walnut.example' },
		mine: { name: 'Hazelnut', email: 'almond@hazelnut.example' }
	}
];

for (const { what, page, action = '', by, theirs, mine } of edits) {
	test(`${what} changed by somebody else shows both texts, and a second press saves knowingly`, async ({ demo }) => {
		const records = await prepared(demo);
		const caller = await demo.as(by);
		const address = addressOf(page(records), action);
		const late = await fieldsOn(caller, page(records), action, mine);
		await press(caller, page(records), action, theirs);

		const before = await demo.fingerprint();
		const refused = await caller.post(address, late);
		expect(refused.status, said(refused.text)).toBe(409);
		const { title, problems, text } = readPage(refused.text);
		expect(title).toMatch(/^Error: /);
		expect(problems.map((problem) => problem.text).join(' ')).toMatch(/changed|saved|renamed/i);
		for (const words of [...Object.values(mine), ...Object.values(theirs)]) {
			// Each word by itself: where the two differ, the page sets them side by side.
			for (const one of String(words).match(/\p{L}+/gu) ?? []) expect(text).toContain(one);
		}
		expect(await demo.fingerprint()).toEqual(before);
		expect((await caller.post(address, late)).status, 'pressed again without reading').toBe(409);

		const again = formOf(refused.text, action, { _key: keyIn(refused.text, action) })?.fields ?? [];
		for (const [name, value] of Object.entries(mine)) expect(again).toContainEqual([name, value]);
		const saved = await caller.post(address, again);
		expect(saved.status, said(saved.text)).toBe(303);
		const now = await fieldsOn(caller, page(records), action);
		for (const [name, value] of Object.entries(mine)) if (name !== 'since') expect(now).toContainEqual([name, value]);
		expect(demo.errorLines()).toEqual([]);
	});
}

function keyIn(html: string, action: string): string {
	return formOf(html, action)?.fields.find(([name]) => name === '_key')?.[1] ?? '';
}

/** Makes a caller's sessions as old as if nobody had touched them for an hour. */
async function letSessionsEnd(demo: Demo, email: string): Promise<void> {
	await demo.look(
		`update sessions set last_seen_at = last_seen_at - interval '1 hour'
		where person_id = (select person_id from accounts where email = $1)`,
		[email]
	);
}

const officialEmail = 'evidence@families.fictional.example';

test('a session that ends in mid-form loses no word', async ({ demo }) => {
	await prepared(demo);
	const typed = visit('Written & "unsaved" <b>');
	const late = await demo.enter('official');
	const fields = await fieldsOn(late, `${review}/evidence/new`, '', {
		...typed,
		notes: 'First line\n\nSecond line with ’ and 💥\n',
		'people[1].role': 'A second person'
	});
	await letSessionsEnd(demo, officialEmail);
	const before = await demo.fingerprint();

	const asked = await late.post(`${review}/evidence/new`, fields);
	expect(asked.status).toBe(401);
	expect(readPage(asked.text).text).toContain('what you sent is kept');
	expect(await demo.fingerprint()).toEqual(before);

	const signIn = (html: string, email: string, password: string) =>
		late.post('/sign-in/again?/signIn', filled(againForm(html), { email, password }));
	const mistyped = await signIn(asked.text, officialEmail, 'not my password');
	expect(mistyped.status).toBe(422);
	const tampered = await late.post(
		'/sign-in/again?/signIn',
		filled(againForm(asked.text), {
			email: officialEmail,
			password: firstWords,
			parcel: `x${fieldIn(againForm(asked.text), 'parcel')}`
		})
	);
	expect(tampered.status).toBe(400);
	const resealed = await late.post(
		'/sign-in/again?/signIn',
		filled(againForm(asked.text), { email: officialEmail, password: firstWords, seal: 'A'.repeat(43) })
	);
	expect(resealed.status).toBe(400);

	const carried = await signIn(mistyped.text, officialEmail, firstWords);
	expect(carried.status, said(carried.text)).toBe(200);
	for (const words of ['Written & "unsaved" <b>', 'Second line with ’ and 💥', 'A second person']) {
		expect(readPage(carried.text).text).toContain(words);
	}
	const form = readPage(carried.text).forms.find(({ action }) => action === `${review}/evidence/new`);
	expect(form?.fields.filter(([name]) => name !== '_key')).toEqual(fields.filter(([name]) => name !== '_key'));
	const saved = await late.post(`${review}/evidence/new`, form?.fields ?? []);
	expect(saved.status, said(saved.text)).toBe(303);
	const [event] = await demo.look<{ notes: string; roles: string }>(
		`select n.notes, string_agg(c.role, '; ' order by c.id) as roles from evidence_events e
		join event_notes n on n.event_id = e.id join contributors c on c.event_id = e.id
		where e.title = $1 group by n.notes`,
		['Written & "unsaved" <b>']
	);
	expect(event).toEqual({
		notes: 'First line\n\nSecond line with ’ and 💥',
		roles: `${word} matron; A second person`
	});

	// Words go to nobody but the one who wrote them.
	await letSessionsEnd(demo, officialEmail);
	const second = await late.post(`${review}/evidence/new`, fields);
	const another = await late.post(
		'/sign-in/again?/signIn',
		filled(againForm(second.text), { email: 'evidence@care.fictional.example', password: await careWords(demo) })
	);
	expect(another.status).toBe(200);
	expect(another.text).not.toContain('Second line');

	// A script is told the fact alone: its page still holds the words.
	await letSessionsEnd(demo, officialEmail);
	const toScript = await (
		await demo.enter('nobody')
	).send(`${review}/evidence/new`, {
		method: 'POST',
		headers: {
			...{ origin: demo.url, 'sec-fetch-site': 'same-origin', 'content-type': urlencoded },
			...{ accept: 'application/json', 'x-sveltekit-action': 'true' }
		},
		body: encoded(fields)
	});
	expect([toScript.status, JSON.parse(toScript.text)]).toMatchObject([401, { type: 'error', status: 401 }]);
	// A new password has ended the sessions of Care's official too.
	for (const role of ['official', 'careOfficial'] as const) await (await demo.as(role)).enterAgain();
	expect(demo.errorLines()).toEqual([]);
});

function againForm(html: string): Field[] {
	return readPage(html).forms.find(({ action }) => action === '/sign-in/again?/signIn')?.fields ?? [];
}

function fieldIn(fields: Field[], name: string): string {
	return fields.find(([field]) => field === name)?.[1] ?? '';
}

/** Gives the official of Care a password through a link. @returns it */
async function careWords(demo: Demo): Promise<string> {
	const [{ id } = { id: '' }] = await demo.look<{ id: string }>(
		'select person_id as id from accounts where email = $1',
		['evidence@care.fictional.example']
	);
	const { text } = await (await demo.as('administrator')).post(`/admin/people/${id}/password-link`, []);
	const [link = ''] = /\/password\/[\w-]+/.exec(text) ?? [];
	await press(await demo.enter('nobody'), link, '', { newPassword: firstWords });
	return firstWords;
}

test('what cannot be stored or printed is left out, and the rest is kept', async ({ demo }) => {
	await prepared(demo);
	const official = await demo.as('official');
	const fields = await fieldsOn(official, `${review}/evidence/new`, '', visit('Plain'));
	const raw = (name: string, bytes: string) => `${encodeURIComponent(name)}=${bytes}`;
	const others = encoded(fields.filter(([name]) => name !== 'title' && name !== 'notes'));
	const hostile = `a%00b%01c%0Bd%1Be%7Ff%EF%BF%BE%EF%BF%BFg`;
	const answer = await official.send(`${review}/evidence/new`, {
		method: 'POST',
		headers: { origin: demo.url, 'sec-fetch-site': 'same-origin', 'content-type': urlencoded },
		// A lone surrogate and half a character, as no browser sends them.
		body: [others, raw('title', `${hostile}+%ED%A0%80+%C3`), raw('notes', `${hostile}%0D%0A%E2%80%AEnext%0Dlast`)].join(
			'&'
		)
	});
	expect(answer.status, said(answer.text)).toBe(303);
	const page = answer.headers.location ?? '';
	const [stored] = await demo.look<{ title: string; notes: string }>(
		`select e.title, n.notes from evidence_events e join event_notes n on n.event_id = e.id
		where e.number = $1 and e.title like 'abc%'`,
		[nameIn(page).slice(1)]
	);
	expect(stored?.title).toMatch(/^abc ?d?.*g/);
	for (const text of [stored?.title ?? '', stored?.notes ?? '']) {
		expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
	}
	expect(stored?.notes).toContain('next\nlast');
	const shown = await official.get(page);
	expect(shown.status).toBe(200);
	expect(demo.errorLines()).toEqual([]);
});

const payloads = [
	'<script>alert(1)</script>',
	'<img src=x onerror=alert(1)>',
	'<svg onload=alert(1)>',
	'<iframe srcdoc="<script>alert(1)</script>">',
	'[click](javascript:alert(1))',
	'[click](JaVaScRiPt&colon;alert(1))',
	'[click](data:text/html,<script>alert(1)</script>)',
	'[click](vbscript:x)',
	'[click](//evil.example)',
	'![x](javascript:alert(1))',
	'![x](https://evil.example/track.png)',
	'<a href="javascript:alert(1)">x</a>',
	'<https://evil.example/"onmouseover="alert(1)>',
	'[x]: javascript:alert(1)\n\n[x]',
	'`<script>alert(1)</script>`',
	'```\n</code></pre><script>alert(1)</script>\n```',
	'| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |',
	'<style>body{display:none}</style>',
	'<form action="https://evil.example"><input name=password>',
	'<base href="https://evil.example">',
	'&lt;script&gt;alert(1)&lt;/script&gt;',
	'{@html "<script>alert(1)</script>"}',
	'</textarea><script>alert(1)</script>',
	'</title><script>alert(1)</script>'
];

test('hostile Markdown is shown as words and does nothing', async ({ demo }) => {
	const records = await prepared(demo);
	const [official, secretariat] = [await demo.as('official'), await demo.as('secretariat')];
	const everything = payloads.join('\n\n');
	const event = await press(official, `${review}/evidence/new`, '', {
		...visit(`${word} <script>alert(1)</script>`),
		notes: everything,
		host: payloads[1] ?? ''
	});
	const section = `${review}/papers/${records.exposedPaper}/sections/${records.exposedSectionId}`;
	await press(secretariat, section, 'save', { heading: '<script>alert(1)</script>', body: everything });
	await press(secretariat, `${review}/details`, 'details', {
		commission: everything,
		banner: '<script>alert(1)</script>'
	});
	const preview = await secretariat.post(`${section}?/preview`, await fieldsOn(secretariat, section, 'preview'));
	const export_ = await secretariat.get(`${review}/papers/${records.exposedPaper}/export?format=html`);
	const pages: Record<string, Answer> = {
		event: await official.get(event),
		passages: await official.get(`${event}/passages`),
		edit: await official.get(`${event}/edit`),
		list: await official.get(`${review}/evidence`),
		section: await secretariat.get(section),
		preview,
		paper: await secretariat.get(`${review}/papers/${records.exposedPaper}`),
		snapshots: await secretariat.get(`${review}/papers/${records.exposedPaper}/snapshots`),
		export: export_,
		overview: await secretariat.get(review),
		details: await secretariat.get(`${review}/details`)
	};
	for (const [name, { status, text }] of Object.entries(pages)) {
		expect(status, name).toBe(200);
		// What SvelteKit itself puts into a page to start it carries the page's nonce.
		const markup = text.replace(/<script nonce="[^"]+">[\s\S]*?<\/script>/g, '');
		for (const { name: tag, attributes } of tagsOf(markup)) {
			expect(['iframe', 'base', 'object', 'embed'], name).not.toContain(tag);
			if (tag === 'script') expect(attributes.get('src') ?? '', name).toMatch(/^\/_app\/immutable\//);
			for (const [attribute, value] of attributes) {
				expect(attribute, `${name}: <${tag}>`).not.toMatch(/^on/);
				if (!['href', 'src', 'action', 'formaction', 'srcset', 'xlink:href'].includes(attribute)) continue;
				expect(value, `${name}: <${tag} ${attribute}>`).not.toMatch(/^\s*(?:javascript|vbscript|data:text)/i);
				if (tag !== 'a') expect(value, `${name}: <${tag} ${attribute}>`).not.toContain('evil.example');
			}
		}
	}
	expect(demo.errorLines()).toEqual([]);
});

test('notes of 100 KB are kept to the last letter, and one letter more is refused with all of them', async ({
	demo
}) => {
	await prepared(demo);
	const official = await demo.as('official');
	const paragraph = 'The clinic opens late, says everybody we met in the queue. '.repeat(8).trim();
	const notes = `${paragraph}\n\n`.repeat(300).slice(0, 102_395) + ' end.';
	const page = await press(official, `${review}/evidence/new`, '', { ...visit('Long'), notes });
	const began = Date.now();
	const shown = await official.get(page);
	expect(shown.status).toBe(200);
	expect(shown.text).toContain(' end.');
	expect(Date.now() - began).toBeLessThan(10_000);
	expect(await fieldsOn(official, `${page}/edit`, '')).toContainEqual(['notes', notes]);
	expect((await official.get(`${page}/passages`)).status).toBe(200);

	const fields = await fieldsOn(official, `${page}/edit`, '', { notes: `${notes}x` });
	const refused = await official.post(`${page}/edit`, fields);
	expect(refused.status).toBe(422);
	expect(formOf(refused.text, '')?.fields).toContainEqual(['notes', `${notes}x`]);
	expect(demo.errorLines()).toEqual([]);
});

test('records of another review cannot be named in a form', async ({ demo }) => {
	const records = await prepared(demo);
	const wrong: string[] = [];
	for (const act of acts) {
		const by = await demo.as(act.by);
		const page = await Promise.resolve(act.page(records, demo)).catch(() => null);
		if (act.writesNothing) continue;
		const shown = page === null || act.bare ? null : await by.get(page);
		const form = shown?.status === 200 ? formOf(shown.text, act.action) : null;
		if (page === null || !form) continue;
		const fill = await Promise.resolve(typeof act.fill === 'function' ? act.fill(records, demo) : act.fill).catch(
			() => ({})
		);
		const fields = filled(form.fields, fill ?? {});
		for (const field of new Set(fields.map(([name]) => name))) {
			const foreign = await foreignId(demo, field);
			if (foreign === null) continue;
			const before = await demo.fingerprint();
			const { status, text } = await by.post(addressOf(page, act.action), filled(fields, { [field]: foreign }));
			const what = `${nameOf(act)} with ${field} ${foreign}`;
			if (![403, 404, 409, 422].includes(status)) wrong.push(`${what}: ${status} ${said(text).slice(0, 200)}`);
			const wrote = changedTables(before, await demo.fingerprint());
			if (wrote.length > 0) wrong.push(`${what} wrote ${wrote.join(', ')}`);
		}
	}
	expect(wrong).toEqual([]);
	expect(demo.errorLines()).toEqual([]);
});

/** The number of a record of the other review, for fields that name one of this review. */
async function foreignId(demo: Demo, field: string): Promise<string | null> {
	const tables: Record<string, string> = {
		recommendationId: 'recommendations',
		teamId: 'teams',
		leadTeamId: 'teams',
		partnerTeamIds: 'teams',
		questionId: 'questions',
		kindId: 'finding_kinds',
		themeId: 'themes',
		contributorId: 'contributors',
		linkId: 'links',
		membershipId: 'memberships',
		milestoneId: 'milestones',
		sectionId: 'sections',
		checkId: 'accuracy_checks',
		relationId: 'finding_relations',
		chairPostId: 'memberships',
		sponsorPostId: 'memberships',
		'people[0].id': 'contributors'
	};
	const table = tables[field];
	if (!table) return null;
	const column = field === 'chairPostId' || field === 'sponsorPostId' ? 'post_id' : 'id';
	const [row] = await demo.look<{ id: string }>(
		`select r.${column} as id from ${table} r join reviews v on v.id = r.review_id and v.slug = 'first-1001-days' limit 1`
	);
	return row ? String(row.id) : null;
}

function comparable(text: string): string {
	return text.replace(/\s+/g, ' ');
}

/** A nonsense value of a list of choices has no place on the page to be kept in. */
function isChoice(html: string, name: string): boolean {
	const escaped = name.replace(/[.[\]]/g, '\\$&');
	return new RegExp(
		`<select[^>]* name="${escaped}"|<input[^>]* name="${escaped}"[^>]* type="(?:radio|checkbox|hidden)"|<input[^>]* type="(?:radio|checkbox|hidden)"[^>]* name="${escaped}"`
	).test(html);
}

function nameOf({ route, action }: HttpAct): string {
	return action === '' ? route : `${route} ${action}`;
}

function same(one: Field[], other: Field[]): boolean {
	return encoded(one.toSorted()) === encoded(other.toSorted());
}

async function lastEntry(demo: Demo): Promise<string> {
	const [row] = await demo.look<{ last: string }>('select max(id) as last from audit_entries');
	return row?.last ?? '0';
}

// Last, since it does every act there is, and so uses up the records.
test('every form says what is wrong and keeps what was typed, then works, once however often it is pressed', async ({
	demo
}) => {
	// Two hundred acts, each in a dozen bad ways.
	test.setTimeout(1_200_000);
	const records = await prepared(demo);
	const wrong: string[] = [];
	for (const act of acts) {
		// Later acts build on this one: what is wrong with it is told with what is wrong with them.
		const found = await mistreat(demo, records, act).catch((error: unknown) => [`${nameOf(act)}: ${String(error)}`]);
		wrong.push(...found);
	}
	expect(wrong).toEqual([]);
	expect(demo.errorLines()).toEqual([]);
});
