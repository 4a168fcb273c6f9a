import { londonDate } from '#lib/ui/dates.ts';
import { type Demo, fileValue, type Fill, type Role } from './http.ts';
import {
	departmentReturn,
	familiesCabinet,
	fieldsOn,
	firstWords,
	returnedFile,
	sentMessage,
	review,
	type Records,
	visit,
	word
} from './http-records.ts';
import { tagsOf } from './page-forms.ts';
import { addWorkingDays } from '#lib/timetable/working-days.ts';
import { xlsxTemplate } from './templates.ts';

/** Who may, who is told that it is not theirs, and who is told that it is not there. Nobody is always told to sign in. */
export type Audience = { may: Role[]; forbidden: Role[]; notThere: Role[] };

const families: Role[] = ['official', 'minister', 'privateOffice', 'specialAdviser', 'cabinetPrivateOffice'];
const centre: Role[] = ['secretariat', 'chair'];
export const members: Role[] = [...families, 'careOfficial', ...centre, 'treasury', 'observer'];
const outsiders: Role[] = ['outsider', 'administrator'];
export const everybody: Role[] = [...members, ...outsiders];

/** On what every member of the review may know of. */
export const among = {
	members: (...may: Role[]): Audience => audience(members, may),
	/** On a draft of the Department for Families. */
	families: (...may: Role[]): Audience => audience(families, may),
	/** On a bid in work of Families and Care, which the secretariat does not see yet. */
	bidders: (...may: Role[]): Audience => audience([...families, 'careOfficial'], may),
	/** On a bid of Families that is with the Treasury. */
	submission: (...may: Role[]): Audience => audience([...families, ...centre, 'treasury'], may),
	/** On a file that may be Families' reply to a write-round. */
	reply: (...may: Role[]): Audience => audience([...families, 'secretariat'], may),
	/** On a letter of Families that has not gone out: its Cabinet minister's office does not know of it yet. */
	letter: (...may: Role[]): Audience =>
		audience(['official', 'minister', 'privateOffice', 'specialAdviser', ...centre], may),
	/** On one that has gone out, and on a write-round that Families prepares. */
	familiesAndCentre: (...may: Role[]): Audience => audience([...families, ...centre], may),
	/** On a working paper. */
	centre: (...may: Role[]): Audience => audience(centre, may),
	/** On what everybody knows that there is, such as the pages of administrators. */
	everybody: (...may: Role[]): Audience => audience(everybody, may)
};

export type HttpAct = {
	route: string;
	/** The action's name; '' for the page's only one. */
	action: string;
	/** The address of the page that carries the form. */
	page: (records: Records, demo: Demo) => string | Promise<string>;
	/** Who does it in the end, and with what typed into the form of that page. */
	by: Role;
	fill?: Fill | ((records: Records, demo: Demo) => Fill | Promise<Fill>);
	/** What the form holds already that tells it from the page's other forms of this action. */
	holding?: (records: Records, demo: Demo) => Record<string, string> | Promise<Record<string, string>>;
	/** The form is shown in a state that the demo is not in, so its fields are posted bare. */
	bare?: true;
	audience: Audience;
	/** What it answers when it is done: elsewhere (303), the page itself, or why the demo cannot do it (409). */
	done?: 200 | 409;
	/** It writes nothing even when it is done. */
	writesNothing?: true;
};

const on = '/(signed-in)/reviews/[review]';
const paper = (records: Records) => `${review}/papers/${records.paper}`;
const section = (records: Records) => `${paper(records)}/sections/${records.sectionId}`;
const publicCopy = (records: Records) => `${review}/papers/${records.publicPaper}/public`;
const minute = (page: string) => (records: Records) => `${review}/papers/${records.finalPaper}${page}`;
const finding = (records: Records) => `${review}/findings/${records.finding}`;
const recommendation = (name: keyof Records) => (records: Records) => `${review}/recommendations/${records[name]}`;
const thread = (records: Records) => `${recommendation('proposed')(records)}/discussion/${records.threadId}`;
const condition = (name: 'condition' | 'otherCondition') => (records: Records) =>
	`${review}/conditions/${records[name]}`;
const undertaking =
	(name: 'undertaking' | 'spareUndertaking', under = '') =>
	(records: Records) =>
		`${review}/undertakings/${records[name]}${under}`;
/** Whoever works in the department of the post that owns something of Families'. */
const ofOwner = among.members(
	...(['official', 'minister', 'privateOffice', 'cabinetPrivateOffice', 'secretariat', 'chair'] as const)
);
const familiesOfficial = 'Evidence official, Early Family Life';
const details = () => `${review}/details`;
const vocabulary = () => `${review}/settings/vocabulary`;
const mailOfReview = () => `${review}/settings/mail`;
const opposing = (records: Records) => `${review}/papers/${records.contestedPaper}/opposing`;
const exposed = (records: Records) => `${review}/papers/${records.exposedPaper}`;
const exposedSection = (records: Records) => `${exposed(records)}/sections/${records.exposedSectionId}`;
const suggestion = (index: number) => (records: Records) =>
	`${exposed(records)}/suggestions/${records.suggestions[index]}`;
const commentWindow = async (records: Records, demo: Demo) => {
	const [window] = await demo.look<{ id: string }>('select max(id) as id from comment_windows where $1 <> 0', [1]);
	return `${exposed(records)}/windows/${window?.id}`;
};
/** Observers speak where they are asked. */
export const speakers = among.members(...members.filter((role) => role !== 'observer'));
const firstRound = (under: string) => `${review}/rounds/W1${under}`;
const askedFamilies = `select a.id from round_addressees a join write_rounds w on w.id = a.round_id and w.number = 1
	join posts p on p.id = a.post_id where p.title = $1`;
const newReply = async (_: Records, demo: Demo) =>
	firstRound(`/replies/new?department=${await idOf(demo, askedFamilies, familiesCabinet)}`);
const letter =
	(under = '') =>
	(records: Records) =>
		`${review}/letters/${records.letter}${under}`;
const signedLetter =
	(under = '') =>
	(records: Records) =>
		`${review}/letters/${records.signedLetter}${under}`;
/** Whoever speaks for the minister who sends it. */
const sendersOffice = among.letter('minister', 'privateOffice');
const sending = among.letter('minister', 'privateOffice', 'secretariat');
const administrators = among.everybody('administrator');
const secretariat = among.members('secretariat');
const milestone = (title: string) => async (_: Records, demo: Demo) =>
	`${review}/timetable/${await idOf(demo, 'select id from milestones where title = $1', title)}`;
const meetingPage = (name: 'meeting' | 'spareMeeting' | 'heldMeeting', under: string) => (records: Records) =>
	`${review}/meetings/${records[name]}${under}`;

const bidPage = (under: string) => async (_: Records, demo: Demo) =>
	`${review}/bids/B${await idOf(demo, 'select number as id from bids where title = $1', `${word} hubs`)}${under}`;
const optionPage = async (records: Records, demo: Demo) => {
	const option = await idOf(demo, 'select id from bid_options where name = $1', `${word} half`);
	return `${await bidPage('/options/')(records, demo)}${option}`;
};

const benefitPage =
	(under = '') =>
	async (records: Records, demo: Demo) => {
		const benefit = await idOf(demo, 'select id from benefit_lines where description = $1', `${word} is gained`);
		return `${await bidPage('/benefits/')(records, demo)}${benefit}${under}`;
	};

const jointBid = (under: string) => (records: Records) => `${review}/bids/${records.bid}${under}`;
const submittedBid = (under: string) => (records: Records) => `${review}/bids/${records.submittedBid}${under}`;
const template = (records: Records) => `${review}/bids/events/${records.fiscalEvent}/template`;
const portfolio = (records: Records) => `${review}/bids/portfolio?event=${records.fiscalEvent}`;
const jointReturn = (index: number) => (records: Records) => jointBid(`/returns/${records.returns[index]}`)(records);
const newAssumption = (records: Records) => `${jointBid('/costs/assumptions/new')(records)}?team=${records.familiesId}`;
/** The last assumption of the bid in work. */
const assumption = async (records: Records, demo: Demo) => {
	const number = await idOf(
		demo,
		`select max(a.number) as id from assumptions a join bids b on b.id = a.bid_id where b.title = $1`,
		`${word} together`
	);
	return `${jointBid('/costs/assumptions/')(records)}${number}`;
};
/** A write-round of Families is known to its own people and to the centre until it is issued. */
const preparingRound = among.familiesAndCentre('secretariat');
const roundPage = (under: string) => async (_: Records, demo: Demo) =>
	`${review}/rounds/W${await idOf(demo, 'select number as id from write_rounds where title = $1', `${word} round`)}${under}`;
