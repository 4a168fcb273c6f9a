import type { AccountKey } from '../support/journey.ts';

/** One account of the fictional review for each role, and the administrator. */
export const visitors = {
	official: 'fictional-families-official',
	/** Of a department that has drafts. */
	draftingOfficial: 'fictional-livelihoods-official',
	minister: 'fictional-families-minister',
	privateOffice: 'fictional-families-office',
	specialAdviser: 'fictional-families-adviser',
	secretariat: 'fictional-secretariat',
	chair: 'fictional-chair',
	treasury: 'fictional-exchequer-team',
	cabinetPrivateOffice: 'fictional-families-cabinet-office',
	observer: 'fictional-observer',
	administrator: 'administrator'
} as const satisfies Record<string, AccountKey>;

export type VisitorRole = keyof typeof visitors;

export type DemoPage = {
	/** The folder under src/routes that serves it. */
	route: string;
	/** An address of it in the demo. */
	path: string;
	/** Who opens it; everybody else is told that it is not theirs, or not there. */
	seenBy: readonly VisitorRole[];
};

const members = [
	'official',
	'draftingOfficial',
	'minister',
	'privateOffice',
	'specialAdviser',
	'secretariat',
	'chair',
	'treasury',
	'cabinetPrivateOffice',
	'observer'
] as const;
const everybody = [...members, 'administrator'] as const;
const officials = ['official', 'draftingOfficial', 'secretariat'] as const;
/** The lead's department and, since it was released, the secretariat. */
const seeingBid = [
	'official',
	'minister',
	'privateOffice',
	'specialAdviser',
	'secretariat',
	'cabinetPrivateOffice'
] as const;
/** Everybody of the department whose file it is, and nobody else. */
const seeingReturn = ['official', 'minister', 'privateOffice', 'specialAdviser', 'cabinetPrivateOffice'] as const;
/** Its departments and whoever it was submitted to. */
const seeingSubmission = [...seeingBid, 'chair', 'treasury'] as const;
/** A letter of the Department for Families that has gone out to its Cabinet minister. */
const seeingIssuedLetter = [
	'official',
	'minister',
	'privateOffice',
	'specialAdviser',
	'secretariat',
	'chair',
	'cabinetPrivateOffice'
] as const;
const linking = ['official', 'secretariat'] as const;
const families = ['official'] as const;
const livelihoods = ['draftingOfficial'] as const;
const secretariat = ['secretariat'] as const;
const steering = ['secretariat', 'chair'] as const;
const seeingPositions = ['minister', 'privateOffice', 'secretariat', 'chair', 'observer'] as const;
/** What Families replied: its own, ministers and their offices, and those who work for the committee. */
const seeingFamiliesReply = [...seeingBid, 'chair', 'treasury'] as const;
const answering = ['minister', 'privateOffice'] as const;
const disagreeing = ['minister', 'privateOffice', 'secretariat', 'chair'] as const;
/** Observers are asked on papers, not on recommendations. */
const speaking = members.filter((role) => role !== 'observer');
/** Those of a department who look into the box of its own minister. */
const withBox = ['official', 'draftingOfficial', 'minister', 'privateOffice', 'specialAdviser'] as const;
const ofFamilies = ['official', 'minister', 'privateOffice', 'specialAdviser', 'cabinetPrivateOffice'] as const;
const administrator = ['administrator'] as const;

