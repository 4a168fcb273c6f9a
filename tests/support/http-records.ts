import { addressOf, type Caller, type Demo, fileValue, type Fill, filled, formOf, type Role } from './http.ts';
import type { Field } from './page-forms.ts';
import { xlsxTemplate } from './templates.ts';
import { editText } from './word-edits.ts';

export const review = '/reviews/start-in-life';

/** The post that answers for Families in the demo's first write-round. */
export const familiesCabinet = 'Secretary of State for Families';

/** Stands in every record that these tests make, and in nothing else of the demo. */
export const word = 'Quillwort';

/**
 * What the acts and addresses of these tests are about: records of the Department for Families, each made through the
 * forms of the pages by the person whose act it is.
 */
export type Records = {
	/** An unshared visit with notes, people and a promise, and a finding drawn from it. */
	draftEvent: string;
	draftFinding: string;
	/** Another, for withdrawing. */
	spareEvent: string;
	/** A shared visit and its shared findings; the first is tagged to `emerging`, related to the second, under check. */
	event: string;
	finding: string;
	otherFinding: string;
	spareFinding: string;
	passageId: string;
	linkId: string;
	/** An emerging recommendation of Families, and others to propose, to drop, to answer. */
	emerging: string;
	toPropose: string;
	toDrop: string;
	/** With the group: Families has asked for a condition, and its words have had a drafting change. */
	proposed: string;
	condition: string;
	otherCondition: string;
	/** With the group: Families would have both in other words. The answers that say so. */
	reworded: string;
	rewordedAnswer: string;
	otherwise: string;
	otherwiseAnswer: string;
	/** A comment of Families' official on `proposed`. */
	threadId: string;
	/** A question of Families' minister about `proposed`, and a pack of their box. */
	boxQuestion: string;
	boxPack: string;
	/** A working paper with a section that cites `finding`. */
	paper: string;
	sectionId: string;
	/** A working paper with evidence the other way that it does not print. */
	contestedPaper: string;
	/** A paper that every member reads, with one snapshot. */
	exposedPaper: string;
	exposedSectionId: string;
	/** Lodged updates that may be published: the first has no public copy yet, the second has one in preparation. */
	lodgedPaper: string;
	publicPaper: string;
	publicSectionId: string;
	/** Open suggestions of Families' official on it, each at the end of the section; and a comment. */
	suggestions: string[];
	commentId: string;
	/** A minute that is final. */
	finalPaper: string;
	/** The number of a pack that holds the exposure draft. */
	pack: string;
	/** Two files that came back with a change each, to bring in and to put aside. */
	wordReturns: string[];
	/** Messages dropped on Families in the first write-round: to look at, to record and to put aside. */
	drops: string[];
	/** Letters of the committee's chair that wait on the first write-round: to look at and to put aside. */
	clearanceFileIds: string[];
	/** The Cabinet date of the demo's timetable. */
	milestone: string;
} & BidRecords &
	MeetingRecords &
	AfterRecords &
	LetterRecords;

/** Letters of Families' minister: one to clear, and one to send, with a message that says it has gone. */
export type LetterRecords = {
	letter: string;
	signedLetter: string;
	sentMessage: string;
};

/** Meetings of the group, of today, with what is open on their agendas; and actions of Families. */
export type MeetingRecords = {
	meeting: string;
	spareMeeting: string;
	heldMeeting: string;
	action: string;
	spareAction: string;
};

/** What follows agreement, of Families. */
export type AfterRecords = {
	undertaking: string;
	spareUndertaking: string;
	/** Recommendations that are agreed collectively: not announced, and announced. */
	agreed: string;
	announced: string;
};