/** Every act that a page offers, in an order in which each can be done. Written by hand: what is missing fails a test. */
export const acts: readonly HttpAct[] = [
	// The own account: everybody's own, so nobody is refused who is signed in.
	{
		route: '/(signed-in)/account',
		action: 'actAs',
		page: () => '/account',
		by: 'official',
		bare: true,
		fill: { actingPostId: '' },
		audience: among.everybody(...everybody),
		writesNothing: true
	},
	{
		route: '/(signed-in)/account',
		action: 'endSessions',
		page: async (_, demo) => {
			await demo.enter('observer');
			return '/account';
		},
		by: 'observer',
		bare: true,
		fill: {},
		audience: among.everybody(...everybody)
	},
	{
		route: '/(signed-in)/account',
		action: 'digest',
		page: () => '/account',
		by: 'observer',
		fill: { digest: 'weekly' },
		audience: among.everybody(...everybody)
	},
	{
		route: '/(signed-in)/account/calendar',
		action: 'make',
		page: () => '/account/calendar',
		by: 'observer',
		audience: among.everybody(...everybody),
		done: 200
	},
	{
		route: '/(signed-in)/account/calendar',
		action: 'revoke',
		page: () => '/account/calendar',
		by: 'observer',
		audience: among.everybody(...everybody)
	},
	{
		route: '/(signed-in)/account/password',
		action: '',
		page: () => '/account/password',
		by: 'official',
		fill: { presentPassword: firstWords, newPassword: `${word} second words` },
		audience: among.everybody(...everybody)
	},

	// Administration.
	{
		route: '/(signed-in)/admin/departments/new',
		action: '',
		page: () => '/admin/departments/new',
		by: 'administrator',
		fill: { name: `Department of ${word}`, shortName: word },
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/departments/[id]',
		action: '',
		page: async (_, demo) => `/admin/departments/${await departmentId(demo)}`,
		by: 'administrator',
		fill: { name: `Ministry of ${word}`, since: '2020-01-01' },
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/posts/new',
		action: '',
		page: () => '/admin/posts/new',
		by: 'administrator',
		fill: async (_, demo) => ({ title: `${word} official`, departmentId: await departmentId(demo) }),
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/posts/[id]/edit',
		action: '',
		page: async (_, demo) => `/admin/posts/${await postId(demo)}/edit`,
		by: 'administrator',
		fill: { title: `${word} chief official` },
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/people/new',
		action: '',
		page: () => '/admin/people/new',
		by: 'administrator',
		fill: { name: `${word} Person`, email: `${word}@person.example` },
		audience: administrators,
		done: 200
	},
	{
		route: '/(signed-in)/admin/people/[id]/edit',
		action: '',
		page: async (_, demo) => `/admin/people/${await personId(demo)}/edit`,
		by: 'administrator',
		fill: { name: `${word} Somebody` },
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/people/[id]',
		action: 'givePost',
		page: async (_, demo) => `/admin/people/${await personId(demo)}`,
		by: 'administrator',
		fill: async (_, demo) => ({ postId: await postId(demo) }),
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/people/[id]',
		action: 'endPost',
		page: async (_, demo) => `/admin/people/${await personId(demo)}`,
		by: 'administrator',
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/posts/[id]',
		action: 'start',
		page: async (_, demo) => `/admin/posts/${await postId(demo)}`,
		by: 'administrator',
		fill: async (_, demo) => ({ personId: await personId(demo) }),
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/posts/[id]',
		action: 'end',
		page: async (_, demo) => `/admin/posts/${await postId(demo)}`,
		by: 'administrator',
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/people/[id]/password-link',
		action: '',
		page: async (_, demo) => `/admin/people/${await personId(demo)}/password-link`,
		by: 'administrator',
		audience: administrators,
		done: 200
	},
	{
		route: '/(signed-in)/admin/people/[id]/close',
		action: '',
		page: async (_, demo) => `/admin/people/${await personId(demo)}/close`,
		by: 'administrator',
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/people/[id]',
		action: 'open',
		page: async (_, demo) => `/admin/people/${await personId(demo)}`,
		by: 'administrator',
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/reshuffles/new',
		action: '',
		page: () => '/admin/reshuffles/new',
		by: 'administrator',
		fill: async (_, demo) => ({
			title: `${word} reshuffle`,
			'changes[0].postId': await postId(demo),
			'changes[0].personId': await personId(demo)
		}),
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/reshuffles/[id]/edit',
		action: '',
		page: async (_, demo) => `/admin/reshuffles/${await reshuffleId(demo)}/edit`,
		by: 'administrator',
		fill: { title: `${word} exchange` },
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/reshuffles/[id]',
		action: 'carryOut',
		page: async (_, demo) => `/admin/reshuffles/${await reshuffleId(demo)}`,
		by: 'administrator',
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/reshuffles/[id]',
		action: 'drop',
		// What the demo has prepared.
		page: () => '/admin/reshuffles/2',
		by: 'administrator',
		audience: administrators
	},
	{
		route: '/(signed-in)/admin/departments/[id]/succession',
		action: '',
		page: async (_, demo) => `/admin/departments/${await departmentId(demo)}/succession`,
		by: 'administrator',
		fill: { extent: 'whole', newName: `${word} united`, newShortName: `${word} U` },
		audience: administrators
	},
	...(['retry', 'cancel'] as const).map((action): HttpAct => ({
		route: '/(signed-in)/admin/mail',
		action,
		page: () => '/admin/mail',
		by: 'administrator',
		holding: async (_, demo) => ({ mail: await failedMail(demo, `admin ${action}`) }),
		audience: administrators
	})),

	// The review itself.
	{
		route: '/(signed-in)/reviews/new',
		action: '',
		page: () => '/reviews/new',
		by: 'secretariat',
		fill: { title: `${word} review`, slug: 'quillwort' },
		audience: among.everybody('secretariat')
	},
	{
		route: `${on}/settings`,
		action: '',
		page: () => `${review}/settings`,
		by: 'secretariat',
		fill: { nation: 'scotland' },
		audience: secretariat
	},
	{
		route: `${on}/settings/mail`,
		action: 'reminders',
		page: mailOfReview,
		by: 'secretariat',
		fill: { sendsReminders: 'on' },
		audience: secretariat
	},
	...(['retry', 'cancel'] as const).map((action): HttpAct => ({
		route: `${on}/settings/mail`,
		action,
		page: mailOfReview,
		by: 'secretariat',
		holding: async (_, demo) => ({ mail: await failedMail(demo, `review ${action}`) }),
		audience: secretariat
	})),
	{
		route: `${on}/details`,
		action: 'details',
		page: details,
		by: 'secretariat',
		fill: { commissionedBy: `The ${word}` },
		audience: secretariat
	},
	{
		route: `${on}/details`,
		action: 'addQuestion',
		page: details,
		by: 'secretariat',
		fill: { text: `What of ${word}?` },
		audience: secretariat
	},
	{
		route: `${on}/details`,
		action: 'editQuestion',
		page: details,
		by: 'secretariat',
		holding: (_, demo) => idWhere(demo, 'questionId', `select id from questions where text = $1`, `What of ${word}?`),
		fill: { text: `And what of ${word}?` },
		audience: secretariat
	},
	{
		route: `${on}/details`,
		action: 'addMilestone',
		page: details,
		by: 'secretariat',
		fill: { title: `${word} day`, dueOn: '2030-06-14' },
		audience: secretariat
	},
	{
		route: `${on}/details`,
		action: 'removeMilestone',
		page: details,
		by: 'secretariat',
		holding: (_, demo) => idWhere(demo, 'milestoneId', `select id from milestones where title = $1`, `${word} day`),
		audience: secretariat
	},
	{
		route: `${on}/members`,
		action: 'add',
		page: () => `${review}/members`,
		by: 'secretariat',
		fill: async (_, demo) => ({ postId: await postId(demo), role: 'observer' }),
		audience: secretariat
	},
	{
		route: `${on}/members`,
		action: 'end',
		page: () => `${review}/members`,
		by: 'secretariat',
		holding: async (_, demo) =>
			idWhere(demo, 'membershipId', `select id from memberships where post_id = $1`, await postId(demo)),
		audience: secretariat
	},
	...(['Kind', 'Theme'] as const).flatMap((noun): HttpAct[] => {
		const table = noun === 'Kind' ? 'finding_kinds' : 'themes';
		const holding: HttpAct['holding'] = (_, demo) =>
			idWhere(demo, 'id', `select id from ${table} where label like $1`, `${word}%`);
		const shared = {
			route: `${on}/settings/vocabulary`,
			page: vocabulary,
			by: 'secretariat',
			audience: secretariat
		} as const;
		return [
			{ ...shared, action: `add${noun}`, fill: { label: `${word} ${noun}` } },
			{ ...shared, action: `rename${noun}`, holding, fill: { label: `${word} other ${noun}` } },
			...(noun === 'Kind' ? [{ ...shared, action: 'moveKind', holding } satisfies HttpAct] : []),
			{ ...shared, action: `retire${noun}`, holding },
			{ ...shared, action: `restore${noun}`, holding }
		];
	}),

	// Evidence.
	{
		route: `${on}/evidence/new`,
		action: '',
		page: () => `${review}/evidence/new`,
		by: 'official',
		fill: visit(`${word} bakery`),
		audience: among.members('official', 'careOfficial', 'secretariat')
	},
	{
		route: `${on}/evidence/[event]/edit`,
		action: '',
		page: (records) => `${review}/evidence/${records.draftEvent}/edit`,
		by: 'official',
		fill: { host: `${word} and daughters` },
		audience: among.families('official')
	},
	{
		route: `${on}/evidence/[event]/passages`,
		action: 'find',
		page: (records) => `${review}/evidence/${records.event}/passages`,
		by: 'official',
		fill: { words: word },
		audience: among.members('official', 'careOfficial', 'secretariat'),
		done: 200,
		writesNothing: true
	},
	{
		route: `${on}/evidence/[event]/passages`,
		action: 'record',
		page: (records) => `${review}/evidence/${records.draftEvent}/passages`,
		by: 'official',
		fill: { quote: 'parents queue outside', sentence: `${word}: they queue.` },
		audience: among.families('official')
	},
	{
		route: `${on}/evidence/[event]/share`,
		action: '',
		page: (records) => `${review}/evidence/${records.draftEvent}/share`,
		by: 'official',
		// Its findings stay drafts, to be shared by themselves.
		fill: { findings: null },
		audience: among.families('official')
	},
	{
		route: `${on}/evidence/[event]`,
		action: 'notes',
		page: (records) => `${review}/evidence/${records.event}`,
		by: 'official',
		audience: among.members('official')
	},
	{
		route: `${on}/evidence/[event]/withdraw`,
		action: '',
		page: (records) => `${review}/evidence/${records.spareEvent}/withdraw`,
		by: 'official',
		fill: { reason: `${word} asked for it` },
		audience: among.families('official')
	},

	// Findings.
	{
		route: `${on}/findings/[finding]/share`,
		action: '',
		page: (records) => `${review}/findings/${records.draftFinding}/share`,
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/findings`,
		action: 'share',
		page: () => `${review}/findings`,
		by: 'official',
		fill: async (_, demo) => ({
			findings: await idOf(demo, 'select number as id from findings where sentence = $1', `${word}: they queue.`)
		}),
		audience: among.families('official')
	},
	{
		route: `${on}/findings`,
		action: 'set',
		page: () => `${review}/findings?state=shared`,
		by: 'official',
		fill: (records) => ({ findings: records.otherFinding.slice(1), nature: 'fact' }),
		audience: among.members('official')
	},
	{
		route: `${on}/findings/[finding]`,
		action: 'relate',
		page: finding,
		by: 'secretariat',
		fill: (records) => ({ kind: 'updates', to: records.spareFinding }),
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]`,
		action: 'unrelate',
		page: finding,
		by: 'official',
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]`,
		action: 'ask',
		page: finding,
		by: 'official',
		fill: { body: `The ${word} Society` },
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]`,
		action: 'answer',
		page: finding,
		by: 'careOfficial',
		fill: { outcome: 'disputed', note: `${word} opens at nine` },
		audience: among.members('careOfficial')
	},
	{
		route: `${on}/findings/[finding]/links`,
		action: 'make',
		page: (records) => `${review}/findings/${records.otherFinding}/links`,
		by: 'official',
		fill: async (records, demo) => ({
			recommendationId: await recommendationId(demo, records.emerging),
			stance: 'qualifies'
		}),
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/recommendations/tag`,
		action: '',
		page: (records) => `${review}/recommendations/tag?findings=${records.spareFinding.slice(1)}`,
		by: 'official',
		fill: async (records, demo) => ({
			recommendationId: await recommendationId(demo, records.emerging),
			stance: 'contradicts'
		}),
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]/links/[link]`,
		action: 'change',
		page: (records) => `${finding(records)}/links/${records.linkId}`,
		by: 'official',
		fill: { note: `${word} says more` },
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]/edit`,
		action: '',
		page: (records) => `${finding(records)}/edit`,
		by: 'official',
		fill: { sentence: `${word}: the clinic opens at ten.` },
		audience: among.members('official')
	},
	{
		route: `${on}/recommendations/[recommendation]`,
		action: 'confirm',
		page: recommendation('emerging'),
		by: 'official',
		holding: (records) => ({ linkId: records.linkId }),
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]/edit`,
		action: '',
		page: (records) => `${finding(records)}/edit`,
		by: 'official',
		fill: { sentence: `${word}: the clinic opens at eleven.` },
		audience: among.members('official')
	},
	{
		route: `${on}/recommendations/[recommendation]/evidence`,
		action: 'confirm',
		page: (records) => `${recommendation('emerging')(records)}/evidence`,
		by: 'secretariat',
		holding: (records) => ({ linkId: records.linkId }),
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]/edit`,
		action: '',
		page: (records) => `${finding(records)}/edit`,
		by: 'official',
		fill: { sentence: `${word}: the clinic opens at noon.` },
		audience: among.members('official')
	},
	{
		route: `${on}/recommendations/re-check`,
		action: '',
		page: () => `${review}/recommendations/re-check`,
		by: 'official',
		fill: async (records, demo) => ({
			links: await idOf(
				demo,
				`select concat_ws(':', id, finding_version_current, recommendation_version_current) as id from links where id = $1`,
				records.linkId
			)
		}),
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]/links/[link]`,
		action: 'remove',
		page: (records) => `${finding(records)}/links/${records.linkId}`,
		by: 'official',
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/findings/[finding]/withdraw`,
		action: '',
		page: (records) => `${review}/findings/${records.spareFinding}/withdraw`,
		by: 'official',
		fill: { reason: `${word} mended it` },
		audience: among.members('official')
	},

	// Recommendations and positions.
	{
		route: `${on}/recommendations/new`,
		action: '',
		page: () => `${review}/recommendations/new`,
		by: 'official',
		fill: { title: `${word} benches`, text: `There are benches for ${word}.` },
		audience: among.members('official', 'careOfficial', 'secretariat')
	},
	{
		route: `${on}/recommendations/[recommendation]/edit`,
		action: '',
		page: (records) => `${recommendation('emerging')(records)}/edit`,
		by: 'official',
		fill: { title: `${word} longer hours` },
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/recommendations/[recommendation]`,
		action: 'propose',
		page: recommendation('toPropose'),
		by: 'chair',
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/recommendations/[recommendation]/positions`,
		action: '',
		page: (records) => `${recommendation('toPropose')(records)}/positions`,
		by: 'minister',
		fill: { stance: 'not_content', reason: `${word} rains` },
		audience: among.members('minister', 'privateOffice')
	},
	// A condition of Families' minister: an owner, words, a version that meets it, and the tick on either page,
	// before the minister answers anew.
	{
		route: `${on}/conditions/[condition]`,
		action: 'assign',
		page: condition('condition'),
		by: 'secretariat',
		fill: async (_, demo) => ({
			ownerPostId: await idOf(demo, 'select id from posts where title = $1', familiesOfficial)
		}),
		audience: secretariat
	},
	{
		route: `${on}/conditions/[condition]`,
		action: 'words',
		page: condition('condition'),
		by: 'privateOffice',
		fill: { words: `${word} naps once it is paid for.` },
		audience: among.members('minister', 'privateOffice', 'secretariat')
	},
	{
		route: `${on}/conditions/[condition]`,
		action: 'settle',
		page: condition('condition'),
		by: 'secretariat',
		fill: { handled: `${word} is in the budget` },
		// Its owner says so too.
		audience: among.members('secretariat', 'official')
	},
	{
		route: `${on}/conditions/[condition]`,
		action: 'tick',
		page: condition('otherCondition'),
		by: 'privateOffice',
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/recommendations/[recommendation]`,
		action: 'tick',
		page: recommendation('proposed'),
		by: 'privateOffice',
		holding: (records) => ({ condition: records.condition.slice(1) }),
		audience: among.members('minister', 'privateOffice')
	},
	// Meetings of the group and what they ask for.
	{
		route: `${on}/meetings/new`,
		action: '',
		page: () => `${review}/meetings/new`,
		by: 'secretariat',
		fill: { title: `${word} meets again`, meetsOn: '2030-01-31', place: `${word} hall` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/meetings/[meeting]/edit`,
		action: 'save',
		page: meetingPage('meeting', '/edit'),
		by: 'secretariat',
		fill: { place: `${word} hall` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/meetings/[meeting]/edit`,
		action: 'cancel',
		page: meetingPage('spareMeeting', '/edit'),
		by: 'chair',
		fill: { because: `${word} is ill` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/meetings/[meeting]/agenda`,
		action: '',
		page: meetingPage('meeting', '/agenda'),
		by: 'secretariat',
		fill: { 'items[0].title': `${word} and others` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/meetings/[meeting]/attendance`,
		action: '',
		page: meetingPage('meeting', '/attendance'),
		by: 'secretariat',
		fill: { 'rows[0].presence': 'present' },
		audience: among.members('secretariat', 'chair')
	},
	// The page offers a cell for each member on each recommendation.
	{
		route: `${on}/meetings/[meeting]/positions`,
		action: '',
		page: meetingPage('meeting', '/positions'),
		by: 'secretariat',
		bare: true,
		fill: async (records, demo) => {
			const of = await recommendationId(demo, records.proposed);
			const post = await idOf(demo, `select id from posts where title = $1`, 'Minister for Early Family Life');
			return {
				'cells[0].of': `${of}:${post}`,
				'cells[0].version': await idOf(demo, `select version as id from recommendations where id = $1`, of),
				'cells[0].stance': 'not_content',
				'cells[0].reason': `${word} rains`
			};
		},
		audience: among.members('secretariat', 'minister', 'privateOffice')
	},
	{
		route: `${on}/meetings/noted`,
		action: '',
		page: () => `${review}/meetings/noted`,
		by: 'privateOffice',
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/meetings/[meeting]/decisions`,
		action: 'passing',
		page: meetingPage('meeting', '/decisions'),
		by: 'chair',
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/meetings/[meeting]/decisions`,
		action: 'decide',
		page: meetingPage('meeting', '/decisions'),
		by: 'secretariat',
		fill: { outcome: 'deferred', words: `${word} first` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/meetings/[meeting]/decisions`,
		action: 'note',
		page: meetingPage('meeting', '/decisions'),
		by: 'secretariat',
		fill: { words: `${word} was raised` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/meetings/[meeting]/minute`,
		action: 'hold',
		page: meetingPage('meeting', '/minute'),
		by: 'secretariat',
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/meetings/[meeting]/minute`,
		action: 'correct',
		page: meetingPage('heldMeeting', '/minute'),
		by: 'secretariat',
		fill: { text: `${word} was late` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/timetable/plan`,
		action: '',
		page: async (_, demo) => {
			const [cabinet] = await demo.look<{ on: string }>(
				`select to_char(due_on, 'YYYY-MM-DD') as on from milestones where kind = 'cabinet'`
			);
			return `${review}/timetable/plan?cabinetOn=${cabinet?.on ?? '2030-06-13'}&nations=england&avoidsRecess=on`;
		},
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/timetable/new`,
		action: '',
		page: () => `${review}/timetable/new`,
		by: 'secretariat',
		fill: async (_, demo) => ({
			title: `${word} is sown`,
			dueOn: '2030-06-12',
			follows: null,
			ownerPostId: await idOf(demo, `select id from posts where title = $1`, familiesOfficial)
		}),
		audience: secretariat
	},
	{
		route: `${on}/timetable/[milestone]`,
		action: 'edit',
		page: milestone(`${word} is sown`),
		by: 'secretariat',
		fill: { title: `${word} is sown twice` },
		audience: secretariat
	},
	{
		route: `${on}/timetable/[milestone]`,
		action: 'move',
		page: async (records, demo) => `${await milestone(`${word} is sown twice`)(records, demo)}?on=2030-06-13`,
		by: 'secretariat',
		fill: { because: `${word} needs a day more` },
		audience: secretariat
	},
	{
		route: `${on}/timetable/[milestone]`,
		action: 'done',
		page: milestone(`${word} is sown twice`),
		by: 'official',
		audience: among.members(
			...(['official', 'minister', 'privateOffice', 'cabinetPrivateOffice', 'secretariat', 'chair'] as const)
		)
	},
	{
		route: `${on}/timetable/[milestone]`,
		action: 'reopen',
		page: milestone(`${word} is sown twice`),
		by: 'chair',
		audience: among.members(
			...(['official', 'minister', 'privateOffice', 'cabinetPrivateOffice', 'secretariat', 'chair'] as const)
		)
	},
	{
		route: `${on}/timetable/[milestone]`,
		action: 'remove',
		page: milestone(`${word} is sown twice`),
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/actions/new`,
		action: '',
		page: () => `${review}/actions/new`,
		by: 'official',
		fill: async (records, demo) => ({
			text: `${word} is mown`,
			dueOn: '2030-01-31',
			ownerPostId: await idOf(
				demo,
				`select owner_post_id as id from actions where number = $1 order by id desc limit 1`,
				records.action.slice(1)
			)
		}),
		audience: among.members('official', 'privateOffice', 'secretariat', 'chair')
	},
	{
		route: `${on}/actions/[action]/edit`,
		action: '',
		page: (records) => `${review}/actions/${records.action}/edit`,
		by: 'secretariat',
		fill: { text: `${word} is watered twice` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/actions/[action]`,
		action: 'done',
		page: (records) => `${review}/actions/${records.action}`,
		by: 'minister',
		fill: { outcome: `${word} grows` },
		audience: ofOwner
	},
	{
		route: `${on}/actions/[action]`,
		action: 'drop',
		page: (records) => `${review}/actions/${records.spareAction}`,
		by: 'chair',
		fill: { because: `${word} was pulled up` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/actions/[action]`,
		action: 'report',
		page: (records) => `${review}/actions/${records.action}`,
		by: 'official',
		fill: { words: `${word} was reported` },
		audience: ofOwner
	},
	{
		route: `${on}/undertakings/new`,
		action: '',
		page: () => `${review}/undertakings/new`,
		by: 'privateOffice',
		fill: async (_, demo) => ({
			...{ place: 'commons', madeOn: '2026-01-14', source: `${word} Hansard`, words: `${word} will grow` },
			...{
				madeBy: 'A minister',
				ownerPostId: await idOf(demo, 'select id from posts where title = $1', familiesOfficial)
			}
		}),
		audience: among.members('official', 'privateOffice', 'secretariat', 'chair')
	},
	{
		route: `${on}/undertakings/[undertaking]/edit`,
		action: '',
		page: undertaking('undertaking', '/edit'),
		by: 'secretariat',
		fill: { dueOn: '2030-02-01' },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/undertakings/[undertaking]`,
		action: 'correct',
		page: undertaking('undertaking'),
		by: 'secretariat',
		fill: {
			...{ words: `${word} will bloom late`, correctedOn: '2026-01-20' },
			...{ source: `${word} column`, because: `${word} was misread` }
		},
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/undertakings/[undertaking]`,
		action: 'met',
		page: undertaking('undertaking'),
		by: 'minister',
		fill: { metBy: 'words', metWords: `${word} is in bloom` },
		audience: ofOwner
	},
	{
		route: `${on}/undertakings/[undertaking]`,
		action: 'reopen',
		page: undertaking('undertaking'),
		by: 'chair',
		fill: { because: `${word} was a weed` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/undertakings/[undertaking]`,
		action: 'withdraw',
		page: undertaking('spareUndertaking'),
		by: 'chair',
		fill: { because: `${word} spreads no more` },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/recommendations/[recommendation]/announced`,
		action: '',
		page: (records) => `${review}/recommendations/${records.agreed}/announced`,
		by: 'privateOffice',
		fill: () => ({ decidedOn: londonDate(new Date()), source: `${word} statement` }),
		audience: among.members('official', 'privateOffice', 'secretariat')
	},
	{
		route: `${on}/recommendations/[recommendation]/delivered`,
		action: '',
		page: (records) => `${review}/recommendations/${records.announced}/delivered`,
		by: 'official',
		fill: () => ({ decidedOn: londonDate(new Date()), source: `${word} report` }),
		audience: among.members('official', 'privateOffice', 'secretariat')
	},

	{
		route: `${on}/positions/answer`,
		action: '',
		page: async () => `${review}/positions/answer`,
		by: 'privateOffice',
		bare: true,
		fill: async (records, demo) => ({
			postId: await idOf(demo, `select id from posts where title = $1`, 'Minister for Early Family Life'),
			conveyed: 'box_note',
			'items[0].recommendationId': await recommendationId(demo, records.toPropose),
			'items[0].version': '1',
			'items[0].ticked': 'on',
			'items[0].stance': 'content'
		}),
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/recommendations/[recommendation]/disagreement`,
		action: 'propose',
		page: (records) => `${recommendation('proposed')(records)}/disagreement`,
		by: 'secretariat',
		fill: { words: `${word} must be paid for first` },
		audience: secretariat
	},
	{
		route: `${on}/recommendations/[recommendation]/disagreement`,
		action: 'agree',
		page: (records) => `${recommendation('proposed')(records)}/disagreement`,
		by: 'privateOffice',
		fill: { words: `${word} should be paid for first` },
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/recommendations/[recommendation]/disagreement`,
		action: 'withdraw',
		page: (records) => `${recommendation('proposed')(records)}/disagreement`,
		by: 'privateOffice',
		fill: { because: `${word} was said too early` },
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/recommendations/[recommendation]/drafting-changes/[version]`,
		action: '',
		page: (records) => `${recommendation('proposed')(records)}/drafting-changes/2`,
		by: 'minister',
		fill: { because: `${word} again is more` },
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/recommendations/[recommendation]/agreement`,
		action: '',
		page: (records) => `${recommendation('toPropose')(records)}/agreement`,
		by: 'chair',
		fill: { decidedOn: '2026-01-14', source: `${word} meeting` },
		audience: among.members('chair')
	},
	{
		route: `${on}/recommendations/[recommendation]/discussion/new`,
		action: '',
		page: (records) => `${recommendation('proposed')(records)}/discussion/new`,
		by: 'specialAdviser',
		fill: { body: `${word} for our own people` },
		audience: speakers
	},
	{
		route: `${on}/recommendations/[recommendation]/discussion/[thread]`,
		action: 'reply',
		page: thread,
		by: 'careOfficial',
		fill: { body: `${word} says so` },
		audience: speakers
	},
	{
		route: `${on}/recommendations/[recommendation]/discussion/[thread]`,
		action: 'resolve',
		page: thread,
		by: 'secretariat',
		fill: { body: `${word} is answered` },
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/recommendations/[recommendation]/discussion/[thread]`,
		action: 'reopen',
		page: thread,
		by: 'official',
		fill: { body: `${word} is not` },
		audience: among.members('official', 'secretariat')
	},
	{
		route: `${on}/recommendations/[recommendation]/proposed-words/[answer]`,
		action: 'accept',
		page: (records) => `${recommendation('reworded')(records)}/proposed-words/${records.rewordedAnswer}`,
		by: 'secretariat',
		fill: { change: 'on' },
		audience: secretariat
	},
	{
		route: `${on}/recommendations/[recommendation]/proposed-words/[answer]`,
		action: 'decline',
		page: (records) => `${recommendation('otherwise')(records)}/proposed-words/${records.otherwiseAnswer}`,
		by: 'secretariat',
		fill: { because: `${word} stays` },
		audience: secretariat
	},
	{
		route: `${on}/recommendations/[recommendation]/judgements/[criterion]`,
		action: '',
		page: (records) => `${recommendation('proposed')(records)}/judgements/cost`,
		by: 'privateOffice',
		fill: { answer: 'large', comment: `${word} is dear` },
		audience: among.members('official', 'careOfficial', 'minister', 'privateOffice', 'treasury')
	},
	{
		route: `${on}/box/advice/write`,
		action: '',
		page: async () => `${review}/box/advice/write`,
		by: 'official',
		bare: true,
		fill: async (records, demo) => ({
			teamId: await idOf(demo, familiesTeam, 'minister'),
			...(await advised(records, demo, 'proposed', 0)),
			...(await advised(records, demo, 'toPropose', 1))
		}),
		audience: among.members('official')
	},
	{
		route: `${on}/box/advice`,
		action: 'clear',
		page: async () => `${review}/box/advice`,
		by: 'official',
		bare: true,
		fill: async (records, demo) => ({
			...(await adviceSeen(records, demo, 'proposed')),
			part: 'policy',
			clearedBy: `${word}, director`
		}),
		audience: among.families('official')
	},
	{
		route: `${on}/box/advice`,
		action: 'seen',
		page: async () => `${review}/box/advice`,
		by: 'specialAdviser',
		bare: true,
		fill: (records, demo) => adviceSeen(records, demo, 'proposed'),
		audience: among.families('specialAdviser')
	},
	{
		route: `${on}/box/[recommendation]`,
		action: 'seen',
		page: (records) => `${review}/box/${records.toPropose}`,
		by: 'specialAdviser',
		bare: true,
		fill: (records, demo) => adviceSeen(records, demo, 'toPropose'),
		audience: among.families('specialAdviser')
	},
	{
		route: `${on}/box/[recommendation]`,
		action: 'ask',
		page: (records) => `${review}/box/${records.toPropose}?answer=ask`,
		by: 'minister',
		fill: { text: `How long does ${word} take?`, askedOf: 'secretariat' },
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/box/[recommendation]`,
		action: 'answer',
		page: (records) => `${review}/box/${records.toPropose}`,
		by: 'minister',
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/box/questions/[question]`,
		action: '',
		page: (records) => `${review}/box/questions/${records.boxQuestion}`,
		by: 'official',
		fill: { answer: `The council pays for ${word}.` },
		audience: among.families('official')
	},
	{
		route: `${on}/box`,
		action: 'pack',
		page: async () => `${review}/box`,
		by: 'privateOffice',
		audience: among.members('minister', 'privateOffice')
	},
	{
		route: `${on}/box/packs/[pack]/return`,
		action: '',
		page: (records) => `${review}/box/packs/${records.boxPack}/return`,
		by: 'privateOffice',
		fill: { 'items[0].mark': 'not_yet', 'items[0].words': `${word} comes first` },
		audience: among.families('minister', 'privateOffice')
	},
	{
		route: `${on}/recommendations/[recommendation]/not-taken-forward`,
		action: '',
		page: (records) => `${recommendation('toDrop')(records)}/not-taken-forward`,
		by: 'secretariat',
		fill: { because: `${word} drinks no tea` },
		audience: among.members('secretariat', 'chair')
	},

	// Bids: started by Families, alone until the last of these acts.
	{
		route: `${on}/bids/events/new`,
		action: '',
		page: () => `${review}/bids/events/new`,
		by: 'secretariat',
		fill: {
			name: `${word} settlement`,
			firstYear: '2027-28',
			lastYear: '2029-30',
			capitalLastYear: '2029-30'
		},
		audience: secretariat
	},
	{
		route: `${on}/bids/events/[id]/edit`,
		action: '',
		page: async (_, demo) => `${review}/bids/events/${await fiscalEventId(demo)}/edit`,
		by: 'secretariat',
		fill: { guidance: `${word} comes first.` },
		audience: secretariat
	},
	{
		route: `${on}/bids/events/[id]/envelope`,
		action: '',
		page: async (_, demo) => `${review}/bids/events/${await fiscalEventId(demo)}/envelope`,
		by: 'secretariat',
		fill: { 'years[0].rdel': '5m' },
		audience: secretariat
	},
	{
		route: `${on}/bids/new`,
		action: '',
		page: () => `${review}/bids/new`,
		by: 'official',
		fill: async (_, demo) => ({ title: `${word} hubs`, fiscalEventId: await fiscalEventId(demo) }),
		audience: among.members('official', 'careOfficial')
	},
	{
		route: `${on}/bids/[ref]/edit`,
		action: '',
		page: bidPage('/edit'),
		by: 'official',
		fill: { summary: `${word} asks for hubs.` },
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/outcomes`,
		action: '',
		page: bidPage('/outcomes'),
		by: 'official',
		fill: {
			'outcomes[0].metric': `${word} visits`,
			'outcomes[0].baseline': 'None',
			'outcomes[0].target': 'All',
			'outcomes[0].source': 'Returns'
		},
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/recommendations`,
		action: 'choose',
		page: bidPage('/recommendations'),
		by: 'official',
		fill: async (records, demo) => ({ recommendationIds: [await recommendationId(demo, records.emerging)] }),
		audience: among.families('official')
	},
	// Shown once a recommendation is reworded after it was costed; to say so of the wording that was costed changes nothing.
	{
		route: `${on}/bids/[ref]/recommendations`,
		action: 'accept',
		page: bidPage('/recommendations'),
		by: 'official',
		bare: true,
		fill: async (records, demo) => {
			const id = await recommendationId(demo, records.emerging);
			return {
				recommendationId: id,
				version: await idOf(demo, 'select version as id from recommendations where id = $1', id)
			};
		},
		audience: among.families('official'),
		writesNothing: true
	},
	{
		route: `${on}/bids/[ref]/options`,
		action: '',
		page: bidPage('/options'),
		by: 'official',
		fill: { kind: 'minimum', name: `${word} half` },
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/options/[option]`,
		action: 'edit',
		page: optionPage,
		by: 'official',
		fill: { description: `${word} by halves` },
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/options/[option]`,
		action: 'remove',
		page: optionPage,
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/benefits/new`,
		action: '',
		page: bidPage('/benefits/new'),
		by: 'official',
		fill: { description: `${word} is gained`, kind: 'social', 'cells[0].pence': '5m' },
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/benefits/[benefit]`,
		action: 'save',
		page: benefitPage(),
		by: 'official',
		fill: { quintile: '2' },
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/benefits/[benefit]`,
		action: 'evidence',
		page: async (records, demo) => benefitPage(`?find=${records.finding}`)(records, demo),
		by: 'official',
		fill: (records) => ({ finding: records.finding, note: `${word} bears on it` }),
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/benefits/[benefit]`,
		action: 'without',
		page: benefitPage(),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/appraisals/plan`,
		action: '',
		page: bidPage('/appraisals/plan'),
		by: 'official',
		fill: { horizonYears: '12' },
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/appraisals`,
		action: '',
		page: bidPage('/appraisals'),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/appraisals/[number]`,
		action: '',
		page: bidPage('/appraisals/1'),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/benefits/[benefit]`,
		action: 'remove',
		page: benefitPage(),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/rank`,
		action: '',
		page: bidPage('/rank'),
		by: 'official',
		fill: { priorityRank: '3' },
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/departments`,
		action: 'financeLead',
		page: bidPage('/departments'),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/departments`,
		action: 'add',
		page: bidPage('/departments'),
		by: 'official',
		fill: async (_, demo) => ({ teamId: await placesTeamId(demo) }),
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/departments`,
		action: 'remove',
		page: bidPage('/departments'),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]`,
		action: 'release',
		page: bidPage(''),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/withdraw`,
		action: '',
		page: bidPage('/withdraw'),
		by: 'official',
		fill: { because: `${word} was merged` },
		audience: audience([...families, 'secretariat'], ['official'])
	},

	// A bid of Families and Care: what each puts in, until it is with the Treasury.
	{
		route: `${on}/bids/events/[id]/template`,
		action: 'upload',
		page: async (_, demo) => `${review}/bids/events/${await fiscalEventId(demo)}/template`,
		by: 'secretariat',
		fill: () => ({ file: fileValue(xlsxTemplate()) }),
		audience: secretariat
	},
	{
		route: `${on}/bids/events/[id]/template`,
		action: 'place',
		page: template,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/bids/events/[id]/template`,
		action: 'map',
		page: template,
		by: 'secretariat',
		fill: { savings: 'positive' },
		audience: secretariat
	},
	{
		route: `${on}/bids/[ref]/costs`,
		action: '',
		page: jointBid('/costs'),
		by: 'official',
		fill: { 'lines[1].description': `${word} sheds`, 'lines[1].y2023': '75' },
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/costs`,
		action: '',
		page: jointBid('/costs'),
		by: 'careOfficial',
		fill: { 'lines[1].description': `${word} barrows`, 'lines[1].y2023': '80' },
		audience: among.bidders('careOfficial')
	},
	{
		route: `${on}/bids/[ref]/costs/assumptions/new`,
		action: '',
		page: newAssumption,
		by: 'official',
		fill: { text: `A shed for each ${word}`, owner: word, source: 'A guess', confidence: 'low' },
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/costs/assumptions/[number]`,
		action: 'save',
		page: assumption,
		by: 'official',
		fill: { confidence: 'high' },
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/costs/assumptions/[number]`,
		action: 'remove',
		page: assumption,
		by: 'official',
		audience: among.bidders('official')
	},
	// Families' reply to the first write-round of the demo, which silence has counted for so far.
	{
		route: `${on}/rounds/[ref]/replies/new`,
		action: 'record',
		page: newReply,
		by: 'secretariat',
		fill: { stance: 'content', conveyed: 'call', sentBy: word },
		audience: among.members('secretariat', 'cabinetPrivateOffice')
	},
	{
		route: `${on}/rounds/[ref]/replies/new`,
		action: 'give',
		page: newReply,
		by: 'cabinetPrivateOffice',
		fill: { stance: 'content' },
		audience: among.members('cabinetPrivateOffice')
	},
	{
		route: `${on}/rounds/[ref]/replies`,
		action: 'nil',
		page: () => firstRound('/replies'),
		by: 'cabinetPrivateOffice',
		audience: among.members('cabinetPrivateOffice')
	},
	{
		route: `${on}/rounds/[ref]/replies`,
		action: 'drop',
		page: () => firstRound('/replies'),
		by: 'secretariat',
		fill: async (_, demo) => ({
			addresseeId: await idOf(demo, askedFamilies, familiesCabinet),
			file: fileValue(new TextEncoder().encode('From: a@b.example\r\nTo: c@d.example\r\n\r\nNil return'))
		}),
		audience: among.members('secretariat', 'cabinetPrivateOffice')
	},
	{
		route: `${on}/rounds/[ref]/replies`,
		action: 'seen',
		page: () => firstRound('/replies'),
		by: 'secretariat',
		audience: among.members('secretariat')
	},
	{
		route: `${on}/rounds/[ref]/replies/dropped/[drop]`,
		action: 'record',
		page: ({ drops }) => firstRound(`/replies/dropped/${drops[1]}`),
		by: 'secretariat',
		fill: () => ({
			stance: 'content',
			senderConfirmed: 'on',
			datedOn: londonDate(new Date())
		}),
		audience: among.members('secretariat', 'cabinetPrivateOffice')
	},
	{
		route: `${on}/rounds/[ref]/replies/dropped/[drop]`,
		action: 'aside',
		page: ({ drops }) => firstRound(`/replies/dropped/${drops[2]}`),
		by: 'secretariat',
		audience: among.reply('secretariat', 'cabinetPrivateOffice')
	},
	{
		route: `${on}/bids/[ref]/returns`,
		action: '',
		page: jointBid('/returns'),
		by: 'official',
		fill: ({ familiesId }) => ({ teamId: familiesId, file: fileValue(departmentReturn(`${word} ladders`)) }),
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/returns/[return]`,
		action: 'place',
		page: jointReturn(0),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/returns/[return]`,
		action: 'map',
		page: jointReturn(0),
		by: 'official',
		fill: { unit: 'thousands' },
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/returns/[return]`,
		action: 'commit',
		page: jointReturn(0),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/returns/[return]`,
		action: 'drop',
		page: jointReturn(1),
		by: 'official',
		audience: among.families('official')
	},
	{
		route: `${on}/bids/[ref]/appraisals`,
		action: '',
		page: jointBid('/appraisals'),
		by: 'careOfficial',
		audience: among.bidders('official', 'careOfficial')
	},
	{
		route: `${on}/bids/[ref]/edit`,
		action: '',
		page: jointBid('/edit'),
		by: 'official',
		fill: { headlinePence: '9m' },
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/shares`,
		action: 'explain',
		page: jointBid('/shares'),
		by: 'official',
		fill: { explanation: `${word} is rounded up` },
		audience: among.bidders('official', 'careOfficial')
	},
	{
		route: `${on}/bids/[ref]/shares`,
		action: 'agree',
		page: jointBid('/shares'),
		by: 'official',
		holding: ({ familiesId }) => ({ teamId: familiesId }),
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/shares`,
		action: 'agree',
		page: jointBid('/shares'),
		by: 'careOfficial',
		holding: ({ careId }) => ({ teamId: careId }),
		audience: among.bidders('careOfficial')
	},
	{
		route: `${on}/bids/[ref]/versions`,
		action: 'freeze',
		page: jointBid('/versions'),
		by: 'official',
		fill: ({ bauId, preferredId }) => ({ options: [bauId, preferredId] }),
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/versions/[number]`,
		action: 'sign',
		page: jointBid('/versions/2'),
		by: 'official',
		fill: { read: 'on' },
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/versions/[number]`,
		action: 'sign',
		page: jointBid('/versions/2'),
		by: 'careOfficial',
		fill: { read: 'on' },
		audience: among.bidders('careOfficial')
	},
	{
		route: `${on}/bids/[ref]/versions/[number]`,
		action: 'submit',
		page: jointBid('/versions/2'),
		by: 'official',
		audience: among.bidders('official')
	},
	{
		route: `${on}/bids/[ref]/treasury`,
		action: 'position',
		page: submittedBid('/treasury'),
		by: 'treasury',
		fill: { stance: 'reserved', words: `${word} waits for the budget` },
		audience: among.submission('treasury')
	},
	{
		route: `${on}/bids/[ref]/treasury`,
		action: 'note',
		page: submittedBid('/treasury'),
		by: 'treasury',
		fill: { body: `${word} asks for much` },
		audience: among.submission('treasury')
	},
	{
		route: `${on}/bids/[ref]/questions`,
		action: 'ask',
		page: submittedBid('/questions'),
		by: 'treasury',
		fill: { question: `And who waters ${word} in June?` },
		audience: among.submission('treasury')
	},
	{
		route: `${on}/bids/[ref]/questions/[number]`,
		action: '',
		page: submittedBid('/questions/1'),
		by: 'official',
		fill: { answer: `${word} has a can` },
		audience: among.submission('official')
	},
	{
		route: `${on}/bids/portfolio`,
		action: 'move',
		page: portfolio,
		by: 'secretariat',
		audience: secretariat
	},
	// The page's script sends it when a bid is dragged.
	{
		route: `${on}/bids/portfolio`,
		action: 'rank',
		page: portfolio,
		by: 'secretariat',
		bare: true,
		fill: async ({ fiscalEvent }, demo) => {
			const ranked = await demo.look<{ id: string }>(
				'select bid_id as id from portfolio_ranks where fiscal_event_id = $1 order by rank',
				[fiscalEvent]
			);
			const ids = ranked.map(({ id }) => id);
			return { seen: ids.join(), order: ids.toReversed().join() };
		},
		audience: secretariat
	},

	// Papers.
	{
		route: `${on}/papers/new`,
		action: '',
		page: () => `${review}/papers/new`,
		by: 'secretariat',
		fill: { title: `${word} for the committee` },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/details`,
		action: '',
		page: (records) => `${paper(records)}/details`,
		by: 'secretariat',
		fill: { title: `${word} in detail` },
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/new`,
		action: '',
		page: (records) => `${paper(records)}/sections/new`,
		by: 'secretariat',
		fill: { heading: `${word} annexed` },
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'preview',
		page: section,
		by: 'secretariat',
		audience: among.centre('secretariat'),
		done: 200,
		writesNothing: true
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'find',
		page: section,
		by: 'secretariat',
		fill: { find: word },
		audience: among.centre('secretariat'),
		done: 200,
		writesNothing: true
	},
	// A draft that began from the first revision has been overtaken, so the page offers to join it.
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'draft',
		page: section,
		by: 'secretariat',
		fill: { body: `Typed on an older text, says ${word}.`, revision: '1', version: '1' },
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'keepMine',
		page: section,
		by: 'secretariat',
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'drop',
		page: section,
		by: 'secretariat',
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'draft',
		page: section,
		by: 'secretariat',
		fill: { body: `Typed on an older text, says ${word}.`, revision: '1', version: '1' },
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'takeJoined',
		page: section,
		by: 'secretariat',
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'draft',
		page: section,
		by: 'secretariat',
		fill: { body: `Typed on an older text, says ${word}.`, revision: '1', version: '1' },
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'saveJoined',
		page: section,
		by: 'secretariat',
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'save',
		page: section,
		by: 'secretariat',
		fill: (records) => ({ body: `The clinic opens late, says ${word}.[^${records.finding}]` }),
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'save',
		page: (records) => `${review}/papers/${records.exposedPaper}/sections/${records.exposedSectionId}`,
		by: 'secretariat',
		fill: (records) => ({
			body: `The clinic opens late for ${word}.[^${records.finding}]\n\n::recommendation ${records.emerging}\n\n::evidence ${records.emerging}`
		}),
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]`,
		action: 'accept',
		page: paper,
		by: 'secretariat',
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]`,
		action: 'arrange',
		page: paper,
		by: 'secretariat',
		bare: true,
		fill: async (records, demo) => {
			const rows = await demo.look<{ id: string; annex: boolean }>(
				`select s.id, s.annex from sections s join sections own on own.paper_id = s.paper_id and own.id = $1
				where s.removed_at is null order by s.annex, s.rank`,
				[records.sectionId]
			);
			const [first, second, ...others] = rows.map(({ id }) => `${id}:1`);
			return { seen: [first, second, ...others].join(' '), order: [second, first, ...others].join(' ') };
		},
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]`,
		action: 'move',
		page: paper,
		by: 'secretariat',
		holding: (records) => ({ sectionId: records.sectionId, direction: 'up' }),
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'draft',
		page: section,
		by: 'secretariat',
		fill: { body: `Typed before it was taken out, says ${word}.` },
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]`,
		action: 'remove',
		page: paper,
		by: 'secretariat',
		holding: (records) => ({ sectionId: records.sectionId }),
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]`,
		action: 'putBack',
		page: section,
		by: 'secretariat',
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]`,
		action: 'remove',
		page: paper,
		by: 'secretariat',
		holding: (records) => ({ sectionId: records.sectionId }),
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]`,
		action: 'restore',
		page: paper,
		by: 'secretariat',
		holding: (records) => ({ sectionId: records.sectionId }),
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/snapshots`,
		action: '',
		page: (records) => `${paper(records)}/snapshots`,
		by: 'secretariat',
		fill: { gate: 'exposure' },
		audience: among.centre('secretariat')
	},

	// What members say of a paper.
	{
		route: `${on}/papers/[paper]/sections/[section]/suggest`,
		action: 'show',
		page: (records) => `${exposedSection(records)}/suggest`,
		by: 'official',
		fill: { body: `${word} alone.` },
		audience: speakers,
		done: 200,
		writesNothing: true
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/suggest`,
		action: 'send',
		page: (records) => `${exposedSection(records)}/suggest`,
		by: 'official',
		fill: { body: `${word} alone.` },
		audience: speakers
	},
	{
		route: `${on}/papers/[paper]/suggestions`,
		action: 'accept',
		page: (records) => `${exposed(records)}/suggestions`,
		by: 'secretariat',
		fill: (records) => ({ ids: records.suggestions.slice(0, 1) }),
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/suggestions`,
		action: 'decline',
		page: (records) => `${exposed(records)}/suggestions`,
		by: 'secretariat',
		fill: (records) => ({ ids: records.suggestions.slice(1, 2), because: `${word} is there already` }),
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/suggestions/[suggestion]`,
		action: 'accept',
		page: suggestion(2),
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/suggestions/[suggestion]`,
		action: 'byHand',
		page: suggestion(3),
		by: 'secretariat',
		fill: { body: `${word}, by hand.` },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/suggestions/[suggestion]`,
		action: 'decline',
		page: suggestion(4),
		by: 'secretariat',
		fill: { because: `${word} again` },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/suggestions/[suggestion]`,
		action: 'withdraw',
		page: suggestion(5),
		by: 'official',
		audience: among.members('official')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/history`,
		action: '',
		page: (records) => `${exposedSection(records)}/history`,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/comments/new`,
		action: '',
		page: (records) => `${exposedSection(records)}/comments/new`,
		by: 'official',
		fill: { about: 'section', body: `Says ${word}.` },
		audience: speakers
	},
	{
		route: `${on}/papers/[paper]/comments/[comment]`,
		action: 'reply',
		page: (records) => `${exposed(records)}/comments/${records.commentId}`,
		by: 'official',
		fill: { body: `So says ${word}.` },
		audience: speakers
	},
	{
		route: `${on}/papers/[paper]/comments/[comment]`,
		action: 'resolve',
		page: (records) => `${exposed(records)}/comments/${records.commentId}`,
		by: 'secretariat',
		fill: { outcome: 'changed' },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/comments/[comment]`,
		action: 'reopen',
		page: (records) => `${exposed(records)}/comments/${records.commentId}`,
		by: 'secretariat',
		audience: among.members('secretariat', 'official')
	},
	{
		route: `${on}/papers/[paper]/windows`,
		action: '',
		page: (records) => `${exposed(records)}/windows`,
		by: 'secretariat',
		fill: { closesOn: '2100-06-14' },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/windows/[window]`,
		action: 'extend',
		page: commentWindow,
		by: 'secretariat',
		fill: { closesOn: '2100-06-21' },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/windows/[window]`,
		action: 'close',
		page: commentWindow,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/packs/new`,
		action: '',
		page: (records) => `${review}/papers/packs/new?from=${records.pack}`,
		by: 'secretariat',
		fill: { title: `${word} meets again` },
		audience: secretariat
	},

	// What a paper prints, and what it leaves out.
	{
		route: `${on}/papers/[paper]/opposing`,
		action: 'decline',
		page: opposing,
		by: 'secretariat',
		fill: async (records, demo) => ({
			views: await firstChoice(demo, opposing(records), 'views'),
			because: `${word} says it better`
		}),
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/opposing`,
		action: 'reconsider',
		page: opposing,
		by: 'secretariat',
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/refresh`,
		action: 'refresh',
		page: () => `${review}/papers/P1/refresh`,
		by: 'secretariat',
		audience: secretariat
	},

	// Public copies.
	{
		route: `${on}/papers/[paper]/public`,
		action: 'start',
		page: (records) => `${review}/papers/${records.lodgedPaper}/public`,
		by: 'secretariat',
		fill: { title: `${word} for the public` },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public/withhold`,
		action: '',
		page: (records) => `${publicCopy(records)}/withhold?section=${records.publicSectionId}&paragraph=0`,
		by: 'secretariat',
		fill: { code: 'personal' },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'undo',
		page: publicCopy,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'decide',
		page: publicCopy,
		by: 'secretariat',
		holding: () => ({ decision: 'kept' }),
		fill: { because: `${word} is a plant` },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'decide',
		page: publicCopy,
		by: 'secretariat',
		holding: () => ({ decision: 'withheld' }),
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'withholdAll',
		page: (records) => `${review}/papers/${records.lodgedPaper}/public`,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'edit',
		page: publicCopy,
		by: 'secretariat',
		fill: { title: `${word} for all to read` },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'propose',
		page: publicCopy,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'approve',
		page: publicCopy,
		by: 'chair',
		fill: { confirmed: 'on' },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'reopen',
		page: publicCopy,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'approve',
		page: publicCopy,
		by: 'chair',
		fill: { confirmed: 'on' },
		audience: among.members('secretariat', 'chair')
	},
	{
		route: `${on}/papers/[paper]/public`,
		action: 'publish',
		page: publicCopy,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/spill`,
		action: '',
		page: (records) => `${section(records)}/spill`,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/profiles/[profile]/edit`,
		action: '',
		page: () => `${review}/profiles/uk_cabinet_committee/edit`,
		by: 'secretariat',
		fill: { about: `${word} in three pages` },
		audience: secretariat
	},
	{
		route: `${on}/profiles/[profile]/copy`,
		action: '',
		page: () => `${review}/profiles/uk_cabinet_committee/copy`,
		by: 'secretariat',
		fill: { name: `${word} papers` },
		audience: secretariat
	},
	{
		route: `${on}/profiles/import`,
		action: '',
		page: () => `${review}/profiles/import`,
		by: 'secretariat',
		fill: async (_, demo) => ({
			text: (await (await demo.as('secretariat')).get(`${review}/profiles/speaking_note/file`)).text.replace(
				'"speaking_note"',
				`"${word.toLowerCase()}_note"`
			)
		}),
		audience: secretariat
	},
	{
		route: `${on}/bids/editions/import`,
		action: '',
		page: () => `${review}/bids/editions/import`,
		by: 'secretariat',
		fill: async (_, demo) => ({
			text: (
				await (await demo.as('secretariat')).get(`${review}/bids/editions/discount-rates-green-book-2026/file`)
			).text.replace('"Green Book 2026"', `"${word} Book"`)
		}),
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/profile`,
		action: '',
		page: (records) => `${paper(records)}/profile`,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/checks/[check]`,
		action: '',
		page: (records) => `${review}/papers/${records.exposedPaper}/checks/equality`,
		by: 'secretariat',
		fill: { outcome: 'cleared', said: `${word} is fair`, clearedBy: word, clearedPost: 'Deputy director' },
		audience: secretariat
	},
	// Write-rounds: the committee, what they go by, and a round of Families from its preparation to its end.
	{
		route: `${on}/committees/new`,
		action: '',
		page: () => `${review}/committees/new`,
		by: 'secretariat',
		fill: { name: `${word} committee`, chair: 'Keeper of the Keys' },
		audience: secretariat
	},
	{
		route: `${on}/committees/[committee]/edit`,
		action: '',
		page: async (_, demo) => `${review}/committees/${await committeeId(demo)}/edit`,
		by: 'secretariat',
		fill: { replyDays: '6' },
		audience: secretariat
	},
	{
		route: `${on}/rules/import`,
		action: '',
		page: () => `${review}/rules/import`,
		by: 'secretariat',
		fill: async (_, demo) => ({
			text: (await (await demo.as('secretariat')).get(`${review}/rules/uk-1/file`)).text.replace(
				'"edition": "1"',
				'"edition": "77"'
			)
		}),
		audience: secretariat
	},
	{
		route: `${on}/rules/calendar`,
		action: 'add',
		page: () => `${review}/rules/calendar`,
		by: 'secretariat',
		fill: { name: `${word} recess`, startsOn: '2031-07-01', endsOn: '2031-08-31' },
		audience: secretariat
	},
	{
		route: `${on}/rules/calendar`,
		action: 'remove',
		page: () => `${review}/rules/calendar`,
		by: 'secretariat',
		holding: (_, demo) => idWhere(demo, 'period', 'select id from calendar_periods where name = $1', `${word} recess`),
		audience: secretariat
	},
	{
		route: `${on}/rounds/new`,
		action: '',
		page: async (_, demo) => `${review}/rounds/new?copy=${await copyToAsk(demo)}`,
		by: 'secretariat',
		fill: async (_, demo) => ({
			title: `${word} round`,
			ask: `I seek agreement, says ${word}.`,
			committeeId: await committeeId(demo)
		}),
		audience: secretariat
	},
	{
		route: `${on}/rounds/[ref]/edit`,
		action: '',
		page: roundPage('/edit'),
		by: 'secretariat',
		fill: { clearDays: '7' },
		audience: preparingRound
	},
	{
		route: `${on}/rounds/[ref]/departments`,
		action: '',
		page: roundPage('/departments'),
		by: 'secretariat',
		audience: preparingRound
	},
	{
		route: `${on}/rounds/[ref]/letter`,
		action: '',
		page: roundPage('/letter'),
		by: 'secretariat',
		// Time enough, and past every recess of the demo.
		fill: () => ({ replyBy: addWorkingDays(londonDate(new Date()), 60) }),
		audience: preparingRound
	},
	{
		route: `${on}/rounds/[ref]/issue`,
		action: '',
		page: roundPage('/issue'),
		by: 'secretariat',
		audience: preparingRound
	},
	{
		route: `${on}/rounds/[ref]/extend`,
		action: '',
		page: roundPage('/extend'),
		by: 'secretariat',
		fill: { because: `${word} asks for longer` },
		audience: secretariat
	},
	{
		route: `${on}/rounds/[ref]/copy`,
		action: '',
		page: async (records, demo) => {
			await laterCopy(demo);
			return roundPage('/copy')(records, demo);
		},
		by: 'secretariat',
		fill: { because: `${word} is met` },
		audience: secretariat
	},
	{
		route: `${on}/rounds/[ref]/withdraw`,
		action: '',
		page: roundPage('/withdraw'),
		by: 'secretariat',
		fill: { because: `${word} has overtaken it` },
		audience: secretariat
	},
	{
		route: `${on}/rounds/[ref]/clearance/record`,
		action: 'record',
		page: () => `${review}/rounds/W1/clearance/record`,
		by: 'secretariat',
		fill: () => ({ outcome: 'to_committee', source: `${word} letter`, givenOn: londonDate(new Date()) }),
		audience: secretariat
	},
	// Letters of Families' minister to Families' Cabinet minister, from their words to the answer.
	{
		route: `${on}/letters/new`,
		action: '',
		page: () => `${review}/letters/new?recommendation=R3`,
		by: 'secretariat',
		fill: { subject: `${word} is asked for` },
		audience: secretariat
	},
	{
		route: `${on}/letters/[ref]/edit`,
		action: '',
		page: letter('/edit'),
		by: 'secretariat',
		fill: { copiedTo: `${word} team` },
		audience: sending
	},
	{
		route: `${on}/letters/[ref]/schedule`,
		action: '',
		page: letter('/schedule'),
		by: 'secretariat',
		fill: async (records, demo) => {
			const id = await idOf(demo, 'select id from recommendations where title = $1', `${word} is asked`);
			const fields = await fieldsOn(await demo.as('secretariat'), letter('/schedule')(records), '');
			const [name = ''] = fields.find(([field, value]) => field.endsWith('.recommendationId') && value === id) ?? [];
			return { [name.replace('recommendationId', 'ask')]: 'contribute' };
		},
		audience: sending
	},
	{
		route: `${on}/letters/[ref]`,
		action: 'clear',
		page: letter(),
		by: 'privateOffice',
		audience: sendersOffice
	},
	{
		route: `${on}/letters/[ref]`,
		action: 'sign',
		page: letter(),
		by: 'privateOffice',
		audience: sendersOffice
	},
	{
		route: `${on}/letters/[ref]`,
		action: 'issue',
		page: letter(),
		by: 'privateOffice',
		audience: sending
	},
	{
		route: `${on}/letters/[ref]`,
		action: 'receive',
		page: letter(),
		by: 'cabinetPrivateOffice',
		audience: among.familiesAndCentre('cabinetPrivateOffice', 'secretariat')
	},
	{
		route: `${on}/letters/[ref]/answers`,
		action: '',
		page: letter('/answers'),
		by: 'cabinetPrivateOffice',
		fill: { source: `${word} letter`, 'answers[0].outcome': 'agreed' },
		audience: among.familiesAndCentre('cabinetPrivateOffice', 'secretariat')
	},
	{
		route: `${on}/letters/[ref]/withdraw`,
		action: '',
		page: letter('/withdraw'),
		by: 'secretariat',
		fill: { because: `${word} has overtaken it` },
		audience: among.familiesAndCentre('secretariat')
	},
	{
		route: `${on}/letters/[ref]`,
		action: 'message',
		page: signedLetter(),
		by: 'privateOffice',
		fill: { file: fileValue(sentMessage(`${word} again`)) },
		audience: sending
	},
	{
		// The demo sends nothing; with a server for mail this is tried by the tests of features.
		route: `${on}/letters/[ref]`,
		action: 'send',
		page: signedLetter(),
		by: 'privateOffice',
		bare: true,
		fill: { version: '1' },
		audience: sending,
		done: 409,
		writesNothing: true
	},
	{
		route: `${on}/letters/[ref]/sent/[message]`,
		action: '',
		page: (records) => signedLetter(`/sent/${records.sentMessage}`)(records),
		by: 'privateOffice',
		fill: { confirmed: 'on' },
		audience: sending
	},
	{
		route: `${on}/rounds/[ref]/clearance/record`,
		action: 'drop',
		page: () => `${review}/rounds/W1/clearance/record`,
		by: 'secretariat',
		fill: () => ({
			file: fileValue(new TextEncoder().encode('From: c@b.example\r\nTo: c@d.example\r\n\r\nI am content.'))
		}),
		audience: secretariat
	},
	{
		route: `${on}/rounds/[ref]/clearance/record`,
		action: 'aside',
		page: ({ clearanceFileIds }) => `${review}/rounds/W1/clearance/record?file=${clearanceFileIds[1]}`,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/lodging`,
		action: 'reopen',
		page: minute('/lodging'),
		by: 'secretariat',
		fill: { because: `${word} was left out`, allowedBy: 'The chair' },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/snapshots`,
		action: '',
		page: minute('/snapshots'),
		by: 'secretariat',
		fill: { gate: 'lodged' },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/lodging`,
		action: 'facts',
		page: minute('/lodging'),
		by: 'secretariat',
		fill: { lodgedWith: `${word} office` },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/lodging`,
		action: 'decide',
		page: minute('/lodging'),
		by: 'secretariat',
		fill: { decidedOn: '2026-03-16', minuteReference: `${word} 4` },
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/word`,
		action: '',
		page: (records) => `${exposed(records)}/word`,
		by: 'secretariat',
		fill: async (records, demo) => ({ file: fileValue(await returnedFile(demo, records.exposedPaper, 'Everybody')) }),
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/word/[returned]`,
		action: 'bringIn',
		page: (records) => `${exposed(records)}/word/${records.wordReturns[0]}`,
		by: 'secretariat',
		audience: secretariat
	},
	{
		route: `${on}/papers/[paper]/word/[returned]`,
		action: 'putAside',
		page: (records) => `${exposed(records)}/word/${records.wordReturns[1]}`,
		by: 'secretariat',
		audience: secretariat
	},

	// What cannot be undone comes last: words erased for good, a review closed.
	{
		route: `${on}/findings/[finding]/passages/[passage]/consent`,
		action: '',
		page: (records) => `${finding(records)}/passages/${records.passageId}/consent`,
		by: 'official',
		audience: among.members('official')
	},
	{
		route: `${on}/details`,
		action: 'close',
		page: details,
		by: 'secretariat',
		audience: secretariat
	}
];

/** Acts that anybody may try, signed in or not: their own tests say what they refuse. */
export const openActs = ['/sign-in', '/sign-in/again show', '/sign-in/again signIn', '/password/[token]'];

function audience(those: Role[], may: Role[]): Audience {
	return {
		may,
		forbidden: those.filter((role) => !may.includes(role)),
		notThere: everybody.filter((role) => !those.includes(role))
	};
}

const familiesTeam = `select m.team_id as id from memberships m join reviews v on v.id = m.review_id
	join department_names d on d.department_id = (select department_id from teams where id = m.team_id)
	where v.slug = 'start-in-life' and d.short_name = 'Families' and m.role = $1`;

/** A row of advice on a recommendation's present words. */
async function advised(
	records: Records,
	demo: Demo,
	of: 'proposed' | 'toPropose',
	row: number
): Promise<Record<string, string>> {
	const id = await recommendationId(demo, records[of]);
	const version = await idOf(demo, 'select version as id from recommendations where id = $1', id);
	return {
		[`items[${row}].recommendationId`]: id,
		[`items[${row}].version`]: version,
		[`items[${row}].stance`]: 'content',
		[`items[${row}].reason`]: `${word} costs nothing`
	};
}

/** The advice of Families on a recommendation, ticked. */
async function adviceSeen(records: Records, demo: Demo, of: 'proposed' | 'toPropose'): Promise<Record<string, string>> {
	const id = await recommendationId(demo, records[of]);
	const adviceId = await idOf(
		demo,
		`select id from advice where reason like '${word}%' and recommendation_id = $1`,
		id
	);
	return {
		teamId: await idOf(demo, familiesTeam, 'minister'),
		'items[0].adviceId': adviceId,
		'items[0].wording': '1',
		'items[0].ticked': 'on'
	};
}

async function idOf(demo: Demo, statement: string, value: string): Promise<string> {
	const [row] = await demo.look<{ id: string }>(statement, [value]);
	if (!row) throw new Error(`Nothing is found by ${statement} for ${value}`);
	return String(row.id);
}

async function idWhere(demo: Demo, field: string, statement: string, value: string): Promise<Record<string, string>> {
	return { [field]: await idOf(demo, statement, value) };
}

const numbered = (table: string) =>
	`select r.id from ${table} r join reviews v on v.id = r.review_id and v.slug = 'start-in-life' where r.number = $1`;
const fiscalEventId = (demo: Demo) => idOf(demo, 'select id from fiscal_events where name = $1', `${word} settlement`);
/** A department that nobody asked belongs to. */
const placesTeamId = (demo: Demo) =>
	idOf(
		demo,
		`select t.id from teams t join reviews v on v.id = t.review_id and v.slug = 'start-in-life'
			join posts p on p.department_id = t.department_id where p.title = $1`,
		'Minister for Councils'
	);
const recommendationId = (demo: Demo, name: string) => idOf(demo, numbered('recommendations'), name.slice(1));
const committeeId = (demo: Demo) => idOf(demo, 'select id from committees where name = $1', `${word} committee`);
/** The latest frozen copy that a write-round of Families may ask about. */
const copyToAsk = (demo: Demo) =>
	idOf(
		demo,
		`select max(s.id) as id from snapshots s join papers p on p.id = s.paper_id
			join posts on posts.id = p.sponsor_post_id where s.gate = 'final' and posts.title = $1`,
		'Secretary of State for Families'
	);
/** One more copy of the same words, put there behind the pages: how papers are frozen is tried elsewhere. */
async function laterCopy(demo: Demo): Promise<void> {
	await demo.look(
		`insert into snapshots (review_id, paper_id, number, gate, content, sha256, marking, person_id, taken_at)
			select review_id, paper_id, number + 1, gate, content, $2, marking, person_id, taken_at from snapshots where id = $1
			on conflict do nothing`,
		[await copyToAsk(demo), word]
	);
}
const departmentId = (demo: Demo) =>
	idOf(demo, 'select department_id as id from department_names where short_name = $1', word);
const postId = (demo: Demo) => idOf(demo, 'select id from posts where title like $1', `${word}%`);
const reshuffleId = (demo: Demo) => idOf(demo, 'select id from reshuffles where title like $1', `${word}%`);
const personId = (demo: Demo) => idOf(demo, 'select id from people where name like $1', `${word}%`);

/** A message of the review that could not be sent. The demo sends nothing, so it is put there behind the pages. */
async function failedMail(demo: Demo, about: string): Promise<string> {
	await demo.look(
		`insert into mail (review_id, key, kind, to_address, subject, body, state, attempts, failed_because)
			select id, $1, 'notice', 'nobody@demo.example', 'x', 'x', 'failed', 8, 'x' from reviews where slug = 'start-in-life'
			on conflict (key) do nothing`,
		[`${word} ${about}`]
	);
	return idOf(demo, 'select id from mail where key = $1', `${word} ${about}`);
}

/** The value of the first box of a name that a page offers to the secretariat. */
async function firstChoice(demo: Demo, page: string, name: string): Promise<string> {
	const { text } = await (await demo.as('secretariat')).get(page);
	const box = [...tagsOf(text)].find((tag) => tag.name === 'input' && tag.attributes.get('name') === name);
	if (!box) throw new Error(`${page} offers no ${name}`);
	return box.attributes.get('value') ?? '';
}