/** Every page of the application, as the demo has it. */
export const pages: readonly DemoPage[] = [
	{ route: '/(signed-in)', path: '/', seenBy: everybody },
	{ route: '/(signed-in)/account', path: '/account', seenBy: everybody },
	{ route: '/(signed-in)/account/password', path: '/account/password', seenBy: everybody },
	{ route: '/(signed-in)/account/calendar', path: '/account/calendar', seenBy: everybody },
	...administration([
		['departments', 'departments'],
		['departments/[id]', 'departments/2'],
		['departments/[id]/succession', 'departments/2/succession'],
		['departments/new', 'departments/new'],
		['mail', 'mail'],
		['people', 'people'],
		['people/[id]', 'people/20'],
		['people/[id]/close', 'people/20/close'],
		['people/[id]/edit', 'people/20/edit'],
		['people/[id]/password-link', 'people/20/password-link'],
		['people/new', 'people/new'],
		['posts', 'posts'],
		['posts/[id]', 'posts/3'],
		['posts/[id]/edit', 'posts/3/edit'],
		['posts/new', 'posts/new'],
		['reshuffles', 'reshuffles'],
		['reshuffles/[id]', 'reshuffles/1'],
		['reshuffles/[id]/edit', 'reshuffles/2/edit'],
		['reshuffles/new', 'reshuffles/new']
	]),
	{ route: '/(signed-in)/reviews', path: '/reviews', seenBy: everybody },
	{ route: '/(signed-in)/reviews/new', path: '/reviews/new', seenBy: secretariat },
	...inReview([
		['', '', members],
		['details', 'details', secretariat],
		['members', 'members', members],
		['search', 'search?words=hub', members],
		['settings', 'settings', secretariat],
		['settings/mail', 'settings/mail', secretariat],
		['settings/vocabulary', 'settings/vocabulary', members],
		['state-of-play', 'state-of-play', steering],
		['evidence', 'evidence', members],
		['evidence/new', 'evidence/new', officials],
		['evidence/[event]', 'evidence/E3', members],
		['evidence/[event]/edit', 'evidence/E3/edit', families],
		['evidence/[event]/passages', 'evidence/E3/passages', officials],
		['evidence/[event]/share', 'evidence/E18/share', livelihoods],
		['evidence/[event]/withdraw', 'evidence/E3/withdraw', families],
		['findings', 'findings', members],
		['findings/[finding]', 'findings/F15', members],
		['findings/[finding]/edit', 'findings/F15/edit', families],
		['findings/[finding]/links', 'findings/F4/links', members],
		['findings/[finding]/links/[link]', 'findings/F4/links/13', linking],
		['findings/[finding]/passages', 'findings/F4/passages', families],
		['findings/[finding]/passages/[passage]/consent', 'findings/F4/passages/25/consent', families],
		['findings/[finding]/share', 'findings/F40/share', livelihoods],
		['findings/[finding]/withdraw', 'findings/F15/withdraw', families],
		['recommendations', 'recommendations', members],
		['recommendations/new', 'recommendations/new', officials],
		['recommendations/re-check', 'recommendations/re-check', members],
		['recommendations/tag', 'recommendations/tag?findings=37', officials],
		['recommendations/[recommendation]', 'recommendations/R2', members],
		['recommendations/[recommendation]/agreement', 'recommendations/R3/agreement', ['chair']],
		['recommendations/[recommendation]/compare', 'recommendations/R7/compare?from=1&to=2', members],
		['recommendations/[recommendation]/discussion', 'recommendations/R3/discussion?show=all', members],
		['recommendations/[recommendation]/discussion/new', 'recommendations/R3/discussion/new', speaking],
		['recommendations/[recommendation]/discussion/[thread]', 'recommendations/R3/discussion/1', members],
		['recommendations/[recommendation]/judgements', 'recommendations/R3/judgements', members],
		['recommendations/[recommendation]/judgements/[criterion]', 'recommendations/R3/judgements/cost', members],
		['recommendations/[recommendation]/proposed-words/[answer]', 'recommendations/R3/proposed-words/13', members],
		['recommendations/[recommendation]/disagreement', 'recommendations/R3/disagreement', disagreeing],
		['recommendations/[recommendation]/drafting-changes/[version]', 'recommendations/R2/drafting-changes/2', answering],
		['recommendations/[recommendation]/edit', 'recommendations/R3/edit', secretariat],
		['recommendations/[recommendation]/evidence', 'recommendations/R1/evidence', members],
		['recommendations/[recommendation]/not-taken-forward', 'recommendations/R3/not-taken-forward', steering],
		['recommendations/[recommendation]/positions', 'recommendations/R3/positions', answering],
		['box', 'box', withBox],
		['box/[recommendation]', 'box/R7', withBox],
		['box/advice', 'box/advice', withBox],
		['box/advice/write', 'box/advice/write', ['official', 'draftingOfficial']],
		['box/questions/[question]', 'box/questions/3', [...ofFamilies, 'secretariat']],
		['box/packs/[pack]', 'box/packs/1', ofFamilies],
		['box/packs/[pack]/return', 'box/packs/1/return', answering],
		['conditions', 'conditions', members],
		['conditions/[condition]', 'conditions/C1', members],
		['rounds/[ref]/comments', 'rounds/W2/comments', members],
		['rounds/[ref]/clearance', 'rounds/W2/clearance', members],
		['rounds/[ref]/clearance/advice', 'rounds/W2/clearance/advice', steering],
		['rounds/[ref]/clearance/record', 'rounds/W2/clearance/record', secretariat],
		['positions', 'positions', seeingPositions],
		['positions/answer', 'positions/answer', answering],
		['meetings', 'meetings', members],
		['meetings/new', 'meetings/new', steering],
		['meetings/noted', 'meetings/noted', answering],
		['meetings/[meeting]', 'meetings/M2', members],
		['meetings/[meeting]/edit', 'meetings/M2/edit', steering],
		['meetings/[meeting]/agenda', 'meetings/M2/agenda', steering],
		['meetings/[meeting]/attendance', 'meetings/M2/attendance', members],
		['meetings/[meeting]/positions', 'meetings/M2/positions', members],
		['meetings/[meeting]/decisions', 'meetings/M2/decisions', members],
		['meetings/[meeting]/minute', 'meetings/M1/minute', members],
		['timetable', 'timetable', members],
		['timetable/plan', 'timetable/plan?cabinetOn=2030-06-13&nations=england', secretariat],
		['timetable/new', 'timetable/new', secretariat],
		['timetable/[milestone]', 'timetable/15', members],
		['actions', 'actions', members],
		['actions/new', 'actions/new', ['official', 'draftingOfficial', 'privateOffice', 'secretariat', 'chair']],
		['actions/[action]', 'actions/A1', members],
		['actions/[action]/edit', 'actions/A1/edit', steering],
		['actions/report-back', 'actions/report-back', members],
		['after-agreement', 'after-agreement', members],
		['undertakings', 'undertakings', members],
		['undertakings/new', 'undertakings/new', ['official', 'draftingOfficial', 'privateOffice', 'secretariat', 'chair']],
		['undertakings/[undertaking]', 'undertakings/U1', members],
		['undertakings/[undertaking]/edit', 'undertakings/U1/edit', steering],
		['handover', 'handover', steering],
		['papers', 'papers', members],
		['papers/new', 'papers/new', secretariat],
		['papers/packs', 'papers/packs', members],
		['papers/packs/new', 'papers/packs/new', secretariat],
		['papers/[paper]', 'papers/P1', members],
		['papers/[paper]/compare', 'papers/P1/compare?from=1&to=working', members],
		['papers/[paper]/checks', 'papers/P1/checks', members],
		['papers/[paper]/checks/[check]', 'papers/P1/checks/equality', members],
		['papers/[paper]/details', 'papers/P1/details', secretariat],
		['papers/[paper]/public', 'papers/P2/public', steering],
		['papers/[paper]/lodging', 'papers/P1/lodging', members],
		['papers/[paper]/readers', 'papers/P1/readers', secretariat],
		['papers/[paper]/opposing', 'papers/P1/opposing', members],
		['papers/[paper]/refresh', 'papers/P1/refresh', secretariat],
		['papers/[paper]/sections/[section]', 'papers/P1/sections/8', secretariat],
		['papers/[paper]/sections/[section]/history', 'papers/P1/sections/8/history', steering],
		['papers/[paper]/sections/[section]/suggest', 'papers/P1/sections/8/suggest', members],
		['papers/[paper]/sections/[section]/comments/new', 'papers/P1/sections/8/comments/new', members],
		['papers/[paper]/suggestions', 'papers/P1/suggestions', members],
		['papers/[paper]/suggestions/[suggestion]', 'papers/P1/suggestions/1', members],
		['papers/[paper]/comments', 'papers/P1/comments', members],
		['papers/[paper]/comments/[comment]', 'papers/P1/comments/1', members],
		['papers/[paper]/word', 'papers/P1/word', secretariat],
		['papers/[paper]/windows', 'papers/P1/windows', members],
		['papers/[paper]/windows/[window]', 'papers/P1/windows/1', members],
		['papers/[paper]/sections/[section]/spill', 'papers/P1/sections/8/spill', secretariat],
		['papers/[paper]/sections/new', 'papers/P1/sections/new', secretariat],
		['papers/[paper]/profile', 'papers/P1/profile', members],
		['papers/[paper]/snapshots', 'papers/P1/snapshots', members],
		['profiles', 'profiles', members],
		['profiles/[profile]', 'profiles/nz_cabinet', members],
		['profiles/[profile]/copy', 'profiles/nz_cabinet/copy', secretariat],
		['profiles/[profile]/edit', 'profiles/speaking_note/edit', secretariat],
		['profiles/import', 'profiles/import', secretariat],
		['papers/[paper]/snapshots/[number]', 'papers/P1/snapshots/1', members],
		['committees', 'committees', members],
		['committees/new', 'committees/new', secretariat],
		['committees/[committee]/edit', 'committees/1/edit', secretariat],
		['rules', 'rules', members],
		['rules/[rules]', 'rules/uk-1', members],
		['rules/import', 'rules/import', secretariat],
		['rules/calendar', 'rules/calendar', members],
		['rounds', 'rounds', members],
		['rounds/new', 'rounds/new', secretariat],
		['rounds/[ref]', 'rounds/W2', members],
		['rounds/[ref]/letter', 'rounds/W2/letter', members],
		['rounds/[ref]/copy', 'rounds/W2/copy', secretariat],
		['rounds/[ref]/extend', 'rounds/W2/extend', secretariat],
		['rounds/[ref]/withdraw', 'rounds/W2/withdraw', secretariat],
		['rounds/[ref]/edit', 'rounds/W3/edit', secretariat],
		['rounds/[ref]/departments', 'rounds/W3/departments', secretariat],
		['rounds/[ref]/issue', 'rounds/W3/issue', secretariat],
		['rounds/[ref]/replies', 'rounds/W2/replies', members],
		['rounds/[ref]/replies/new', 'rounds/W1/replies/new', ['secretariat', 'cabinetPrivateOffice']],
		['rounds/[ref]/replies/[reply]', 'rounds/W1/replies/1', seeingFamiliesReply],
		['letters', 'letters', members],
		['letters/answers', 'letters/answers', members],
		['letters/new', 'letters/new?recommendation=R3', secretariat],
		['letters/[ref]', 'letters/L2', seeingIssuedLetter],
		['letters/[ref]/edit', 'letters/L7/edit', secretariat],
		['letters/[ref]/schedule', 'letters/L7/schedule', secretariat],
		['letters/[ref]/withdraw', 'letters/L2/withdraw', secretariat],
		['letters/[ref]/answers', 'letters/L2/answers', ['secretariat', 'cabinetPrivateOffice']],
		['bids', 'bids', members],
		['bids/portfolio', 'bids/portfolio', steering],
		['bids/[ref]/versions', 'bids/B3/versions', seeingSubmission],
		['bids/[ref]/versions/[number]', 'bids/B3/versions/1', seeingSubmission],
		['bids/[ref]/versions/compare', 'bids/B3/versions/compare', seeingSubmission],
		['bids/[ref]/treasury', 'bids/B3/treasury', seeingSubmission],
		['bids/[ref]/questions', 'bids/B3/questions', seeingSubmission],
		['bids/[ref]/questions/[number]', 'bids/B3/questions/2', families],
		['bids/editions', 'bids/editions', members],
		['bids/editions/[edition]', 'bids/editions/discount-rates-green-book-2026', members],
		['bids/editions/import', 'bids/editions/import', secretariat],
		['bids/new', 'bids/new', ['official', 'draftingOfficial']],
		['bids/events', 'bids/events', members],
		['bids/events/new', 'bids/events/new', secretariat],
		['bids/events/[id]', 'bids/events/1', members],
		['bids/events/[id]/edit', 'bids/events/1/edit', secretariat],
		['bids/events/[id]/envelope', 'bids/events/1/envelope', secretariat],
		['bids/[ref]', 'bids/B3', seeingSubmission],
		['bids/[ref]/benefits', 'bids/B1/benefits', seeingBid],
		['bids/[ref]/benefits/new', 'bids/B1/benefits/new', families],
		['bids/[ref]/benefits/[benefit]', 'bids/B1/benefits/1', seeingBid],
		['bids/[ref]/appraisals', 'bids/B1/appraisals', seeingBid],
		['bids/[ref]/appraisals/plan', 'bids/B1/appraisals/plan', seeingBid],
		['bids/[ref]/appraisals/[number]', 'bids/B1/appraisals/1', seeingBid],
		['bids/[ref]/appraisals/[number]/figure', 'bids/B1/appraisals/1/figure?key=cases.central.npsv', seeingBid],
		['bids/[ref]/appraisals/compare', 'bids/B1/appraisals/compare?one=1&other=1', seeingBid],
		['bids/[ref]/costs', 'bids/B1/costs', seeingBid],
		['bids/[ref]/costs/assumptions/[number]', 'bids/B1/costs/assumptions/1', seeingBid],
		['bids/[ref]/costs/assumptions/new', 'bids/B1/costs/assumptions/new?team=10', families],
		['bids/[ref]/shares', 'bids/B1/shares', seeingBid],
		['bids/[ref]/files', 'bids/B1/files', seeingBid],
		['bids/[ref]/returns', 'bids/B1/returns', seeingBid],
		['bids/[ref]/returns/[return]', 'bids/B1/returns/1', seeingReturn],
		['bids/events/[id]/template', 'bids/events/1/template', members],
		['bids/events/[id]/template/filled', 'bids/events/1/template/filled?of=B3', seeingSubmission],
		['bids/[ref]/departments', 'bids/B1/departments', seeingBid],
		['bids/[ref]/edit', 'bids/B1/edit', families],
		['bids/[ref]/options', 'bids/B1/options', families],
		['bids/[ref]/options/[option]', 'bids/B1/options/3', families],
		['bids/[ref]/outcomes', 'bids/B1/outcomes', families],
		['bids/[ref]/rank', 'bids/B1/rank', families],
		['bids/[ref]/recommendations', 'bids/B1/recommendations', families],
		['bids/[ref]/withdraw', 'bids/B1/withdraw', families]
	]),
	{ route: '/accessibility', path: '/accessibility', seenBy: everybody },
	{ route: '/published', path: '/published', seenBy: everybody },
	{ route: '/guide', path: '/guide', seenBy: everybody },
	{ route: '/guide/[page]', path: '/guide/officials', seenBy: everybody }
];