/** Bids of one fiscal event that has a blank return of the Treasury's, led by Families. */
export type BidRecords = {
	fiscalEvent: string;
	/** In work, with Care: ready to be frozen, and frozen once. */
	bid: string;
	/** Its business-as-usual and preferred options. */
	bauId: string;
	preferredId: string;
	/** The departments of both, and who signs for them. */
	familiesId: string;
	careId: string;
	/** A benefit of it that no evidence stands under yet. */
	benefitId: string;
	/** Two files of Families that wait to be taken over. */
	returns: string[];
	/** A bid of Families alone that is with the Treasury, with one question on it. */
	submittedBid: string;
};

/** Opens a page, fills its form and presses the button. @returns where the act leads @throws unless it is done */
export async function press(
	caller: Caller,
	page: string,
	action: string,
	fill: Fill = {},
	holding: Record<string, string> = {}
): Promise<string> {
	const answer = await caller.post(addressOf(page, action), await fieldsOn(caller, page, action, fill, holding));
	if (answer.status !== 303) {
		throw new Error(
			`${caller.role}: ${action || 'the form'} of ${page} answered ${answer.status}: ${said(answer.text)}`
		);
	}
	return answer.headers.location ?? '';
}

/** What a browser would post from this page's form once these fields are filled in. */
export async function fieldsOn(
	caller: Caller,
	page: string,
	action: string,
	fill: Fill = {},
	holding: Record<string, string> = {}
): Promise<Field[]> {
	const { status, text } = await caller.get(page);
	const form = formOf(text, action, holding);
	if (status !== 200 || !form)
		throw new Error(`${caller.role}: ${page} answered ${status}, without a form for ${action}`);
	return filled(form.fields, fill);
}

