import { CamelCasePlugin, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '#lib/access/accounts.server.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { verifyAudit } from '#lib/audit/verify.server.ts';
import { asActor, asVisitor } from '#lib/db/asActor.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import type { Database } from '#lib/db/schema.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { readObstacles } from '#lib/rounds/standings.server.ts';
import { listPublished } from '#lib/papers/public/queries.server.ts';
import { isLapsed } from '#lib/positions/position.ts';
import { accounts } from '../../src/cli/demo/accounts.ts';
import { first1001Days } from '../../src/cli/demo/first-1001-days.ts';
import { demoState, loadDemo } from '../../src/cli/demo/load.ts';
import { startInLife } from '../../src/cli/demo/start-in-life.ts';
import { separateEngine, type SeparateEngine } from '../support/engines.ts';

const now = new Date('2026-03-16T10:00:00.000Z');

let separate: SeparateEngine;
let owner: Kysely<Database>;

beforeAll(async () => {
	separate = await separateEngine();
	owner = separate.owner.withPlugin(new CamelCasePlugin());
	useEngine(separate.engine);
	expect(await demoState(now)).toBe('empty');
	await loadDemo(now);
}, 300_000);

afterAll(async () => {
	useEngine(null);
	await separate.remove();
});

/** What the secretariat noted as members spoke. */
const saidInMeetings = (startInLife.meetings ?? []).flatMap(({ held }) => held?.said ?? []);

describe('the demo, loaded through the commands of the screens', () => {
	test('is recognised, so that it is loaded once', async () => {
		expect(await demoState(now)).toBe('loaded');
		await expect(loadDemo(now)).rejects.toThrow();
		expect(await countOf('reviews')).toBe(2);
	});

	test('keeps away from a database that holds other people’s work', async () => {
		const other = await separateEngine();
		useEngine(other.engine);
		try {
			const own = { name: 'Ada', email: 'ada@families.example', passwordHash: null };
			await createAccount({ ...own, isAdministrator: true, mayCreateReviews: false }, now);
			expect(await demoState(now)).toBe('not_a_demo');
			await createAccount(
				{ ...own, email: accounts[0]?.email ?? '', isAdministrator: true, mayCreateReviews: false },
				now
			);
			expect(await demoState(now)).toBe('half_loaded');
		} finally {
			useEngine(separate.engine);
			await other.remove();
		}
	});

	test('holds the closed review as reported and the open one that is fiction, each under its banner', async () => {
		const reviews = await owner.selectFrom('reviews').select(['slug', 'state', 'banner']).orderBy('id').execute();
		expect(reviews).toEqual([first1001Days, startInLife].map(({ slug, state, banner }) => ({ slug, state, banner })));
	});

	test('gives everybody an account without a password, in the role that their button names', async () => {
		const stored = await owner.selectFrom('accounts').select(['email', 'personId', 'passwordHash']).execute();
		const predecessors = startInLife.posts.flatMap(({ predecessor }) => (predecessor ? [predecessor.email] : []));
		const known = [...accounts.map(({ email }) => email), ...predecessors];
		expect(stored.map(({ email }) => email).toSorted()).toEqual(known.toSorted());
		expect(stored.filter(({ passwordHash }) => passwordHash !== null)).toEqual([]);
		for (const account of accounts) {
			const actor = await loadActor(stored.find(({ email }) => email === account.email)?.personId ?? 0, now);
			expect(actor?.isAdministrator, account.key).toBe(account.administrator ?? false);
			const reviews = actor?.memberships.map((membership) => membership.reviewSlug);
			expect(reviews, account.key).toEqual(account.review === undefined ? [] : [account.review]);
		}
	});

	test.each([first1001Days, startInLife])('has every record of $slug, marked as $provenance', async (review) => {
		const events = await owner
			.selectFrom('evidenceEvents')
			.innerJoin('reviews', 'reviews.id', 'evidenceEvents.reviewId')
			.select(['evidenceEvents.state', 'evidenceEvents.provenance'])
			.where('reviews.slug', '=', review.slug)
			.execute();
		const findings = await owner
			.selectFrom('findings')
			.innerJoin('reviews', 'reviews.id', 'findings.reviewId')
			.select(['findings.state', 'findings.provenance', 'findings.passageCount'])
			.where('reviews.slug', '=', review.slug)
			.execute();
		const recommendations = await owner
			.selectFrom('recommendations')
			.innerJoin('reviews', 'reviews.id', 'recommendations.reviewId')
			.select(['recommendations.state', 'recommendations.provenance'])
			.where('reviews.slug', '=', review.slug)
			.execute();
		expect(tally(events)).toEqual(tally(review.events));
		expect(tally(findings)).toEqual(tally(review.findings));
		expect(tally(recommendations)).toEqual(tally(review.recommendations));
		expect(findings.reduce((sum, { passageCount }) => sum + passageCount, 0)).toBe(
			review.findings.reduce((sum, { passages }) => sum + passages.length, 0)
		);
		const all = [...events, ...findings, ...recommendations];
		expect(all.filter(({ provenance }) => provenance !== review.provenance)).toEqual([]);
	});

	test('has forty fictional findings, in a state each', async () => {
		const findings = await owner.selectFrom('findings').select('state').where('provenance', '=', 'fictional').execute();
		expect(findings).toHaveLength(40);
		expect(Object.keys(tally(findings)).toSorted()).toEqual(['draft', 'shared', 'withdrawn']);
	});

	test('has a position of every kind, and exactly one that lapsed', async () => {
		const answers = await owner
			.selectFrom('answers')
			.innerJoin('recommendations', 'recommendations.id', 'answers.recommendationId')
			.innerJoin('posts', 'posts.id', 'answers.postId')
			.select(['answers.stance', 'answers.subjectVersion', 'recommendations.materialVersion', 'posts.title'])
			.where('answers.kind', '=', 'position')
			.execute();
		expect(tally(answers.map(({ stance }) => ({ state: stance })))).toEqual(
			tally([...startInLife.positions, ...saidInMeetings].map(({ stance }) => ({ state: stance })))
		);
		const lapsed = answers.filter((answer) => isLapsed(answer, answer));
		expect(lapsed.map(({ title }) => title)).toEqual(['Minister for Safety at Home']);
	});

	test('says who recorded a position for whom, and how it was said', async () => {
		const answers = await owner
			.selectFrom('answers')
			.select(['postId', 'recordedByPostId', 'conveyed'])
			.where('kind', '=', 'position')
			.execute();
		const onBehalf = answers.filter(({ postId, recordedByPostId }) => postId !== recordedByPostId);
		const byOffices = startInLife.positions.filter(({ recordedBy }) => recordedBy);
		expect(onBehalf).toHaveLength(byOffices.length + saidInMeetings.length);
		expect(onBehalf.filter(({ conveyed }) => conveyed === 'self')).toEqual([]);
	});

	test('records the agreement of the group on what it recommends', async () => {
		const decisions = await owner
			.selectFrom('decisions')
			.innerJoin('recommendations', 'recommendations.id', 'decisions.recommendationId')
			.select(['recommendations.title', 'recommendations.state', 'decisions.kind'])
			.execute();
		const agreed = startInLife.recommendations.filter(({ state }) => state === 'recommended');
		const byGroup = decisions.filter(({ kind }) => kind === 'group');
		expect(byGroup.map(({ title }) => title).toSorted()).toEqual(agreed.map(({ title }) => title).toSorted());
		expect(decisions.filter(({ state }) => state !== 'recommended')).toEqual([]);
	});

	test('asks for a re-check of what was reworded or withdrawn, and of nothing else', async () => {
		const links = await owner
			.selectFrom('links')
			.innerJoin('recommendations', 'recommendations.id', 'links.recommendationId')
			.innerJoin('reviews', 'reviews.id', 'links.reviewId')
			.select(['recommendations.title', 'links.needsRecheck', 'reviews.slug'])
			.where('links.removedAt', 'is', null)
			.execute();
		expect(links).toHaveLength(first1001Days.links.length + startInLife.links.length);
		const reworded = startInLife.recommendations.filter(({ laterEdits }) => laterEdits).map(({ key }) => key);
		const gone = startInLife.findings.filter(({ state }) => state === 'withdrawn').map(({ key }) => key);
		const expected = startInLife.links.filter(
			(link) => reworded.includes(link.recommendation) || gone.includes(link.finding)
		);
		expect(expected.length).toBeGreaterThan(0);
		expect(links.filter((link) => link.needsRecheck)).toHaveLength(expected.length);
	});

	test('erased what was taken back, and keeps only that something was said', async () => {
		const withdrawn = await owner
			.selectFrom('passages')
			.select(['quote', 'startsAt', 'contributorId'])
			.where('consent', '=', 'withdrawn')
			.execute();
		expect(withdrawn).toHaveLength(2);
		expect(withdrawn.filter((passage) => Object.values(passage).some((value) => value !== null))).toEqual([]);
	});

	test('has papers that cite and place records, and a snapshot whose hash is of its text', async () => {
		const papers = await owner.selectFrom('papers').select(['title', 'gate']).orderBy('id').execute();
		expect(papers).toEqual([
			{ title: 'First 1,001 days: draft interim update to the joint all-party groups', gate: 'working' },
			{ title: 'Start in life: what the group recommends', gate: 'exposure' },
			{ title: 'Start in life: what we have heard so far', gate: 'working' },
			{ title: 'Start in life: what I ask of your department', gate: 'working' },
			{ title: 'Start in life: an update for those who told us', gate: 'published' },
			{ title: 'Asking about safety at every booking', gate: 'final' },
			{ title: 'Family hubs, and help within four weeks', gate: 'final' },
			{ title: 'Start in life: what the same health visitor would cost', gate: 'working' }
		]);
		const bodies = await owner.selectFrom('sections').select('body').where('removedAt', 'is', null).execute();
		expect(bodies.filter(({ body }) => /F:|R:/.test(body))).toEqual([]);
		expect(bodies.filter(({ body }) => body === '')).toEqual([]);
		expect(await countOf('citations')).toBeGreaterThan(40);
		expect(await countOf('slots')).toBe(27);
		const snapshots = await owner
			.selectFrom('snapshots')
			.select(['content', 'sha256', 'marking'])
			.orderBy('id')
			.execute();
		expect(snapshots).toHaveLength(4);
		for (const snapshot of snapshots) expect(snapshot.sha256).toBe(sha256(snapshot.content));
		expect(snapshots[0]?.marking).toMatch(/^OFFICIAL-SENSITIVE/);
	});

	test('has a write-round that nothing stands against, one that waits for the Exchequer, and one in preparation', async () => {
		const secretariat = await loadActor(await personOf('fictional-secretariat'), now);
		if (!secretariat) throw new Error('The secretariat has no account');
		const { id: reviewId } = await owner
			.selectFrom('reviews')
			.select('id')
			.where('slug', '=', 'start-in-life')
			.executeTakeFirstOrThrow();
		const stands = await asActor(secretariat, async (trx) => {
			const found = [];
			for (const name of ['W1', 'W2', 'W3']) {
				const round = await getRound(trx, secretariat, reviewId, name);
				found.push((await readObstacles(trx, secretariat, round))?.map(({ gate }) => gate));
			}
			return found;
		});
		expect(stands[0]).toEqual([]);
		expect(stands[1]).toContain('treasury_content');
		expect(stands[2]).toEqual(['round']);
	});

	test('has published an update of nested sections, which leaves out what the rules found', async () => {
		const nested = await owner
			.selectFrom('sections')
			.innerJoin('papers', 'papers.id', 'sections.paperId')
			.innerJoin('sections as parent', 'parent.id', 'sections.parentId')
			.select(['sections.heading', 'parent.heading as within'])
			.where('papers.gate', '=', 'published')
			.orderBy('sections.rank')
			.execute();
		expect(nested).toEqual([
			{ heading: 'Finding what there is', within: 'What we have heard' },
			{ heading: 'The first weeks', within: 'What we have heard' }
		]);
		const published = await asVisitor(now, listPublished);
		expect(published.map(({ title }) => title)).toEqual(['Start in life: what families have told us so far']);
		const files = await owner.selectFrom('publishedFiles').select(['format', 'bytes']).orderBy('format').execute();
		expect(files.map(({ format }) => format)).toEqual(['html', 'pdf']);
		const [html = '', pdf = ''] = files.map(({ bytes }) => Buffer.from(bytes).toString());
		expect(html).toContain('34 joined a group before they left');
		expect(html).toContain('What this copy leaves out');
		for (const gone of ['Families and Communities Committee', 'visits@']) expect(html).not.toContain(gone);
		expect(pdf.slice(0, 5)).toBe('%PDF-');
	});

	test('has words of disagreement that their office agreed, and evidence that a paper declines to print', async () => {
		const words = await owner
			.selectFrom('disagreementWords')
			.innerJoin('posts', 'posts.id', 'disagreementWords.agreedByPostId')
			.select('posts.title')
			.where('withdrawnAt', 'is', null)
			.execute();
		expect(words).toEqual([{ title: startInLife.posts.find(({ key }) => key === 'places-office')?.title }]);
		const declined = await owner.selectFrom('declinedViews').select('because').execute();
		expect(declined.map(({ because }) => because)).toEqual([expect.stringContaining('name their hub')]);
		const { data } = await owner
			.selectFrom('slots')
			.select('data')
			.where('kind', '=', 'disagreement')
			.executeTakeFirstOrThrow();
		expect(data).toContain('provided that its cost to councils is met in full');
	});

	test('leaves a record that verifies, in the order of time, on the days of its story', async () => {
		const reports = await verifyAudit(now);
		expect(reports.map(({ review, fault }) => ({ review, fault }))).toEqual(
			[null, 'first-1001-days', 'start-in-life'].map((review) => ({ review, fault: null }))
		);
		const entries = await owner
			.selectFrom('auditEntries')
			.leftJoin('reviews', 'reviews.id', 'auditEntries.reviewId')
			.select(['auditEntries.at', 'reviews.slug'])
			.orderBy('auditEntries.id')
			.execute();
		for (const slug of ['first-1001-days', 'start-in-life']) {
			const times = entries.filter((entry) => entry.slug === slug).map(({ at }) => at.getTime());
			expect(times).toEqual(times.toSorted((a, b) => a - b));
		}
		const reported = entries.filter((entry) => entry.slug === 'first-1001-days');
		expect(reported.filter(({ at }) => at.getUTCFullYear() < 2018 || at.getUTCFullYear() > 2019)).toEqual([]);
		expect(entries.filter(({ at }) => at >= now)).toEqual([]);
	});

	test('lets nobody of one review know of the other', async () => {
		const outsider = await loadActor(await personOf('fictional-secretariat'), now);
		if (!outsider) throw new Error('The secretariat has no account');
		const seen = await asActor(outsider, (trx) => trx.selectFrom('evidenceEvents').select('provenance').execute());
		expect(new Set(seen.map(({ provenance }) => provenance))).toEqual(new Set(['fictional']));
	});
});

function tally(records: readonly { state: string }[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { state } of records) counts[state] = (counts[state] ?? 0) + 1;
	return counts;
}

async function countOf(table: 'reviews' | 'citations' | 'slots'): Promise<number> {
	const { count } = await owner
		.selectFrom(table)
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

async function personOf(key: string): Promise<number> {
	const email = accounts.find((account) => account.key === key)?.email ?? '';
	const { personId } = await owner
		.selectFrom('accounts')
		.select('personId')
		.where('email', '=', email)
		.executeTakeFirstOrThrow();
	return personId;
}