/** Pages that need more than an address to be seen: their own journeys open them. */
export const openedByJourneys = [
	'/(signed-in)/reviews/[review]/letters/[ref]/sent/[message]',
	'/(signed-in)/reviews/[review]/papers/[paper]/exports/[export]',
	'/(signed-in)/reviews/[review]/papers/[paper]/public/withhold',
	'/(signed-in)/reviews/[review]/papers/packs/[pack]',
	'/(signed-in)/reviews/[review]/papers/[paper]/word/[returned]',
	'/(signed-in)/reviews/[review]/recommendations/[recommendation]/announced',
	'/(signed-in)/reviews/[review]/recommendations/[recommendation]/delivered',
	'/(signed-in)/reviews/[review]/rounds/[ref]/replies/dropped/[drop]',
	'/sign-in',
	'/sign-in/again',
	'/password/[token]'
];

type Row = readonly [route: string, path: string, seenBy: readonly VisitorRole[]];

function inReview(rows: readonly Row[]): DemoPage[] {
	return rows.map(([route, path, seenBy]) => ({
		route: `/(signed-in)/reviews/[review]${route && `/${route}`}`,
		path: `/reviews/start-in-life${path && `/${path}`}`,
		seenBy
	}));
}

function administration(rows: readonly (readonly [route: string, path: string])[]): DemoPage[] {
	return rows.map(([route, path]) => ({
		route: `/(signed-in)/admin/${route}`,
		path: `/admin/${path}`,
		seenBy: administrator
	}));
}