export async function makeRecords(demo: Demo): Promise<Records> {
	const by = (role: Role) => demo.as(role);
	const [official, secretariat, minister] = [await by('official'), await by('secretariat'), await by('minister')];

	const log = (title: string) => press(official, `${review}/evidence/new`, '', visit(title)).then(nameIn);
	const draw = async (event: string, sentence: string, quote: string) => {
		await press(official, `${review}/evidence/${event}/passages`, 'record', { sentence, quote });
		return latest(demo, 'findings', 'F');
	};
	const draft = (title: string) =>
		press(official, `${review}/recommendations/new`, '', { title, text: `${title}, says ${word}.` }).then(nameIn);
	const propose = (name: string) => press(secretariat, `${review}/recommendations/${name}`, 'propose');
	const start = async (title: string, body: string, details: Record<string, string> = {}) => {
		const paper = await press(secretariat, `${review}/papers/new`, '', { title, ...details }).then(nameIn);
		const section = await press(secretariat, `${review}/papers/${paper}/sections/new`, '', {
			heading: `${word} so far`
		});
		await press(secretariat, section, 'save', { body });
		return { paper, sectionId: section.split('/').at(-1) ?? '' };
	};

	const draftEvent = await log(`${word} nursery`);
	const draftFinding = await draw(draftEvent, `${word}: toddlers nap badly.`, 'toddlers nap badly');
	const spareEvent = await log(`${word} allotment`);

	const event = await log(`${word} clinic`);
	const finding = await draw(event, `${word}: the clinic opens late.`, 'the clinic opens late');
	const otherFinding = await draw(event, `${word}: parents queue outside.`, 'parents queue outside');
	const spareFinding = await draw(event, `${word}: the kettle is broken.`, 'the kettle is broken');
	const contrary = await draw(event, `${word}: parents queue in vain.`, 'parents queue outside');
	const numbers = [finding, otherFinding, spareFinding, contrary].map((name) => name.slice(1));
	await press(official, `${review}/evidence/${event}/share`, '', { findings: numbers, notes: 'on' });

	const [emerging, toPropose, toDrop, proposed, contested] = [
		await draft(`${word} hours`),
		await draft(`${word} shelter`),
		await draft(`${word} kettles`),
		await draft(`${word} naps`),
		await draft(`${word} queues`)
	];
	const idOf = async (name: string) =>
		(await one<{ id: string }>(demo, `select r.id from recommendations r ${inReview} where r.number = $1`, name)).id;
	const tag = { recommendationId: await idOf(emerging), stance: 'supports', note: `${word} says so` };
	await press(official, `${review}/findings/${finding}/links`, 'make', tag);
	await press(official, `${review}/findings/${finding}`, 'relate', { kind: 'repeats', to: otherFinding });
	const care = await one<{ id: string }>(
		demo,
		`select t.id from teams t ${inReviewT} join department_names d on d.department_id = t.department_id
		where d.short_name = 'Care' and $1 <> ''`,
		'-'
	);
	await press(official, `${review}/findings/${finding}`, 'ask', { teamId: care.id });
	const { id: passageId } = await one<{ id: string }>(
		demo,
		`select p.id from passages p join findings r on r.id = p.finding_id ${inReview} where r.number = $1`,
		finding
	);
	const { id: linkId } = await one<{ id: string }>(
		demo,
		`select l.id from links l join findings r on r.id = l.finding_id ${inReview} where r.number = $1`,
		finding
	);

	await propose(proposed);
	await press(minister, `${review}/recommendations/${proposed}/positions`, '', {
		stance: 'content_subject_to',
		reason: `${word} must be paid for`,
		'conditions[0].text': `${word} is paid for`,
		'conditions[0].grade': 'condition',
		'conditions[1].text': `${word} is staffed`,
		'conditions[1].grade': 'condition'
	});
	const { number: condition } = await one<{ number: number }>(
		demo,
		'select number from conditions where text = $1',
		`${word} is paid for`
	);
	const { number: otherCondition } = await one<{ number: number }>(
		demo,
		'select number from conditions where text = $1',
		`${word} is staffed`
	);
	await press(secretariat, `${review}/recommendations/${proposed}/edit`, '', {
		text: `${word} naps, says ${word} again.`,
		change: 'drafting',
		because: 'A word more'
	});

	const inOtherWords = async (title: string) => {
		const name = await draft(title);
		await propose(name);
		await press(minister, `${review}/recommendations/${name}/positions`, '', {
			stance: 'content_if_reworded',
			reason: `${word} is said twice`,
			proposedText: `${title}, says nobody.`
		});
		const { id } = await one<{ id: string }>(
			demo,
			`select a.id from answers a join recommendations r on r.id = a.recommendation_id ${inReview} where r.number = $1`,
			name
		);
		return { name, answer: String(id) };
	};
	const [reworded, otherwise] = [await inOtherWords(`${word} words`), await inOtherWords(`${word} verbs`)];
	const threadId = await press(official, `${review}/recommendations/${proposed}/discussion/new`, '', {
		body: `Who says so, ${word}?`
	}).then(nameIn);
	await press(minister, `${review}/box/${proposed}?answer=ask`, 'ask', {
		text: `Who pays for ${word}?`,
		askedOf: 'officials'
	});
	const { id: boxQuestion } = await one<{ id: string }>(
		demo,
		'select id from box_questions where text = $1',
		`Who pays for ${word}?`
	);
	const boxPack = await press(await by('privateOffice'), `${review}/box`, 'pack').then(nameIn);

	await firstPassword(demo, official);
	const working = await start(
		`${word} in draft`,
		`The clinic opens late.[^${finding}]\n\n::recommendation ${proposed}`
	);
	// Speaks against what this draft places, and the draft does not cite it.
	const against = { recommendationId: await idOf(contested), stance: 'contradicts' };
	await press(official, `${review}/findings/${contrary}/links`, 'make', against);
	const { paper: contestedPaper } = await start(`${word} contested`, `::recommendation ${contested}`);
	const exposedBody = `Parents queue outside.[^${otherFinding}]\n\n::recommendation ${emerging}\n\n::evidence ${emerging}`;
	const exposed = await start(`${word} for all`, exposedBody);
	await press(secretariat, `${review}/papers/${exposed.paper}/snapshots`, '', { gate: 'exposure' });
	const sponsor = await one<{ id: string }>(
		demo,
		`select m.post_id as id from memberships m join reviews v on v.id = m.review_id
		where v.slug = 'start-in-life' and m.role = $1`,
		'chair'
	);
	const lodge = async (title: string) => {
		const details = { profile: 'interim_update', sponsorPostId: sponsor.id };
		const update = await start(title, `Parents like it.\n\nOne department objects to ${word}.`, details);
		await press(secretariat, `${review}/papers/${update.paper}/snapshots`, '', { gate: 'lodged' });
		return update;
	};
	const lodged = await lodge(`${word} in print`);
	const published = await lodge(`${word} in public`);
	await press(secretariat, `${review}/papers/${published.paper}/public`, 'start', { title: `${word} for everybody` });
	const exposedSection = `${review}/papers/${exposed.paper}/sections/${exposed.sectionId}`;
	for (const line of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']) {
		await press(official, `${exposedSection}/suggest`, 'send', {
			body: `${exposedBody}\n\n${word}, a ${line} line.`
		});
	}
	const suggestions = await demo.look<{ id: string }>('select id from suggestions where after like $1 order by id', [
		`${word}, a %`
	]);
	const commentId = await press(official, `${exposedSection}/comments/new`, '', {
		about: '0',
		body: `Is it so, ${word}?`
	}).then(nameIn);
	const minute = { title: `${word} minute`, profile: 'group_minute', meetingOn: '2026-03-16' };
	const finalPaper = await press(secretariat, `${review}/papers/new`, '', minute).then(nameIn);
	for (const heading of ['Present', 'Decisions']) {
		const { id } = await one<{ id: string }>(
			demo,
			`select s.id from sections s join papers r on r.id = s.paper_id ${inReview}
			where r.number = $1 and s.heading = '${heading}'`,
			finalPaper
		);
		const section = `${review}/papers/${finalPaper}/sections/${id}`;
		await press(secretariat, section, 'save', { body: `${word} was there.` });
	}
	await press(secretariat, `${review}/papers/${finalPaper}/snapshots`, '', { gate: 'final' });
	const [snapshot] = await demo.look<{ id: string }>(
		`select s.id from snapshots s join papers p on p.id = s.paper_id where p.title = $1`,
		[`${word} for all`]
	);
	const pack = await press(secretariat, `${review}/papers/packs/new`, '', {
		title: `${word} meets`,
		'items[0].snapshotId': String(snapshot?.id)
	});
	const wordReturns: string[] = [];
	for (const line of ['Families', 'Neighbours']) {
		const file = fileValue(await returnedFile(demo, exposed.paper, line));
		wordReturns.push(nameIn(await press(secretariat, `${review}/papers/${exposed.paper}/word`, '', { file })));
	}
	const meetings = await makeMeetings(demo);
	const after = await makeAfter(demo);
	const letters = await makeLetters(demo);
	const asked = await one<{ id: string }>(
		demo,
		`select a.id from round_addressees a join write_rounds w on w.id = a.round_id and w.number = 1
			join posts p on p.id = a.post_id where p.title = $1`,
		familiesCabinet
	);
	const cabinet = await one<{ id: string }>(
		demo,
		`select id from milestones where kind = $1 order by id desc limit 1`,
		'cabinet'
	);
	const drops: string[] = [];
	for (const words of ['one', 'two', 'three']) {
		const message = `From: ${word} <x@elsewhere.example>\r\nTo: a@b.example\r\nSubject: ${words}\r\n\r\nNil return, ${words}`;
		const fill = { addresseeId: asked.id, file: fileValue(new TextEncoder().encode(message)) };
		drops.push(nameIn(await press(secretariat, `${review}/rounds/W1/replies`, 'drop', fill)));
	}
	const clearanceFileIds: string[] = [];
	for (const words of ['one', 'two']) {
		const letter = `From: ${word} <y@elsewhere.example>\r\nTo: a@b.example\r\nSubject: ${words}\r\n\r\nI am content.`;
		const file = fileValue(new TextEncoder().encode(letter));
		const kept = await press(secretariat, `${review}/rounds/W1/clearance/record`, 'drop', { file });
		clearanceFileIds.push(new URL(kept, 'http://demo.example').searchParams.get('file') ?? '');
	}
	const bids = await makeBids(demo, { recommendationId: await idOf(emerging), careId: String(care.id) });
	return {
		...bids,
		...meetings,
		...after,
		...letters,
		wordReturns,
		drops,
		clearanceFileIds,
		milestone: String(cabinet.id),
		pack: pack.split('/').at(-1) ?? '',
		...{ lodgedPaper: lodged.paper, publicPaper: published.paper, publicSectionId: published.sectionId },
		...{ suggestions: suggestions.map(({ id }) => String(id)), commentId },
		...{ draftEvent, draftFinding, spareEvent, event, finding, otherFinding, spareFinding, passageId, linkId },
		...{
			emerging,
			toPropose,
			toDrop,
			proposed,
			condition: `C${condition}`,
			otherCondition: `C${otherCondition}`,
			threadId
		},
		...{ reworded: reworded.name, rewordedAnswer: reworded.answer },
		...{ otherwise: otherwise.name, otherwiseAnswer: otherwise.answer },
		...{ boxQuestion: String(boxQuestion), boxPack },
		...{ paper: working.paper, sectionId: working.sectionId, contestedPaper },
		...{ exposedPaper: exposed.paper, exposedSectionId: exposed.sectionId },
		finalPaper
	};
}

