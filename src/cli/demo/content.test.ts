import { describe, expect, test } from 'vitest';
import { TITLE_LINES, addLengths, estimatePages, measureHeading, measureLength } from '#lib/documents/length.ts';
import { eventKinds, eventStates, eventStatuses } from '#lib/evidence/event.ts';
import { findingStates, isStale, natures, reaches } from '#lib/findings/finding.ts';
import { grades, conveyances, positionStances } from '#lib/positions/position.ts';
import { linkStances } from '#lib/recommendations/link.ts';
import { costStatuses, levers, recommendationStates, routes } from '#lib/recommendations/recommendation.ts';
import { firstFindingKinds, marksAboveCeiling } from '#lib/reviews/review.ts';
import { accounts } from './accounts.ts';
import { first1001Days } from './first-1001-days.ts';
import { day, type DemoEvent, type DemoFinding, type DemoReview, isoDate } from './shape.ts';
import { startInLife } from './start-in-life.ts';

const today = '2026-03-16';
const reviews = [first1001Days, startInLife];

describe('dates', () => {
	test('count from today across a month and a change of clocks, and leave ISO dates alone', () => {
		expect(isoDate(day(-16), today)).toBe('2026-02-28');
		expect(isoDate(day(21), today)).toBe('2026-04-06');
		expect(isoDate('2019-04-29', today)).toBe('2019-04-29');
	});
});

describe('accounts', () => {
	test('have addresses that reach nobody, and no key or address twice', () => {
		expect(accounts.filter((account) => !/^[a-z.]+@[a-z-]+(\.[a-z-]+)*\.example$/.test(account.email))).toEqual([]);
		expect(repeated(accounts.map((account) => account.email))).toEqual([]);
		expect(repeated(accounts.map((account) => account.key))).toEqual([]);
	});

	test('hold one post of their own review, except the administrator, who holds none', () => {
		for (const account of accounts) {
			const held = reviews.flatMap((review) =>
				review.posts.filter((post) => post.holder === account.key).map(() => review.slug)
			);
			expect(held, account.key).toEqual(account.administrator ? [] : [account.review]);
		}
	});

	test.each(reviews)('cover the roles of $slug, two departments whole', (review) => {
		const held = new Set(review.posts.filter((post) => post.holder).map((post) => post.key));
		const rolesOf = (department: string) =>
			review.teams
				.filter((team) => team.department === department)
				.flatMap((team) => team.memberships.filter((member) => held.has(member.post)).map((member) => member.role));
		const whole = review.departments.filter(({ key }) =>
			['official', 'minister', 'private_office', 'special_adviser', 'cabinet_private_office'].every((role) =>
				rolesOf(key).some((one) => one === role)
			)
		);
		const all = review.departments.flatMap(({ key }) => rolesOf(key));
		expect(whole.length).toBeGreaterThanOrEqual(2);
		expect(all).toEqual(expect.arrayContaining(['secretariat', 'chair', 'treasury', 'observer']));
	});
});