async function makeLetters(demo: Demo): Promise<LetterRecords> {
	const [official, secretariat, office] = [
		await demo.as('official'),
		await demo.as('secretariat'),
		await demo.as('privateOffice')
	];
	const write = async (title: string) => {
		const asked = await press(official, `${review}/recommendations/new`, '', { title, text: `${title}, all agree.` });
		await press(secretariat, asked, 'propose');
		await press(secretariat, `${review}/letters/new?recommendation=${nameIn(asked)}`, '', { subject: title });
		const { number } = await one<{ number: number }>(
			demo,
			`select r.number from letters r ${inReview} join posts p on p.id = r.sender_post_id
				join department_names d on d.department_id = p.department_id
			where d.short_name = 'Families' and r.subject = $1`,
			title
		);
		return `L${number}`;
	};
	const [letter, signedLetter] = [await write(`${word} is asked`), await write(`${word} is sent`)];
	const page = `${review}/letters/${signedLetter}`;
	await press(office, page, 'clear');
	await press(office, page, 'sign');
	const sent = await press(office, page, 'message', { file: fileValue(sentMessage(word)) });
	return { letter, signedLetter, sentMessage: nameIn(sent) };
}

/** A message as a mail program saves it. */
export function sentMessage(words: string): Uint8Array {
	return new TextEncoder().encode(
		`From: ${word} <x@elsewhere.example>\r\nTo: a@b.example\r\nSubject: ${words}\r\n\r\n${words}`
	);
}

async function makeMeetings(demo: Demo): Promise<MeetingRecords> {
	const [official, secretariat] = [await demo.as('official'), await demo.as('secretariat')];
	const title = `${word} for everybody`;
	const passing = await press(official, `${review}/recommendations/new`, '', { title, text: `${word}, all agree.` });
	await press(secretariat, passing, 'propose');
	// Every member is content: their offices are more than this test signs in.
	await demo.look(
		`insert into answers (review_id, kind, recommendation_id, subject_version, team_id, post_id, holder_person_id,
			recorded_by_person_id, recorded_by_post_id, conveyed, stance, given_at)
		select r.review_id, 'position', r.id, r.version, m.team_id, m.post_id, h.person_id, h.person_id, m.post_id, 'self', 'content', now()
		from recommendations r join memberships m on m.review_id = r.review_id and m.role = 'minister' and m.ended_at is null
			join holdings h on h.post_id = m.post_id and h.until is null
		where r.title = $1`,
		[title]
	);
	const day = new Date().toISOString().slice(0, 10);
	const plan = (name: string) =>
		press(secretariat, `${review}/meetings/new`, '', {
			title: `${word} ${name}`,
			meetsOn: day,
			place: `${word} room`
		}).then(nameIn);
	const [meeting, spareMeeting, heldMeeting] = [await plan('meets'), await plan('is spare'), await plan('has met')];
	await press(secretariat, `${review}/meetings/${heldMeeting}/attendance`, '', { 'rows[0].presence': 'present' });
	await press(secretariat, `${review}/meetings/${heldMeeting}/minute`, 'hold');

	const { id: ownerPostId } = await one<{ id: string }>(
		demo,
		`select m.post_id as id from memberships m join reviews v on v.id = m.review_id join posts p on p.id = m.post_id
			join department_names d on d.department_id = p.department_id
		where v.slug = 'start-in-life' and m.role = $1 and d.short_name = 'Families'`,
		'official'
	);
	const give = (text: string) =>
		press(official, `${review}/actions/new`, '', {
			text,
			ownerPostId: String(ownerPostId),
			dueOn: '2030-01-31',
			reportBackTo: 'the group',
			reportBackOn: '2030-02-28'
		}).then(nameIn);
	const [action, spareAction] = [await give(`${word} is watered`), await give(`${word} is weeded`)];
	return { meeting, spareMeeting, heldMeeting, action, spareAction };
}