describe.each(reviews)('$slug', (review) => {
	const events = byKey(review.events);
	const findings = byKey(review.findings);
	const recommendations = byKey(review.recommendations);
	const posts = byKey(review.posts);
	const themes = byKey(review.themes);
	const teams = new Set(review.teams.map((team) => team.department));

	test('uses no key twice', () => {
		for (const records of [
			review.departments,
			review.posts,
			review.themes,
			review.events,
			review.findings,
			review.recommendations,
			review.papers
		])
			expect(repeated(records.map((record) => record.key))).toEqual([]);
	});

	test('has posts, teams and members that exist, one answering minister and one chair at most', () => {
		const departments = new Set(review.departments.map((department) => department.key));
		const holders = new Set(accounts.map((account) => account.key));
		for (const post of review.posts) {
			expect(departments, post.key).toContain(post.department);
			if (post.serves) expect(posts, post.key).toHaveProperty(post.serves);
			if (post.holder) expect(holders, post.key).toContain(post.holder);
		}
		for (const team of review.teams) {
			for (const member of team.memberships) expect(posts[member.post]?.department, member.post).toBe(team.department);
			expect(team.memberships.filter((member) => member.role === 'minister').length).toBeLessThanOrEqual(1);
		}
		const chairs = review.teams.flatMap((team) => team.memberships.filter((member) => member.role === 'chair'));
		expect(chairs.map((member) => member.post)).toEqual([review.chair]);
		expect(review.departments.filter((department) => department.treasury)).toHaveLength(1);
	});

	test('has an official with an account in every team that records anything', () => {
		const recording = new Set([
			...review.events.map((event) => event.team),
			...review.findings.map((finding) => finding.team),
			...review.recommendations.map((recommendation) => recommendation.lead)
		]);
		for (const department of recording) {
			const team = review.teams.find((one) => one.department === department);
			const officials = team?.memberships.filter(
				(member) => member.role === 'official' && posts[member.post]?.holder !== undefined
			);
			expect(officials?.length, department).toBeGreaterThanOrEqual(1);
		}
	});

	test('quotes each passage from its event, word for word and once', () => {
		for (const finding of review.findings) {
			expect(finding.passages.length, finding.key).toBeGreaterThan(0);
			for (const passage of finding.passages) {
				const event = events[passage.event];
				expect(event, finding.key).toBeDefined();
				if (passage.quote !== undefined)
					expect(event?.notes.split(passage.quote).length, `${finding.key}: ${passage.quote}`).toBe(2);
				expect(passage.quote ?? '', 'Markdown would not survive').not.toMatch(/[\n*_`[\]#]/);
				if (passage.contributor !== undefined)
					expect(event?.contributors[passage.contributor], finding.key).toBeDefined();
			}
		}
	});

	test('names nobody whom the contributor or the Chatham House Rule keeps unnamed', () => {
		for (const { finding, passage, event } of passagesOf(review)) {
			const contributor = passage.contributor === undefined ? undefined : event.contributors[passage.contributor];
			if (passage.attribution === 'named') {
				expect(contributor?.name, finding.key).toBeDefined();
				expect(contributor?.attribution, finding.key).toBe('named');
				expect(event.basis, finding.key).toBe('on_record');
			}
			if (contributor?.attribution === 'unattributed') expect(passage.attribution, finding.key).toBe('unattributed');
		}
	});

	test('lets each finding be recorded by a team that can read the notes, and shared only from a shared event', () => {
		for (const { finding, event } of passagesOf(review)) {
			expect(event.team === finding.team || (event.state === 'shared' && event.notesShared), finding.key).toBe(true);
			if (finding.state === 'shared') expect(event.state, finding.key).toBe('shared');
		}
	});

	test('gives a reason for everything withdrawn or not taken forward, and for nothing else', () => {
		for (const record of [...review.events, ...review.findings])
			expect(record.withdrawnReason !== undefined, record.key).toBe(record.state === 'withdrawn');
		for (const recommendation of review.recommendations)
			expect(recommendation.notTakenForwardReason !== undefined, recommendation.key).toBe(
				recommendation.state === 'not_taken_forward'
			);
	});

	test('refers to departments, questions, themes and findings that exist', () => {
		for (const event of review.events) {
			expect(teams, event.key).toContain(event.team);
			if (event.question) expect(review.questions[event.question - 1], event.key).toBeDefined();
			if (event.endsOn) expect(isoDate(event.endsOn, today) >= isoDate(event.startsOn, today), event.key).toBe(true);
			expect(event.provenance).toBe(review.provenance);
		}
		for (const finding of review.findings) {
			expect(teams, finding.key).toContain(finding.team);
			if (finding.theme) expect(themes, finding.key).toHaveProperty(finding.theme);
			if (finding.accuracy) {
				expect(teams, finding.key).toContain(finding.accuracy.department);
				expect(finding.accuracy.department, 'checked by somebody else').not.toBe(finding.team);
			}
			for (const relation of finding.relations ?? []) {
				expect(findings, finding.key).toHaveProperty(relation.to);
				expect(relation.to).not.toBe(finding.key);
			}
		}
		for (const recommendation of review.recommendations) {
			for (const department of [recommendation.lead, ...recommendation.partners])
				expect(teams, recommendation.key).toContain(department);
			expect(recommendation.partners).not.toContain(recommendation.lead);
			if (recommendation.question) expect(review.questions[recommendation.question - 1]).toBeDefined();
			expect(recommendation.text, recommendation.key).toMatch(/^[A-Z].*\.$/);
		}
	});

	test('links findings to recommendations that exist, each pair once', () => {
		for (const link of review.links) {
			expect(findings).toHaveProperty(link.finding);
			expect(recommendations).toHaveProperty(link.recommendation);
		}
		expect(repeated(review.links.map((link) => `${link.finding} ${link.recommendation}`))).toEqual([]);
	});

	test('cites in papers only what may be cited, and places only what stands', () => {
		for (const paper of review.papers) {
			expect(posts).toHaveProperty(paper.sponsor);
			for (const key of citationsIn(paper)) {
				const finding = findings[key];
				expect(finding?.state, key).toBe('shared');
				expect(finding?.accuracy?.outcome, key).not.toBe('disputed');
				expect(
					finding?.passages.some((passage) => passage.consent === 'withdrawn'),
					key
				).toBe(false);
			}
			for (const key of slotsIn(paper)) expect(recommendations[key]?.state, key).toBeDefined();
			if (citationsIn(paper).some((key) => findings[key]?.passages.some((one) => events[one.event]?.sensitive)))
				expect(paper.sensitive, paper.key).toBe(true);
		}
		const bodies = review.papers.flatMap((paper) => paper.sections.map((section) => section.body)).join('\n');
		expect(bodies.match(/\[\^(?!F:[a-z0-9-]+\])/g)).toBeNull();
		expect(
			bodies.match(
				/^::(?!(?:recommendation|evidence|disagreement) R:[a-z0-9-]+$|bid-(?:costs|position) B:[a-z-]+$|bid-chart B:[a-z-]+(?: waterfall)?$|chart evidence [a-z ]+$)/gm
			)
		).toBeNull();
	});

	test('marks nothing above the ceiling', () => {
		for (const event of review.events) {
			expect(marksAboveCeiling(event.handling ?? '')).toBe(false);
			if (review.markingCeiling === 'official') expect(event.sensitive ?? false).toBe(false);
		}
	});
});

describe('the review as reported', () => {
	test('puts no words in quotation marks anywhere', () => {
		expect(everyString(first1001Days).filter((text) => /["“”«»‘]/.test(text))).toEqual([]);
		expect(everyString(first1001Days).filter((text) => /(^|[\s(])'/.test(text))).toEqual([]);
	});

	test('names no person among contributors or accounts', () => {
		const people = first1001Days.events.flatMap((event) => event.contributors);
		expect(people.filter((person) => person.name !== undefined || person.attribution === 'named')).toEqual([]);
	});

	test('is closed, with emerging recommendations alone and no positions, conditions or costs', () => {
		expect(first1001Days.state).toBe('closed');
		expect(first1001Days.positions).toEqual([]);
		for (const recommendation of first1001Days.recommendations) {
			expect(recommendation.state).toBe('emerging');
			expect(recommendation.costStatus).toBe('unknown');
			expect(recommendation.laterEdits).toBeUndefined();
		}
		expect(first1001Days.papers.map((paper) => paper.profile)).toEqual(['interim_update']);
		expect(first1001Days.papers.some((paper) => paper.snapshot)).toBe(false);
	});

	test('has the thirteen reported events, one of them still planned, each naming its source', () => {
		expect(first1001Days.events).toHaveLength(13);
		expect(first1001Days.events.filter((event) => event.status === 'planned').map((event) => event.key)).toEqual([
			'devon'
		]);
		expect(first1001Days.events.filter((event) => !event.notes.startsWith('Source: a '))).toEqual([]);
		expect(first1001Days.questions).toHaveLength(7);
		expect(first1001Days.events.flatMap((event) => event.promises ?? []).map((promise) => promise.due)).toEqual([
			'2019-06-10'
		]);
	});

	test('flags what predates the review, and says so in every finding that rests on it', () => {
		const old = first1001Days.events.filter(
			(event) => isoDate(event.startsOn, today) < isoDate(first1001Days.openedOn, today)
		);
		expect(old.map((event) => event.key)).toEqual(['oxford-launch', 'oxford-council']);
		expect(old.filter((event) => !event.dateNote?.includes('stale'))).toEqual([]);
		const resting = first1001Days.findings.filter((finding) =>
			finding.passages.some((passage) => old.some((event) => event.key === passage.event))
		);
		expect(resting.filter((finding) => !finding.sentence.includes('In 2015'))).toEqual([]);
		expect(resting).toHaveLength(7);
	});

	test('gives real places their real codes', () => {
		for (const event of first1001Days.events) {
			if (event.place) expect(event.place.code, event.key).toMatch(/^E\d{8}$/);
		}
	});
});

describe('the fictional review', () => {
	const events = byKey(startInLife.events);
	const findings = byKey(startInLife.findings);

	test('says that it is fiction and invents its places', () => {
		expect(startInLife.banner).toMatch(/^FICTIONAL/);
		expect(startInLife.events.filter((event) => event.place?.code !== undefined)).toEqual([]);
	});

	test('has evidence of every kind and status, from six departments, four nations and the country', () => {
		expect(
			missing(
				eventKinds,
				startInLife.events.map((event) => event.kind)
			)
		).toEqual([]);
		expect(
			missing(
				eventStatuses,
				startInLife.events.map((event) => event.status)
			)
		).toEqual([]);
		expect(
			missing(
				eventStates,
				startInLife.events.map((event) => event.state)
			)
		).toEqual([]);
		expect(new Set(startInLife.findings.map((finding) => finding.team)).size).toBeGreaterThanOrEqual(6);
		const places = startInLife.events.flatMap((event) => (event.place ? [event.place.name] : []));
		expect(places.filter((name) => !/, (England|Scotland|Wales|Northern Ireland)( \(rural\))?$/.test(name))).toEqual(
			[]
		);
		for (const nation of ['England', 'Scotland', 'Wales', 'Northern Ireland'])
			expect(
				places.some((name) => name.includes(`, ${nation}`)),
				nation
			).toBe(true);
		expect(places.filter((name) => name.endsWith('(rural)')).length).toBeGreaterThanOrEqual(2);
	});

	test('dates what was held before today and what is planned after it', () => {
		for (const event of startInLife.events) {
			const on = isoDate(event.endsOn ?? event.startsOn, today);
			expect(event.status === 'planned' ? on > today : on < today, event.key).toBe(true);
		}
	});

	test('has forty findings of every kind, nature, reach and state', () => {
		expect(startInLife.findings).toHaveLength(40);
		expect(new Set(startInLife.findings.map((finding) => finding.kind))).toEqual(new Set(firstFindingKinds));
		expect(
			missing(
				natures,
				startInLife.findings.map((finding) => finding.nature)
			)
		).toEqual([]);
		expect(
			missing(
				reaches,
				startInLife.findings.map((finding) => finding.reach)
			)
		).toEqual([]);
		expect(
			missing(
				findingStates,
				startInLife.findings.map((finding) => finding.state)
			)
		).toEqual([]);
	});

	test('has a finding on three passages of two events, a stale one, a disputed one and a withdrawn consent', () => {
		const wide = startInLife.findings.filter(
			({ passages }) => passages.length === 3 && new Set(passages.map((passage) => passage.event)).size === 2
		);
		expect(wide.map((finding) => finding.key)).toEqual(['told-eleven-times']);
		const stale = startInLife.findings.filter((finding) => isStale({ eventOn: firstDate(finding, events) }, today));
		expect(stale.map((finding) => finding.key)).toEqual(['seven-addresses']);
		const outcomes = startInLife.findings.flatMap((finding) => finding.accuracy?.outcome ?? []);
		expect(outcomes.toSorted()).toEqual(['confirmed', 'confirmed', 'disputed']);
		const withdrawn = startInLife.findings.filter(
			(finding) => finding.state === 'shared' && finding.passages.some((passage) => passage.consent === 'withdrawn')
		);
		expect(withdrawn.map((finding) => finding.key)).toEqual(['months-of-waiting']);
		expect(withdrawn[0]?.passages.some((passage) => passage.consent !== 'withdrawn')).toBe(true);
	});

	test('uses every way of attributing and every relation between findings', () => {
		const attributions = startInLife.findings.flatMap((finding) => finding.passages.map((one) => one.attribution));
		expect(new Set(attributions)).toEqual(new Set(['named', 'role_only', 'unattributed']));
		const relations = startInLife.findings.flatMap((finding) => (finding.relations ?? []).map((one) => one.kind));
		expect(new Set(relations)).toEqual(new Set(['conflicts_with', 'repeats', 'updates']));
	});

	test('has twelve recommendations in every state, on every route, with every lever and cost', () => {
		expect(startInLife.recommendations).toHaveLength(12);
		expect(
			missing(
				recommendationStates,
				startInLife.recommendations.map((one) => one.state)
			)
		).toEqual([]);
		expect(
			missing(
				routes,
				startInLife.recommendations.map((one) => one.route)
			)
		).toEqual([]);
		expect(
			missing(
				levers,
				startInLife.recommendations.map((one) => one.lever)
			)
		).toEqual([]);
		expect(
			missing(
				costStatuses,
				startInLife.recommendations.map((one) => one.costStatus)
			)
		).toEqual([]);
		expect(new Set(startInLife.recommendations.map((one) => one.verb))).toEqual(
			new Set(['agree', 'note', 'agree_further_work'])
		);
	});

	test('links with every stance, and has findings untagged and recommendations contradicted and thin', () => {
		expect(
			missing(
				linkStances,
				startInLife.links.map((link) => link.stance)
			)
		).toEqual([]);
		const tagged = new Set(startInLife.links.map((link) => link.finding));
		const untagged = startInLife.findings.filter((finding) => finding.state === 'shared' && !tagged.has(finding.key));
		expect(untagged.length).toBeGreaterThanOrEqual(1);
		const eventsBehind = (recommendation: string) =>
			new Set(
				startInLife.links
					.filter((link) => link.recommendation === recommendation)
					.flatMap((link) => findings[link.finding]?.passages.map((passage) => passage.event))
			);
		const supporting = startInLife.recommendations.map((one) => ({ key: one.key, events: eventsBehind(one.key).size }));
		expect(supporting.filter((one) => one.events === 0)).toEqual([]);
		expect(supporting.filter((one) => one.events === 1).map((one) => one.key)).toContain('birth-registration');
		const contradicted = startInLife.links.filter((link) => link.stance === 'contradicts');
		expect(new Set(contradicted.map((link) => link.recommendation)).size).toBeGreaterThanOrEqual(3);
	});

	test('has positions of every stance, grade and way of conveying, only where the group was asked', () => {
		const given = startInLife.positions;
		expect(new Set(given.map((position) => position.stance))).toEqual(new Set(positionStances));
		expect(
			missing(
				conveyances,
				given.map((position) => position.conveyed)
			)
		).toEqual([]);
		const conditions = given.flatMap((position) => position.conditions ?? []);
		expect(
			missing(
				grades,
				conditions.map((condition) => condition.grade)
			)
		).toEqual([]);
		expect(repeated(given.map((one) => `${one.recommendation} ${one.post} ${one.afterEdits ?? 0}`))).toEqual([]);
		const recommendations = byKey(startInLife.recommendations);
		const posts = byKey(startInLife.posts);
		const ministers = new Set(
			startInLife.teams.flatMap((team) =>
				team.memberships.filter((member) => member.role === 'minister').map((member) => member.post)
			)
		);
		for (const position of given) {
			expect(['proposed', 'recommended']).toContain(recommendations[position.recommendation]?.state);
			expect(ministers).toContain(position.post);
			expect(position.reason !== undefined, 'a reason for all but content').toBe(position.stance !== 'content');
			expect(position.proposedWords !== undefined).toBe(position.stance === 'content_if_reworded');
			expect(position.conveyed === 'self').toBe(position.recordedBy === undefined);
			if (position.conditions) expect(position.stance).toBe('content_subject_to');
			if (position.recordedBy) expect(posts[position.recordedBy]?.serves).toBe(position.post);
			expect(position.afterEdits ?? 0).toBeLessThanOrEqual(
				recommendations[position.recommendation]?.laterEdits?.length ?? 0
			);
		}
	});

	test('has one lapsed position, and a drafting change that lapses none', () => {
		const material = startInLife.recommendations.filter((one) => one.laterEdits?.some((edit) => !edit.drafting));
		const lapsed = startInLife.positions.filter(
			(position) => material.some((one) => one.key === position.recommendation) && (position.afterEdits ?? 0) === 0
		);
		expect(lapsed.map((position) => `${position.recommendation} ${position.post}`)).toEqual([
			'birth-registration home-minister'
		]);
		const drafting = startInLife.recommendations.flatMap((one) => one.laterEdits ?? []).filter((edit) => edit.drafting);
		expect(drafting).toHaveLength(1);
		expect(drafting[0]?.reason).toBeTruthy();
	});

	test('has a committee paper of three pages in which every paragraph of evidence cites some', () => {
		const paper = startInLife.papers.find((one) => one.profile === 'uk_cabinet_committee');
		const main = (paper?.sections ?? []).filter((section) => !section.annex);
		expect(paper?.snapshot).toBe(true);
		const placed = slotsIn({ sections: main });
		expect(placed).toHaveLength(9);
		const asked = startInLife.recommendations.filter((one) => placed.includes(one.key));
		const printed = [...main.map((section) => withoutPlaceholders(section.body)), ...asked.map((one) => one.text)];
		const length = addLengths([
			...printed.map(measureLength),
			...main.map((section) => measureHeading(section.heading))
		]);
		expect(length.words).toBeGreaterThan(1_150);
		expect(estimatePages({ ...length, lines: length.lines + TITLE_LINES })).toBeLessThanOrEqual(3);
		const consideration = main.find((section) => section.heading === 'Consideration')?.body ?? '';
		const [evidence = ''] = consideration.split('### The Exchequer’s position');
		const uncited = evidence
			.split('\n\n')
			.filter((paragraph) => !paragraph.startsWith('###') && paragraph.trim() !== '')
			.filter((paragraph) => !paragraph.includes('[^F:'));
		expect(uncited).toEqual([]);
		expect(new Set(citationsIn({ sections: main })).size).toBeGreaterThanOrEqual(25);
	});

	test('adds up the published money and says that it is for illustration', () => {
		const annex = startInLife.papers.flatMap((paper) => paper.sections).find((section) => section.annex);
		expect(annex?.heading).toContain('published 2021, for illustration');
		const amounts = [...(annex?.body ?? '').matchAll(/^\|.*\| (\d+) \|$/gm)].map((row) => Number(row[1]));
		const total = amounts.at(-1);
		expect(total).toBe(492);
		expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(total);
		expect(annex?.body).toContain(`£${500 - (total ?? 0)} million more than its lines`);
		expect(annex?.body).toContain(`£${(total ?? 0) + 10 - (82 - 81.75)} million`);
		expect(annex?.body).toContain(`£${(total ?? 0) + 10 - (82 - 81.75) - 200} million`);
	});
});

function byKey<T extends { key: string }>(records: readonly T[]): Record<string, T> {
	return Object.fromEntries(records.map((record) => [record.key, record]));
}

function repeated(values: readonly string[]): string[] {
	return values.filter((value, index) => values.indexOf(value) !== index);
}

function missing(vocabulary: object, used: readonly (string | undefined)[]): string[] {
	return Object.keys(vocabulary).filter((word) => !used.includes(word));
}

function passagesOf(review: DemoReview) {
	const events = byKey(review.events);
	return review.findings.flatMap((finding) =>
		finding.passages.flatMap((passage) => {
			const event = events[passage.event];
			return event ? [{ finding, passage, event }] : [];
		})
	);
}

type Sections = { sections: readonly { body: string }[] };

function citationsIn(paper: Sections): string[] {
	return paper.sections.flatMap(({ body }) =>
		[...body.matchAll(/\[\^F:([a-z0-9-]+)\]/g)].map((match) => match[1] ?? '')
	);
}

function slotsIn(paper: Sections): string[] {
	return paper.sections.flatMap(({ body }) =>
		[...body.matchAll(/^::recommendation R:([a-z0-9-]+)$/gm)].map((match) => match[1] ?? '')
	);
}

function everyString(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyString) : [];
}

function firstDate(finding: DemoFinding, events: Record<string, DemoEvent>): string | null {
	const event = events[finding.passages[0]?.event ?? ''];
	return event ? isoDate(event.startsOn, today) : null;
}

/** What prints of a section: the loader turns its placeholders into citations and slots, which have no words. */
function withoutPlaceholders(body: string): string {
	return body.replace(/\[\^F:[^\]]+\]/g, '').replace(/^::.*$/gm, '');
}