async function makeAfter(demo: Demo): Promise<AfterRecords> {
	const [official, secretariat] = [await demo.as('official'), await demo.as('secretariat')];
	const agree = async (name: string) => {
		const title = `${word} ${name}`;
		const page = await press(official, `${review}/recommendations/new`, '', { title, text: `${word}, all agree.` });
		await press(secretariat, page, 'propose');
		// No write-round of the demo can clear: the committee's letter is put there behind the pages.
		await demo.look(
			`insert into decisions (review_id, kind, recommendation_id, version, post_id, decided_on, source, recorded_by_person_id,
				recorded_by_post_id)
			select r.review_id, 'collective', r.id, r.version, m.post_id, current_date - 10, 'Letter', h.person_id, m.post_id
			from recommendations r join memberships m on m.review_id = r.review_id and m.role = 'secretariat' and m.ended_at is null
				join holdings h on h.post_id = m.post_id and h.until is null
			where r.title = $1 limit 1`,
			[title]
		);
		return nameIn(page);
	};
	const [agreed, announced] = [await agree('is agreed'), await agree('is announced')];
	await press(official, `${review}/recommendations/${announced}/announced`, '', {
		decidedOn: new Date().toISOString().slice(0, 10),
		source: `${word} statement`
	});
	const { id: ownerPostId } = await one<{ id: string }>(
		demo,
		'select id from posts where title = $1',
		'Evidence official, Early Family Life'
	);
	const promise = (words: string) =>
		press(official, `${review}/undertakings/new`, '', {
			...{ place: 'press', madeOn: '2026-01-14', source: `${word} release`, madeBy: 'A minister' },
			...{ words, ownerPostId: String(ownerPostId), dueOn: '2030-01-31' }
		}).then(nameIn);
	const [undertaking, spareUndertaking] = [await promise(`${word} will bloom`), await promise(`${word} will spread`)];
	return { undertaking, spareUndertaking, agreed, announced };
}

/** What the record of a bid must say before it is frozen. */
export const bidRecord: Fill = Object.fromEntries(
	[
		...['summary', 'objectives', 'additionality', 'ifNotFunded', 'deliveryBody'],
		...['seniorResponsibleOwner', 'accountingOfficer', 'risks', 'evaluationPlan']
	].map((name) => [name, `${word}, as every ${name} says`])
);

async function makeBids(
	demo: Demo,
	{ recommendationId, careId }: { recommendationId: string; careId: string }
): Promise<BidRecords> {
	const by = (role: Role) => demo.as(role);
	const [official, care, secretariat] = [await by('official'), await by('careOfficial'), await by('secretariat')];
	const bidsOf = `${review}/bids`;
	const event = await press(secretariat, `${bidsOf}/events/new`, '', {
		name: `${word} round`,
		firstYear: '2022-23',
		lastYear: '2024-25',
		capitalLastYear: '2024-25'
	}).then(nameIn);
	await press(secretariat, `${bidsOf}/events/${event}/template`, 'upload', { file: fileValue(xlsxTemplate()) });

	const start = async (title: string) => {
		const to = await press(official, `${bidsOf}/new`, '', { title, fiscalEventId: event });
		const name = /\/(B\d+)/.exec(to)?.[1] ?? '';
		await press(official, `${bidsOf}/${name}/edit`, '', bidRecord);
		await press(official, `${bidsOf}/${name}/recommendations`, 'choose', { recommendationIds: [recommendationId] });
		return name;
	};
	const bid = await start(`${word} together`);
	const [{ id: familiesId } = { id: '' }] = await demo.look<{ id: string }>(
		`select r.lead_team_id as id from bids r ${inReview} where r.number = $1`,
		[bid.slice(1)]
	);
	const optionOf = async (name: string, kind: string) =>
		(
			await one<{ id: string }>(
				demo,
				`select o.id from bid_options o join bids r on r.id = o.bid_id ${inReview}
				where r.number = $1 and o.kind = '${kind}'`,
				name
			)
		).id;
	const share = async (caller: Caller, name: string, teamId: string) => {
		const { id: postId } = await one<{ id: string }>(
			demo,
			`select m.post_id as id from memberships m join holdings h on h.post_id = m.post_id
			join accounts a on a.person_id = h.person_id where a.email = $1`,
			caller.role === 'official' ? 'evidence@families.fictional.example' : 'evidence@care.fictional.example'
		);
		await press(caller, `${bidsOf}/${name}/departments`, 'financeLead', { postId }, { teamId });
		await press(caller, `${bidsOf}/${name}/costs`, '', {
			'lines[0].description': `${word} staff`,
			'lines[0].y2022': '120'
		});
		await press(caller, `${bidsOf}/${name}/shares`, 'agree', {}, { teamId });
	};
	const freeze = async (name: string) => {
		await press(official, `${bidsOf}/${name}/versions`, 'freeze', {
			options: [await optionOf(name, 'bau'), await optionOf(name, 'preferred')]
		});
	};

	await press(official, `${bidsOf}/${bid}/departments`, 'add', { teamId: careId });
	const families = String(familiesId);
	const benefit = await press(official, `${bidsOf}/${bid}/benefits/new`, '', {
		description: `${word} is calmer`,
		kind: 'social',
		teamId: families,
		'cells[1].pence': '90k'
	}).then(nameIn);
	await share(official, bid, families);
	await press(official, `${bidsOf}/${bid}/costs/assumptions/new?team=${families}`, '', {
		text: `One ${word} for ten families`,
		owner: word,
		source: 'A count',
		confidence: 'low'
	});
	await share(care, bid, careId);
	await press(official, `${bidsOf}/${bid}/shares`, 'agree', {}, { teamId: families });
	const returns: string[] = [];
	for (const line of ['gardeners', 'beekeepers']) {
		const file = fileValue(departmentReturn(`${word} ${line}`));
		returns.push(nameIn(await press(official, `${bidsOf}/${bid}/returns`, '', { teamId: families, file })));
	}
	await press(official, `${bidsOf}/${bid}/appraisals`, '');
	await freeze(bid);

	const submittedBid = await start(`${word} alone`);
	await share(official, submittedBid, families);
	await freeze(submittedBid);
	const version = `${bidsOf}/${submittedBid}/versions/1`;
	await press(official, version, 'sign', { read: 'on' });
	await press(official, version, 'submit');
	const question = { question: `Who waters the ${word}?` };
	await press(await by('treasury'), `${bidsOf}/${submittedBid}/questions`, 'ask', question);
	return {
		...{ fiscalEvent: event, bid, familiesId: families, careId, benefitId: benefit, returns, submittedBid },
		bauId: String(await optionOf(bid, 'bau')),
		preferredId: String(await optionOf(bid, 'preferred'))
	};
}

/** A department's file with one line of costs. */
export function departmentReturn(description: string): Uint8Array {
	return new TextEncoder().encode(`Description,Budget,2022-23,2023-24\n${description},RDEL,1500,2500\n`);
}

/** A copy for comment of a paper, with one word of it changed as Word would. */
export async function returnedFile(demo: Demo, paper: string, instead: string): Promise<Uint8Array> {
	const secretariat = await demo.as('secretariat');
	const { status, text } = await secretariat.get(`${review}/papers/${paper}/word/export?of=working`);
	if (status !== 200) throw new Error(`No copy for comment: ${status} ${said(text)}`);
	const [copy] = await demo.look<{ bytes: Buffer }>('select bytes from word_copies order by id desc limit 1');
	if (!copy) throw new Error('The copy for comment was not kept');
	return editText(copy.bytes, (xml) => xml.replace('Parents queue', `${instead} queue`));
}

/** The password that the official of Families starts with: the one-click accounts have none. */
export const firstWords = `${word} first words`;

async function firstPassword(demo: Demo, official: Caller): Promise<void> {
	const administrator = await demo.as('administrator');
	const { id } = await one<{ id: string }>(
		demo,
		'select person_id as id from accounts where email = $1',
		'evidence@families.fictional.example'
	);
	const { text } = await administrator.post(`/admin/people/${id}/password-link`, []);
	const [address] = /\/password\/[\w-]+/.exec(text) ?? [];
	if (!address) throw new Error(`No link for a password: ${said(text)}`);
	await press(await demo.enter('nobody'), address, '', { newPassword: firstWords });
	// Setting a password ends every session.
	await official.enterAgain();
}

/** What fills the form for a visit: everything in it, and notes that findings can be drawn from. */
export function visit(title: string): Fill {
	return {
		title,
		kind: 'visit',
		status: 'held',
		startsOn: '2026-03-16',
		placeName: `${word} Green`,
		notes: `At ${word} toddlers nap badly, the clinic opens late, parents queue outside and the kettle is broken.`,
		'people[0].role': `${word} matron`,
		'people[0].headCount': '3',
		'promises[0].text': `${word} gets an answer`
	};
}

/** The last part of an address, without what follows it: `E20`. */
export function nameIn(address: string): string {
	return (address.split(/[?#]/)[0] ?? '').split('/').at(-1) ?? '';
}

/** What a refused page says, for the message of a failing test. */
export function said(html: string): string {
	return html
		.replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.slice(0, 600);
}

const inReview = `join reviews v on v.id = r.review_id and v.slug = 'start-in-life'`;
const inReviewT = `join reviews v on v.id = t.review_id and v.slug = 'start-in-life'`;

/** One row, by the number in a reference where there is one. */
async function one<Row extends { id?: string; number?: number }>(
	demo: Demo,
	statement: string,
	name: string
): Promise<Row> {
	const [row] = await demo.look<Row>(statement, [/^[A-Z]\d+$/.test(name) ? name.slice(1) : name]);
	if (!row) throw new Error(`Nothing in the database is ${name}: ${statement}`);
	return row;
}

async function latest(demo: Demo, table: 'findings', letter: string): Promise<string> {
	const { number } = await one<{ number: number }>(
		demo,
		`select max(r.number) as number from ${table} r ${inReview} where $1 <> ''`,
		'-'
	);
	return `${letter}${number}`;
}
