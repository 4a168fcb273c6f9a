import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import {
	acts,
	among,
	type Audience,
	everybody,
	type HttpAct,
	members,
	openActs,
	speakers
} from '../support/http-acts.ts';
import { makeRecords, type Records, review, said, word } from '../support/http-records.ts';
import { readPage } from '../support/page-forms.ts';
import {
	actionIn,
	addressOf,
	type Caller,
	type Demo,
	expect,
	filled,
	formOf,
	listServed,
	type Role,
	roles,
	send,
	test,
	urlencoded
} from '../support/http.ts';

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'No page runs here, so once is enough');
test.describe.configure({ mode: 'default' });
// Two hundred addresses, each asked for by a dozen people in three ways.
test.setTimeout(600_000);

const on = '/(signed-in)/reviews/[review]';

type Expected = Partial<Record<200 | 303 | 307 | 403 | 404 | 405 | 409, readonly Role[]>>;
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
function leadsOn(may: readonly Role[]): Expected {
	return { 307: may, 404: everybody.filter((role) => !may.includes(role)), 303: ['nobody'] };
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
const ofPaper = (name: 'paper' | 'exposedPaper' | 'publicPaper', rest: string) => (records: Records) =>
	`${review}/papers/${records[name]}${rest}`;
const ofBid = (rest: string) => (records: Records) => `${review}/bids/${records.bid}${rest}`;
const ofSubmission = (rest: string) => (records: Records) => `${review}/bids/${records.submittedBid}${rest}`;
const ofFiscalEvent = (rest: string) => (records: Records) => `${review}/bids/events/${records.fiscalEvent}${rest}`;
const draft = among.families('official', 'minister', 'privateOffice', 'specialAdviser', 'cabinetPrivateOffice');
const exporters = among.members(
	...(['official', 'careOfficial', 'minister', 'privateOffice', 'secretariat', 'chair', 'observer'] as const)
);
const bidders = [
	'official',
	'minister',
	'privateOffice',
	'specialAdviser',
	'cabinetPrivateOffice',
	'careOfficial'
] as const;
const readers = ['official', 'minister', 'privateOffice', 'specialAdviser', 'cabinetPrivateOffice'] as const;
const seeingLetter = page(
	among.letter('official', 'minister', 'privateOffice', 'specialAdviser', 'secretariat', 'chair')
);
const atTreasury = ['secretariat', 'chair', 'treasury'] as const;
const seeingBid = page(among.bidders(...bidders));
const seeingSubmission = page(among.submission(...readers, ...atTreasury));
/** Who takes no copies is told so before anything is looked up. */
const copied = (answers: Expected): Expected => ({
	...answers,
	403: ['observer'],
	404: answers[404]?.filter((role) => role !== 'observer') ?? []
});
const leadOnBid = page(among.bidders('official'));
const returned = page(among.families(...readers));

const addresses: readonly Address[] = [
	{ route: '/(signed-in)', path: '/', answers: page(among.everybody(...everybody)) },
	{ route: '/(signed-in)/account', path: '/account', answers: page(among.everybody(...everybody)) },
	{ route: '/(signed-in)/account/password', path: '/account/password', answers: page(among.everybody(...everybody)) },
	{ route: '/(signed-in)/account/calendar', path: '/account/calendar', answers: page(among.everybody(...everybody)) },
	{
		route: '/(signed-in)/admin',
		path: '/admin',
		answers: { 303: ['administrator', 'nobody'], 403: members.concat('outsider') }
	},
	...[
		'departments',
		'departments/new',
		'mail',
		'people',
		'people/new',
		'posts',
		'posts/new',
		'reshuffles',
		'reshuffles/new'
	].map((name) => ({
		route: `/(signed-in)/admin/${name}`,
		path: `/admin/${name}`,
		answers: administrators
	})),
	...[
		'departments/[id]',
		'departments/[id]/succession',
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
	// The demo has one that was carried out and one that is prepared.
	{ route: '/(signed-in)/admin/reshuffles/[id]', path: '/admin/reshuffles/1', answers: administrators },
	{ route: '/(signed-in)/admin/reshuffles/[id]/edit', path: '/admin/reshuffles/2/edit', answers: administrators },
	{ route: '/(signed-in)/reviews', path: '/reviews', answers: page(among.everybody(...everybody)) },
	{ route: '/(signed-in)/reviews/new', path: '/reviews/new', answers: page(among.everybody('secretariat')) },
	{ route: on, path: review, answers: inReview },
	{
		route: `${on}/conditions/[condition]`,
		path: (records) => `${review}/conditions/${records.condition}`,
		answers: inReview
	},
	{ route: `${on}/conditions`, path: `${review}/conditions`, answers: inReview },
	{ route: `${on}/details`, path: `${review}/details`, answers: page(among.members('secretariat')) },
	{ route: `${on}/members`, path: `${review}/members`, answers: inReview },
	{ route: `${on}/search`, path: `${review}/search?words=${word}`, answers: inReview },
	{ route: `${on}/settings`, path: `${review}/settings`, answers: page(among.members('secretariat')) },
	{ route: `${on}/settings/mail`, path: `${review}/settings/mail`, answers: page(among.members('secretariat')) },
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
	{ route: `${on}/findings/drafts`, path: `${review}/findings/drafts`, answers: leadsOn(members) },
	{ route: `${on}/findings/untagged`, path: `${review}/findings/untagged`, answers: leadsOn(members) },
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
	{ route: `${on}/meetings`, path: `${review}/meetings`, answers: inReview },
	{ route: `${on}/meetings/new`, path: `${review}/meetings/new`, answers: page(among.members('secretariat', 'chair')) },
	{
		route: `${on}/meetings/noted`,
		path: `${review}/meetings/noted`,
		answers: page(among.members('minister', 'privateOffice'))
	},
	{
		route: `${on}/meetings/[meeting]`,
		path: (records) => `${review}/meetings/${records.meeting}`,
		answers: inReview
	},
	{
		route: `${on}/meetings/[meeting]`,
		path: (records) => `${review}/meetings/${records.heldMeeting}`,
		answers: leadsOn(members)
	},
	...['edit', 'agenda'].map((name) => ({
		route: `${on}/meetings/[meeting]/${name}`,
		path: (records: Records) => `${review}/meetings/${records.meeting}/${name}`,
		answers: page(among.members('secretariat', 'chair'))
	})),
	...['attendance', 'positions', 'decisions', 'minute'].map((name) => ({
		route: `${on}/meetings/[meeting]/${name}`,
		path: (records: Records) => `${review}/meetings/${records.meeting}/${name}`,
		answers: inReview
	})),
	{
		route: `${on}/meetings/[meeting]/file`,
		path: (records) => `${review}/meetings/${records.heldMeeting}/file?of=minute&format=odt`,
		answers: inReview
	},
	{ route: `${on}/timetable`, path: `${review}/timetable`, answers: inReview },
	{ route: `${on}/timetable/plan`, path: `${review}/timetable/plan`, answers: page(among.members('secretariat')) },
	{ route: `${on}/timetable/new`, path: `${review}/timetable/new`, answers: page(among.members('secretariat')) },
	{
		route: `${on}/timetable/[milestone]`,
		path: (records) => `${review}/timetable/${records.milestone}`,
		answers: inReview
	},
	{ route: `${on}/actions`, path: `${review}/actions`, answers: inReview },
	{
		route: `${on}/actions/new`,
		path: `${review}/actions/new`,
		answers: page(among.members('official', 'careOfficial', 'privateOffice', 'secretariat', 'chair'))
	},
	{ route: `${on}/actions/[action]`, path: (records) => `${review}/actions/${records.action}`, answers: inReview },
	{
		route: `${on}/actions/[action]/edit`,
		path: (records) => `${review}/actions/${records.action}/edit`,
		answers: page(among.members('secretariat', 'chair'))
	},
	{ route: `${on}/actions/file`, path: `${review}/actions/file`, answers: inReview },
	{ route: `${on}/actions/report-back`, path: `${review}/actions/report-back`, answers: inReview },
	{ route: `${on}/after-agreement`, path: `${review}/after-agreement`, answers: inReview },
	{
		route: `${on}/recommendations/[recommendation]/announced`,
		path: (records) => `${review}/recommendations/${records.agreed}/announced`,
		answers: page(among.members('official', 'privateOffice', 'secretariat'))
	},
	{
		route: `${on}/recommendations/[recommendation]/delivered`,
		path: (records) => `${review}/recommendations/${records.announced}/delivered`,
		answers: page(among.members('official', 'privateOffice', 'secretariat'))
	},
	{ route: `${on}/undertakings`, path: `${review}/undertakings`, answers: inReview },
	{ route: `${on}/undertakings/file`, path: `${review}/undertakings/file`, answers: inReview },
	{
		route: `${on}/undertakings/new`,
		path: `${review}/undertakings/new`,
		answers: page(among.members('official', 'careOfficial', 'privateOffice', 'secretariat', 'chair'))
	},
	{
		route: `${on}/undertakings/[undertaking]`,
		path: (records) => `${review}/undertakings/${records.undertaking}`,
		answers: inReview
	},
	{
		route: `${on}/undertakings/[undertaking]/edit`,
		path: (records) => `${review}/undertakings/${records.undertaking}/edit`,
		answers: page(among.members('secretariat', 'chair'))
	},
	{
		route: `${on}/handover`,
		path: `${review}/handover`,
		answers: page(among.members('secretariat', 'chair'))
	},
	{
		route: `${on}/handover/document`,
		path: `${review}/handover/document?format=odt`,
		answers: page(among.members('secretariat', 'chair'))
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
	{ route: `${on}/papers/packs`, path: `${review}/papers/packs`, answers: inReview },
	{ route: `${on}/papers/packs/new`, path: `${review}/papers/packs/new`, answers: page(among.members('secretariat')) },
	{ route: `${on}/papers/packs/[pack]`, path: ({ pack }) => `${review}/papers/packs/${pack}`, answers: inReview },
	{
		route: `${on}/papers/packs/[pack]/export`,
		path: ({ pack }) => `${review}/papers/packs/${pack}/export?format=markdown`,
		answers: page(exporters)
	},
	{ route: `${on}/papers/[paper]`, path: ofPaper('exposedPaper', ''), answers: inReview },
	{ route: `${on}/papers/[paper]`, path: ofPaper('paper', ''), answers: page(among.centre('secretariat', 'chair')) },
	{
		route: `${on}/papers/[paper]/annex`,
		path: ofPaper('exposedPaper', '/annex?format=markdown'),
		answers: page(among.members('official', 'careOfficial', 'secretariat', 'chair'))
	},
	{ route: `${on}/papers/[paper]/compare`, path: ofPaper('exposedPaper', '/compare'), answers: inReview },
	{
		route: `${on}/papers/[paper]/compare`,
		path: ofPaper('paper', '/compare'),
		answers: page(among.centre('secretariat', 'chair'))
	},
	{
		route: `${on}/papers/[paper]/public`,
		path: ofPaper('publicPaper', '/public'),
		answers: page(among.members('secretariat', 'chair'))
	},
	{
		route: `${on}/papers/[paper]/public/preview`,
		path: ofPaper('publicPaper', '/public/preview'),
		answers: page(among.members('secretariat', 'chair'))
	},
	{
		route: `${on}/papers/[paper]/public/withhold`,
		path: (records) =>
			`${review}/papers/${records.publicPaper}/public/withhold?section=${records.publicSectionId}&paragraph=0`,
		answers: page(among.members('secretariat'))
	},
	{ route: `${on}/papers/[paper]/checks`, path: ofPaper('exposedPaper', '/checks'), answers: inReview },
	{
		route: `${on}/papers/[paper]/checks/[check]`,
		path: ofPaper('exposedPaper', '/checks/equality'),
		answers: inReview
	},
	{
		route: `${on}/papers/[paper]/checks/[check]`,
		path: ofPaper('exposedPaper', '/checks/legal'),
		answers: page(among.centre('secretariat', 'chair'))
	},
	// A file belongs to whoever asked for it, and nobody has asked for this one.
	...['exports/[export]', 'exports/[export]/file'].map((name) => ({
		route: `${on}/papers/[paper]/${name}`,
		path: ofPaper('exposedPaper', `/${name.replace('[export]', '1')}`),
		answers: { 303: ['nobody'], 404: everybody } as const
	})),
	{ route: `${on}/papers/[paper]/lodging`, path: ofPaper('exposedPaper', '/lodging'), answers: inReview },
	{ route: `${on}/papers/[paper]/opposing`, path: ofPaper('exposedPaper', '/opposing'), answers: inReview },
	{ route: `${on}/papers/[paper]/profile`, path: ofPaper('exposedPaper', '/profile'), answers: inReview },
	{
		route: `${on}/papers/[paper]/refresh`,
		path: ofPaper('exposedPaper', '/refresh'),
		answers: page(among.members('secretariat'))
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/spill`,
		path: (records) => `${review}/papers/${records.exposedPaper}/sections/${records.exposedSectionId}/spill`,
		answers: page(among.members('secretariat'))
	},
	{ route: `${on}/profiles`, path: `${review}/profiles`, answers: inReview },
	{ route: `${on}/profiles/import`, path: `${review}/profiles/import`, answers: page(among.members('secretariat')) },
	{ route: `${on}/profiles/[profile]`, path: `${review}/profiles/nz_cabinet`, answers: inReview },
	{ route: `${on}/profiles/[profile]/file`, path: `${review}/profiles/nz_cabinet/file`, answers: inReview },
	...['copy', 'edit'].map((name) => ({
		route: `${on}/profiles/[profile]/${name}`,
		path: `${review}/profiles/nz_cabinet/${name}`,
		answers: page(among.members('secretariat'))
	})),
	...['discussion', 'judgements', 'judgements/document'].map((name) => ({
		route: `${on}/recommendations/[recommendation]/${name}`,
		path: ofRecommendation('proposed', `/${name}`),
		answers: inReview
	})),
	{
		route: `${on}/recommendations/[recommendation]/discussion/new`,
		path: ofRecommendation('proposed', '/discussion/new'),
		answers: page(speakers)
	},
	{
		route: `${on}/recommendations/[recommendation]/discussion/[thread]`,
		path: (records) => `${review}/recommendations/${records.proposed}/discussion/${records.threadId}`,
		answers: inReview
	},
	{
		route: `${on}/recommendations/[recommendation]/judgements/[criterion]`,
		path: ofRecommendation('proposed', '/judgements/cost'),
		answers: inReview
	},
	{
		route: `${on}/recommendations/[recommendation]/proposed-words/[answer]`,
		path: (records) => `${review}/recommendations/${records.reworded}/proposed-words/${records.rewordedAnswer}`,
		answers: inReview
	},
	// A box belongs to a department: officials of another one look into their own minister's.
	...['', '/[recommendation]', '/advice'].map((name) => ({
		route: `${on}/box${name}`,
		path: (records: Records) => `${review}/box${name.replace('[recommendation]', records.proposed)}`,
		answers: page(among.members('official', 'careOfficial', 'minister', 'privateOffice', 'specialAdviser'))
	})),
	{
		route: `${on}/box/advice/write`,
		path: `${review}/box/advice/write`,
		answers: page(among.members('official', 'careOfficial'))
	},
	{
		route: `${on}/box/questions/[question]`,
		path: (records) => `${review}/box/questions/${records.boxQuestion}`,
		answers: page(among.families(...readers))
	},
	...['', '/document'].map((name) => ({
		route: `${on}/box/packs/[pack]${name}`,
		path: (records: Records) => `${review}/box/packs/${records.boxPack}${name}`,
		answers: page(among.families(...readers))
	})),
	{
		route: `${on}/box/packs/[pack]/return`,
		path: (records) => `${review}/box/packs/${records.boxPack}/return`,
		answers: page(among.families('minister', 'privateOffice'))
	},
	{
		route: `${on}/recommendations/[recommendation]/disagreement`,
		path: ofRecommendation('proposed', '/disagreement'),
		answers: page(among.members('secretariat', 'chair', 'minister', 'privateOffice'))
	},
	{
		route: `${on}/papers/[paper]/readers`,
		path: ofPaper('exposedPaper', '/readers'),
		answers: page(among.members('secretariat'))
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
		route: `${on}/papers/[paper]/sections/[section]/draft`,
		path: (records) => `${review}/papers/${records.paper}/sections/${records.sectionId}/draft`,
		answers: { 405: everybody, 303: ['nobody'] }
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/visit`,
		path: (records) => `${review}/papers/${records.paper}/sections/${records.sectionId}/visit`,
		answers: { 405: everybody, 303: ['nobody'] }
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/find`,
		path: (records) => `${review}/papers/${records.paper}/sections/${records.sectionId}/find?words=${word}`,
		answers: page(among.centre('secretariat'))
	},
	{
		route: `${on}/papers/[paper]/sections/new`,
		path: ofPaper('exposedPaper', '/sections/new'),
		answers: page(among.members('secretariat'))
	},
	{ route: `${on}/papers/[paper]/suggestions`, path: ofPaper('exposedPaper', '/suggestions'), answers: inReview },
	{
		route: `${on}/papers/[paper]/suggestions/[suggestion]`,
		path: (records) => `${review}/papers/${records.exposedPaper}/suggestions/${records.suggestions[0]}`,
		answers: inReview
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/suggest`,
		path: (records) => `${review}/papers/${records.exposedPaper}/sections/${records.exposedSectionId}/suggest`,
		answers: page(speakers)
	},
	{ route: `${on}/papers/[paper]/comments`, path: ofPaper('exposedPaper', '/comments'), answers: inReview },
	{
		route: `${on}/papers/[paper]/comments/[comment]`,
		path: (records) => `${review}/papers/${records.exposedPaper}/comments/${records.commentId}`,
		answers: inReview
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/comments/new`,
		path: (records) => `${review}/papers/${records.exposedPaper}/sections/${records.exposedSectionId}/comments/new`,
		answers: page(speakers)
	},
	{
		route: `${on}/papers/[paper]/word`,
		path: ofPaper('exposedPaper', '/word'),
		answers: page(among.members('secretariat'))
	},
	{
		route: `${on}/papers/[paper]/word`,
		path: ofPaper('paper', '/word'),
		answers: page(among.centre('secretariat'))
	},
	{
		route: `${on}/papers/[paper]/word/export`,
		path: ofPaper('exposedPaper', '/word/export?of=1'),
		answers: page(among.members('secretariat'))
	},
	{
		route: `${on}/papers/[paper]/word/[returned]`,
		path: (records) => `${review}/papers/${records.exposedPaper}/word/${records.wordReturns[0]}`,
		answers: page(among.members('secretariat'))
	},
	{ route: `${on}/papers/[paper]/windows`, path: ofPaper('exposedPaper', '/windows'), answers: inReview },
	{ route: `${on}/papers/[paper]/windows/[window]`, path: `${review}/papers/P1/windows/1`, answers: inReview },
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

	{ route: `${on}/bids`, path: `${review}/bids`, answers: inReview },
	{ route: `${on}/bids/new`, path: `${review}/bids/new`, answers: page(among.members('official', 'careOfficial')) },
	{
		route: `${on}/bids/portfolio`,
		path: `${review}/bids/portfolio`,
		answers: page(among.members('secretariat', 'chair'))
	},
	{ route: `${on}/bids/editions`, path: `${review}/bids/editions`, answers: inReview },
	...['', '/file'].map((rest) => ({
		route: `${on}/bids/editions/[edition]${rest}`,
		path: `${review}/bids/editions/discount-rates-green-book-2026${rest}`,
		answers: inReview
	})),
	{
		route: `${on}/bids/editions/import`,
		path: `${review}/bids/editions/import`,
		answers: page(among.members('secretariat'))
	},
	{ route: `${on}/bids/events`, path: `${review}/bids/events`, answers: inReview },
	{ route: `${on}/bids/events/new`, path: `${review}/bids/events/new`, answers: page(among.members('secretariat')) },
	{ route: `${on}/bids/events/[id]`, path: ofFiscalEvent(''), answers: inReview },
	...['edit', 'envelope'].map((name) => ({
		route: `${on}/bids/events/[id]/${name}`,
		path: ofFiscalEvent(`/${name}`),
		answers: page(among.members('secretariat'))
	})),
	{ route: `${on}/bids/events/[id]/template`, path: ofFiscalEvent('/template'), answers: inReview },
	...['', '/file'].flatMap((rest) => [
		{
			route: `${on}/bids/events/[id]/template/filled${rest}`,
			path: (records: Records) => ofFiscalEvent(`/template/filled${rest}?of=${records.submittedBid}`)(records),
			answers: copied(seeingSubmission)
		},
		{
			route: `${on}/bids/events/[id]/template/filled${rest}`,
			path: (records: Records) => ofFiscalEvent(`/template/filled${rest}?of=working-${records.bid}`)(records),
			answers: copied(seeingBid)
		}
	]),

	...['', '/[committee]/edit', '/new'].map((name) => ({
		route: `${on}/committees${name}`,
		path: `${review}/committees${name.replace('[committee]', '1')}`,
		answers: name === '' ? inReview : page(among.members('secretariat'))
	})),
	...['', '/[rules]', '/[rules]/file', '/calendar'].map((name) => ({
		route: `${on}/rules${name}`,
		path: `${review}/rules${name.replace('[rules]', 'uk-1')}`,
		answers: inReview
	})),
	{ route: `${on}/rules/import`, path: `${review}/rules/import`, answers: page(among.members('secretariat')) },
	{ route: `${on}/rounds`, path: `${review}/rounds`, answers: inReview },
	{ route: `${on}/rounds/new`, path: `${review}/rounds/new`, answers: page(among.members('secretariat')) },
	...['', '/letter', '/letter/document?part=cover', '/comments', '/clearance'].map((name) => ({
		route: `${on}/rounds/[ref]${name.replace('?part=cover', '')}`,
		path: `${review}/rounds/W2${name}`,
		answers: inReview
	})),
	// Its letter is its department's, and so is the third round, which is in preparation for Families' Cabinet minister.
	...['W2/letter/document', 'W3', 'W3/letter'].map((name) => ({
		route: `${on}/rounds/${name.replace(/^W./, '[ref]')}`,
		path: `${review}/rounds/${name}`,
		answers: page(among.familiesAndCentre(...readers, 'secretariat', 'chair'))
	})),
	...['', '/file'].map((name) => ({
		route: `${on}/rounds/[ref]/clearance/advice${name}`,
		path: `${review}/rounds/W2/clearance/advice${name}`,
		answers: page(among.members('secretariat', 'chair'))
	})),
	{
		// There is none to draft while something stands in the way.
		route: `${on}/rounds/[ref]/clearance/letter/file`,
		path: `${review}/rounds/W2/clearance/letter/file`,
		answers: {
			409: ['secretariat', 'chair'],
			403: members.filter((role) => role !== 'secretariat' && role !== 'chair'),
			404: ['outsider', 'administrator'],
			303: ['nobody']
		}
	},
	{
		route: `${on}/rounds/[ref]/clearance/files/[file]`,
		path: ({ clearanceFileIds }) => `${review}/rounds/W1/clearance/files/${clearanceFileIds[0]}`,
		answers: {
			200: ['secretariat'],
			404: everybody.filter((role) => role !== 'secretariat'),
			303: ['nobody']
		}
	},
	...['copy', 'extend', 'withdraw', 'clearance/record'].map((name) => ({
		route: `${on}/rounds/[ref]/${name}`,
		path: `${review}/rounds/W2/${name}`,
		answers: page(among.members('secretariat'))
	})),
	...['edit', 'departments', 'issue'].map((name) => ({
		route: `${on}/rounds/[ref]/${name}`,
		path: `${review}/rounds/W3/${name}`,
		answers: page(among.familiesAndCentre('secretariat'))
	})),

	// The first write-round of the demo asks Families, which has replied; the second asks others.
	{ route: `${on}/rounds/[ref]/replies`, path: `${review}/rounds/W1/replies`, answers: inReview },
	{
		route: `${on}/rounds/[ref]/replies/new`,
		path: `${review}/rounds/W1/replies/new`,
		answers: page(among.members('secretariat', 'cabinetPrivateOffice'))
	},
	{
		route: `${on}/rounds/[ref]/replies/[reply]`,
		path: `${review}/rounds/W1/replies/1`,
		answers: page(among.submission(...readers, ...atTreasury))
	},
	{
		route: `${on}/rounds/[ref]/replies/[reply]/files/[file]`,
		path: `${review}/rounds/W2/replies/2/files/1`,
		answers: {
			200: ['minister', 'privateOffice', 'cabinetPrivateOffice', ...atTreasury],
			404: ['official', 'specialAdviser', 'careOfficial', 'observer', 'outsider', 'administrator'],
			303: ['nobody']
		}
	},
	{
		route: `${on}/rounds/[ref]/replies/dropped/[drop]`,
		path: ({ drops }) => `${review}/rounds/W1/replies/dropped/${drops[0]}`,
		answers: page(among.reply('secretariat', 'cabinetPrivateOffice'))
	},
	{
		route: `${on}/rounds/[ref]/replies/dropped/[drop]/file`,
		path: ({ drops }) => `${review}/rounds/W1/replies/dropped/${drops[0]}/file`,
		answers: page(among.reply(...readers, 'secretariat'))
	},

	// A letter of Families is its department's until it goes out; the second of the demo has gone out.
	...['', '/answers'].map((name) => ({
		route: `${on}/letters${name}`,
		path: `${review}/letters${name}`,
		answers: inReview
	})),
	{ route: `${on}/letters/new`, path: `${review}/letters/new`, answers: page(among.members('secretariat')) },
	...['', '/document', '/message'].map((name) => ({
		route: `${on}/letters/[ref]${name}`,
		path: (records: Records) => `${review}/letters/${records.letter}${name}`,
		answers: seeingLetter
	})),
	...['edit', 'schedule'].map((name) => ({
		route: `${on}/letters/[ref]/${name}`,
		path: (records: Records) => `${review}/letters/${records.letter}/${name}`,
		answers: page(among.letter('minister', 'privateOffice', 'secretariat'))
	})),
	{
		route: `${on}/letters/[ref]/withdraw`,
		path: (records) => `${review}/letters/${records.letter}/withdraw`,
		answers: page(among.letter('secretariat'))
	},
	...['', '/document'].map((name) => ({
		route: `${on}/letters/[ref]${name}`,
		path: `${review}/letters/L2${name}`,
		answers: page(among.familiesAndCentre(...readers, 'secretariat', 'chair'))
	})),
	{
		route: `${on}/letters/[ref]/answers`,
		path: `${review}/letters/L2/answers`,
		answers: page(among.familiesAndCentre('secretariat', 'cabinetPrivateOffice'))
	},
	...['', '/file'].map((name) => ({
		route: `${on}/letters/[ref]/sent/[message]${name}`,
		path: (records: Records) => `${review}/letters/${records.signedLetter}/sent/${records.sentMessage}${name}`,
		answers: seeingLetter
	})),

	// In work, with Care: its departments alone.
	...['', '/departments', '/costs', '/shares', '/benefits', '/appraisals', '/appraisals/plan', '/returns'].map(
		(name) => ({ route: `${on}/bids/[ref]${name}`, path: ofBid(name), answers: seeingBid })
	),
	...['', '/document', '/workbook', '/data'].map((name) => ({
		route: `${on}/bids/[ref]/files${name}`,
		path: ofBid(`/files${name}`),
		answers: seeingBid
	})),
	...['/versions', '/versions/compare', '/treasury', '/questions'].map((name) => ({
		route: `${on}/bids/[ref]${name}`,
		path: ofBid(name),
		answers: seeingBid
	})),
	{ route: `${on}/bids/[ref]/versions/[number]`, path: ofBid('/versions/1'), answers: seeingBid },
	...['edit', 'options', 'outcomes', 'rank', 'recommendations', 'withdraw'].map((name) => ({
		route: `${on}/bids/[ref]/${name}`,
		path: ofBid(`/${name}`),
		answers: leadOnBid
	})),
	{
		route: `${on}/bids/[ref]/options/[option]`,
		path: (records) => ofBid(`/options/${records.preferredId}`)(records),
		answers: leadOnBid
	},
	{
		route: `${on}/bids/[ref]/costs/assumptions/new`,
		path: (records) => ofBid(`/costs/assumptions/new?team=${records.familiesId}`)(records),
		answers: leadOnBid
	},
	{ route: `${on}/bids/[ref]/costs/assumptions/[number]`, path: ofBid('/costs/assumptions/1'), answers: seeingBid },
	{
		route: `${on}/bids/[ref]/benefits/new`,
		path: ofBid('/benefits/new'),
		answers: page(among.bidders('official', 'careOfficial'))
	},
	{
		route: `${on}/bids/[ref]/benefits/[benefit]`,
		path: (records) => ofBid(`/benefits/${records.benefitId}`)(records),
		answers: seeingBid
	},
	{ route: `${on}/bids/[ref]/appraisals/[number]`, path: ofBid('/appraisals/1'), answers: seeingBid },
	{
		route: `${on}/bids/[ref]/appraisals/[number]/figure`,
		path: ofBid('/appraisals/1/figure?key=cases.central.npsv'),
		answers: seeingBid
	},
	{
		route: `${on}/bids/[ref]/appraisals/compare`,
		path: ofBid('/appraisals/compare?one=1&other=1'),
		answers: seeingBid
	},
	...['', '/file'].map((rest) => ({
		route: `${on}/bids/[ref]/returns/[return]${rest}`,
		path: (records: Records) => ofBid(`/returns/${records.returns[0]}${rest}`)(records),
		answers: returned
	})),

	// With the Treasury: Families and whoever it was submitted to.
	...['', '/benefits', '/appraisals', '/versions', '/versions/compare', '/treasury', '/questions'].map((name) => ({
		route: `${on}/bids/[ref]${name}`,
		path: ofSubmission(name),
		answers: seeingSubmission
	})),
	{ route: `${on}/bids/[ref]/versions/[number]`, path: ofSubmission('/versions/1'), answers: seeingSubmission },
	{ route: `${on}/bids/[ref]/questions/file`, path: ofSubmission('/questions/file'), answers: seeingSubmission },
	{ route: `${on}/bids/[ref]/files`, path: ofSubmission('/files'), answers: seeingSubmission },
	...['document', 'workbook'].map((name) => ({
		route: `${on}/bids/[ref]/files/${name}`,
		path: ofSubmission(`/files/${name}?version=1`),
		answers: seeingSubmission
	})),
	...['costs', 'shares', 'departments', 'returns'].map((name) => ({
		route: `${on}/bids/[ref]/${name}`,
		path: ofSubmission(`/${name}`),
		answers: page(among.families(...readers))
	})),
	{
		route: `${on}/bids/[ref]/questions/[number]`,
		path: ofSubmission('/questions/1'),
		answers: page(among.submission('official'))
	},

	{ route: '/accessibility', path: '/accessibility', answers: { 200: all } },
	{ route: '/guide', path: '/guide', answers: { 200: all } },
	{ route: '/guide/[page]', path: '/guide/officials', answers: { 200: all } },
	{ route: '/health', path: '/health', answers: { 200: all } },
	{ route: '/published', path: '/published', answers: { 200: all } },
	{ route: '/published/[address]', path: '/published/nothing-of-that-name', answers: { 404: all } },
	{
		route: '/published/[address]/document.pdf',
		path: '/published/nothing-of-that-name/document.pdf',
		answers: { 404: all }
	},
	{ route: '/calendar/[token]/throughline.ics', path: '/calendar/no-such-link/throughline.ics', answers: { 404: all } },
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
	{
		route: `${on}/papers/[paper]/sections/[section]/draft`,
		path: (records) => `${review}/papers/${records.paper}/sections/${records.sectionId}/draft`,
		audience: among.centre('secretariat')
	},
	{
		route: `${on}/papers/[paper]/sections/[section]/visit`,
		path: (records) => `${review}/papers/${records.paper}/sections/${records.sectionId}/visit`,
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

test('every address answers every role as the table says, its data goes to nobody else, its forms post to known acts', async ({
	demo
}) => {
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
	// What leaves is on record, a copy for comment is kept, and so are who read a draft and who has a section open.
	// Nothing else that is read may write.
	const changed = Object.keys(after)
		.filter((table) => after[table] !== before[table])
		.sort();
	expect(changed).toEqual([
		...['audit_chains', 'audit_content', 'audit_entries'],
		...['paper_readings', 'section_visits', 'word_copies']
	]);
});

test('a post from another site is refused at every act and endpoint, whoever is signed in', async ({ demo }) => {
	const records = await prepared(demo);
	const wrong: string[] = [];
	const from: Record<string, OutgoingHttpHeaders> = {
		'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
		'another site that hides its name': { 'sec-fetch-site': 'cross-site', origin: 'null' },
		'a neighbouring site': { 'sec-fetch-site': 'same-site', origin: demo.url.replace('127.0.0.1', 'localhost') },
		'the address bar': { 'sec-fetch-site': 'none', origin: demo.url },
		'an old browser on another site': { origin: 'https://evil.example' },
		'an old browser that hides the site': { origin: 'null' },
		'no browser': {}
	};
	const targets = [
		...(await Promise.all(
			acts.map(async ({ page, action, by }) => ({ by, to: addressOf(await settled(page, records, demo), action) }))
		)),
		...endpoints.map(({ path }) => ({ by: 'secretariat' as const, to: path(records) })),
		{ by: 'nobody' as const, to: '/sign-in' },
		{ by: 'nobody' as const, to: '/sign-in/again?/signIn' },
		{ by: 'nobody' as const, to: '/password/no-such-link' }
	];
	const before = await demo.fingerprint();
	for (const { by, to } of targets) {
		const caller = await demo.as(by);
		for (const [name, headers] of Object.entries(from)) {
			const { status } = await caller.send(to, {
				method: 'POST',
				headers: { 'content-type': urlencoded, ...headers },
				body: 'email=administrator%40throughline.example'
			});
			if (status !== 403) wrong.push(`${to} from ${name} as ${by}: ${status}`);
		}
		// Types that a page elsewhere can send without asking, and one that it cannot.
		for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json']) {
			const headers = { 'content-type': type, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
			const { status } = await caller.send(to, { method: 'POST', headers, body: '{}' });
			if (status !== 403) wrong.push(`${to} with ${type}: ${status}`);
		}
	}
	expect(wrong).toEqual([]);
	expect(await demo.fingerprint()).toEqual(before);
});

test('a body that cannot be read is 400, one too large 413, one of unknown length 411', async ({ demo }) => {
	const records = await prepared(demo);
	const official = await demo.as('official');
	const secretariat = await demo.as('secretariat');
	const own = { origin: demo.url, 'sec-fetch-site': 'same-origin' };
	const to = `${review}/evidence/new`;
	const post = (headers: OutgoingHttpHeaders, body: string | Buffer, path = to, caller = official) =>
		caller.send(path, { method: 'POST', headers: { ...own, ...headers }, body });
	const before = await demo.fingerprint();

	for (const [type, body] of [
		['multipart/form-data; boundary=x', '--y\r\nnot the boundary'],
		['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nno end'],
		['multipart/form-data', '--x--'],
		[urlencoded, '__proto__[x]=1'],
		[urlencoded, 'people[9999].role=x'],
		[urlencoded, `${'a'.repeat(300)}=x`],
		[urlencoded, `__intent__=${encodeURIComponent('{"type":"validate"}')}`],
		[urlencoded, '__state__=%7B%7D'],
		[urlencoded, 'kind=visit&'.repeat(2001)]
	] as const) {
		const { status, text } = await post({ 'content-type': type }, body);
		expect(status, `${type} ${body.slice(0, 60)}`).toBe(400);
		expect(text).toContain('could not be read');
	}

	const large = await post({ 'content-type': urlencoded }, `title=${'x'.repeat(512 * 1024)}`);
	expect(large.status).toBe(413);
	expect(large.text).toContain('Nothing was saved');
	const claimed = await post({ 'content-type': urlencoded, 'content-length': '5000000000' }, 'title=x').catch(
		(error: Error) => error
	);
	expect(claimed).toMatchObject({ status: 413 });
	const preview = `${review}/papers/${records.paper}/sections/${records.sectionId}/preview`;
	expect((await post({ 'content-type': 'text/plain' }, 'x'.repeat(520_000), preview, secretariat)).status).toBe(200);
	expect((await post({ 'content-type': 'text/plain' }, 'x'.repeat(600_000), preview, secretariat)).status).toBe(413);
	expect((await post({ 'content-type': urlencoded }, 'body=x', preview, secretariat)).status).toBe(415);
	const unknown = await send(`${demo.url}${to}`, {
		method: 'POST',
		headers: { ...own, 'content-type': urlencoded, 'transfer-encoding': 'chunked', cookie: official.cookie() },
		body: 'title=x'
	});
	expect(unknown.status).toBe(411);

	for (const type of ['application/json', 'image/png', 'application/xml']) {
		expect((await post({ 'content-type': type }, '{"title":"x"}')).status, type).toBe(415);
	}
	expect(await demo.fingerprint()).toEqual(before);
	expect(demo.errorLines()).toEqual([]);
});

test('methods that an address does not know are 405, and HEAD is GET without its body', async ({ demo }) => {
	const records = await prepared(demo);
	const official = await demo.as('official');
	const own = { origin: demo.url, 'sec-fetch-site': 'same-origin' };
	const to = [`${review}/evidence/new`, `${review}/findings/${records.finding}`, '/account', '/sign-out', '/health'];
	for (const path of to) {
		for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
			const answer = await official.send(path, { method, headers: own });
			expect(answer.status, `${method} ${path}`).toBe(405);
			expect(answer.headers.allow, `${method} ${path}`).toBeTruthy();
		}
	}
	for (const path of [`${review}/findings/drafts`, `${review}/positions`, '/guide']) {
		const { status } = await official.post(path, [['a', 'b']]);
		expect(status, `POST ${path}`).toBe(405);
	}
	expect((await official.post(`${review}/findings?/noSuchAct`, [])).status).toBe(404);
	for (const path of ['/', `${review}/findings`, `${review}/papers/${records.exposedPaper}/export`]) {
		const answer = await official.send(path, { method: 'HEAD' });
		expect([answer.status, answer.bytes], `HEAD ${path}`).toEqual([200, 0]);
	}
	expect(demo.errorLines()).toEqual([]);
});

test('a forged address is not found, and never an error', async ({ demo }) => {
	const records = await prepared(demo);
	const forgeries = [
		'0',
		'-1',
		'1e99',
		'99999999999',
		'9'.repeat(40),
		'٣',
		'x'.repeat(2000),
		'%00',
		'a%00b',
		'..%2f..',
		'%27--',
		'%F0%9F%92%A5',
		'F1%0A'
	];
	// What cannot be decoded is a bad request.
	const malformed = ['%', '%ff', '%ED%A0%80', '%E0%80%80'];
	// A link for a password that is none says so on its page; who guesses links of calendars is slowed down.
	const answersToGuesses: Partial<Record<string, number[]>> = {
		'/password/[token]': [200],
		'/calendar/[token]/throughline.ics': [404, 429]
	};
	const wrong: string[] = [];
	for (const { route, path, answers } of addresses) {
		const params = route.split('/').filter((part) => part !== '(signed-in)');
		const parts = where({ route, path, answers }, records).split('?')[0]?.split('/') ?? [];
		const [role] = answers[200] ?? answers[307] ?? answers[404] ?? answers[303] ?? [];
		if (!role || !route.includes('[') || answers[405]) continue;
		const caller = await demo.as(role);
		for (const [place, param] of params.entries()) {
			if (!param.startsWith('[')) continue;
			const otherReview = {
				'[event]': 'E999',
				'[finding]': 'R1',
				'[recommendation]': 'F1',
				'[review]': 'first-1001-days'
			};
			const others = [Object.entries(otherReview).find(([name]) => name === param)?.[1] ?? '999999'];
			const tried = [...forgeries, ...malformed, ...others];
			const answered = await Promise.all(
				tried.map(async (forged) => {
					const address = parts.with(place, forged).join('/');
					const { status } = await caller.get(address);
					const expected = malformed.includes(forged) ? [400] : (answersToGuesses[route] ?? [404]);
					return expected.includes(status) ? [] : [`GET ${address.slice(0, 120)} as ${role}: ${status}`];
				})
			);
			wrong.push(...answered.flat());
		}
	}
	expect(wrong).toEqual([]);

	// Filters, cursors and choices in the address are read with care, whatever stands there.
	const official = await demo.as('official');
	const minister = await demo.as('minister');
	const asked = [
		...['words', 'kind', 'status', 'state', 'team', 'question', 'place', 'from', 'to', 'after', 'before'].map(
			(name) => [official, `${review}/evidence`, name] as const
		),
		...[
			'words',
			'kind',
			'theme',
			'stage',
			'service',
			'reach',
			'nature',
			'source',
			'state',
			'team',
			'untagged',
			'after',
			'before'
		].map((name) => [official, `${review}/findings`, name] as const),
		...['words', 'state', 'lead', 'route', 'lever', 'question', 'cost', 'recheck', 'after', 'before'].map(
			(name) => [official, `${review}/recommendations`, name] as const
		),
		...['stance', 'kind', 'source', 'recheck', 'after'].map(
			(name) => [official, `${review}/recommendations/${records.emerging}/evidence`, name] as const
		),
		[official, `${review}/recommendations/re-check`, 'after'] as const,
		[official, `${review}/recommendations/tag`, 'findings'] as const,
		[official, `${review}/recommendations/${records.proposed}/compare`, 'from'] as const,
		[official, `${review}/recommendations/${records.proposed}/compare`, 'to'] as const,
		[official, `${review}/evidence/${records.event}/passages`, 'finding'] as const,
		[official, `${review}/findings/${records.finding}/passages`, 'about'] as const,
		[official, `${review}/search`, 'words'] as const,
		[official, `${review}/papers/${records.exposedPaper}/snapshots`, 'from'] as const,
		[official, `${review}/papers/${records.exposedPaper}/export`, 'format'] as const,
		[minister, `${review}/positions`, 'show'] as const,
		[minister, `${review}/positions/answer`, 'post'] as const,
		[await demo.as('administrator'), '/admin/people', 'words'] as const,
		[await demo.as('administrator'), '/admin/posts', 'words'] as const
	];
	const values = [
		'',
		'0',
		'-1',
		'1e99',
		'9'.repeat(12),
		'9'.repeat(40),
		'%00',
		'a%00b',
		'%ff',
		'%ED%A0%80',
		'%27%22%3C%3E',
		'%5C',
		'%25',
		'(%26|!%3A*',
		'x'.repeat(5000),
		'2019-02-31',
		'2019-06-14~',
		'~999999999999999',
		'2019-06-14~999999999999999',
		'%F0%9F%92%A5'
	];
	const broken: string[] = [];
	for (const [caller, path, name] of asked) {
		const answered = await Promise.all(
			values.map(async (value) => {
				const { status } = await caller.get(`${path}?${name}=${value}`);
				return [200, 303, 400, 404].includes(status) ? [] : [`GET ${path}?${name}=${value.slice(0, 60)}: ${status}`];
			})
		);
		broken.push(...answered.flat());
	}
	expect(broken).toEqual([]);
	expect(demo.errorLines()).toEqual([]);
});

test('every answer carries the headers that keep a page to itself', async ({ demo }) => {
	const records = await prepared(demo);
	const official = await demo.as('official');
	const nobody = await demo.as('nobody');
	const page = await official.get(`${review}/findings/${records.finding}`);
	const [asset = ''] = /\/_app\/immutable\/[^"]+\.js/.exec(page.text) ?? [];
	const [sheet = ''] = /\/_app\/immutable\/[^"]+\.css/.exec(page.text) ?? [];
	const own = { origin: demo.url, 'sec-fetch-site': 'same-origin' };
	const answers = {
		'a page': page,
		'the data of a page': await official.get(`${review}/findings/__data.json`),
		'a list': await official.get(`${review}/evidence`),
		'a document': await official.get(`${review}/papers/${records.exposedPaper}/export?format=html`),
		'a redirect': await official.get(`${review}/findings/drafts`),
		'a refused form': await official.post(`${review}/evidence/new`, []),
		'a page of another role': await official.get(`${review}/details`),
		'no page': await official.get('/no/such/page'),
		'no method': await official.send('/account', { method: 'PUT', headers: own }),
		'a form from elsewhere': await official.send('/account', { method: 'POST', headers: { origin: 'null' } }),
		'too large a form': await official.send('/account', {
			method: 'POST',
			headers: { ...own, 'content-type': urlencoded },
			body: 'x'.repeat(600_000)
		}),
		'a bad address': await official.get('/%ff'),
		'signing in': await nobody.get('/sign-in'),
		'being sent to sign in': await nobody.get(review),
		'data that sends to sign in': await nobody.get(`${review}/__data.json`),
		'a late form': await nobody.post(`${review}/evidence/new`, [['title', word]]),
		'a public page': await nobody.get('/guide'),
		health: await nobody.get('/health'),
		'signing out': await (await demo.enter('observer')).post('/sign-out', []),
		'a script': await nobody.get(asset),
		'a style sheet': await nobody.get(sheet),
		'no script': await nobody.get('/_app/immutable/none.js')
	};
	for (const [name, { status, headers }] of Object.entries(answers)) {
		expect(headers, `${name} (${status})`).toMatchObject({
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
			'referrer-policy': 'same-origin',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin'
		});
		expect(headers['x-powered-by'], name).toBeUndefined();
		expect(headers['access-control-allow-origin'], name).toBeUndefined();
		const hashed = name === 'a script' || name === 'a style sheet';
		const cached = hashed
			? 'public,max-age=31536000,immutable'
			: name === 'no script'
				? 'public, max-age=0'
				: 'no-store';
		expect(headers['cache-control'], name).toContain(cached);

		expect(policyOf(headers['content-security-policy'])['frame-ancestors'], name).toEqual(["'none'"]);
		expect(policyOf(headers['content-security-policy'])['base-uri'], name).toEqual(["'none'"]);
		if (headers['content-type']?.startsWith('text/html'))
			expect(headers['content-type'], name).toMatch(/charset=utf-8/i);

		const isPage = headers['content-type']?.startsWith('text/html') && !headers['content-disposition'];
		if (!isPage) continue;
		const policy = policyOf(headers['content-security-policy']);
		expect(Object.values(policy).flat(), name).not.toContain("'unsafe-inline'");
		expect(Object.values(policy).flat(), name).not.toContain("'unsafe-eval'");
		if (policy['default-src']?.includes("'none'")) continue;
		expect(policy, name).toEqual({
			'default-src': ["'self'"],
			'script-src': ["'self'", ...(/'nonce-[\w+/=]{20,}'/.exec(policy['script-src']?.join(' ') ?? '') ?? [])],
			'style-src': ["'self'"],
			'style-src-attr': ["'unsafe-hashes'", `'sha256-${announcerHash()}'`],
			'img-src': ["'self'", 'data:'],
			'font-src': ["'self'"],
			'connect-src': ["'self'"],
			'object-src': ["'none'"],
			'base-uri': ["'none'"],
			'form-action': ["'self'"],
			'frame-ancestors': ["'none'"]
		});
	}
	const again = policyOf((await official.get('/')).headers['content-security-policy']);
	expect(again['script-src']).not.toEqual(policyOf(page.headers['content-security-policy'])['script-src']);
	expect(answers['a document'].headers['content-disposition']).toMatch(/^attachment/);
	expect(answers['signing out'].headers['clear-site-data']).toBe('"cache"');
});

test('signing in leads nowhere but here', async ({ demo }) => {
	const official = await demo.as('official');
	const nobody = await demo.enter('nobody');
	const elsewhere = [
		...['//evil.example', 'https://evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example'],
		...['\n//evil.example', '/\u0000/evil.example', 'javascript:alert(1)', '///evil.example', '/%5Cevil.example\\'],
		...['@evil.example', '.evil.example', '/sign-in?to=//evil.example', '/sign-out', '']
	];
	for (const to of elsewhere) {
		const query = `?to=${encodeURIComponent(to)}`;
		const already = await official.get(`/sign-in${query}`);
		expect([already.status, already.headers.location], to).toEqual([303, '/']);
		const shown = await nobody.get(`/sign-in${query}`);
		expect(shown.text, to).not.toMatch(/(?:href|action|value)="[^"]*evil\.example/);
		const entering = await (
			await demo.enter('nobody')
		).post('/sign-in/demo', [
			['email', 'observer@policy-staff.fictional.example'],
			['to', to]
		]);
		expect(entering.status, to).toBe(303);
		expect(new URL(entering.headers.location ?? '', demo.url).origin, to).toBe(demo.url);
	}
	const home = await official.get(`/sign-in?to=${encodeURIComponent(`${review}/findings?state=shared`)}`);
	expect(home.headers.location).toBe(`${review}/findings?state=shared`);
});

test('the one-click accounts are for this machine alone, under its own name', async ({ demo }) => {
	const { host, port } = new URL(demo.url);
	const enter = (headers: OutgoingHttpHeaders) =>
		send(`${demo.url}/sign-in/demo`, {
			method: 'POST',
			headers: { host, origin: demo.url, 'sec-fetch-site': 'same-origin', 'content-type': urlencoded, ...headers },
			body: 'email=administrator%40throughline.example'
		});
	const before = await demo.fingerprint();
	const refused: OutgoingHttpHeaders[] = [
		{ host: 'evil.example' },
		{ host: `evil.example:${port}` },
		{ host: `127.0.0.1.evil.example:${port}` },
		{ host: `0.0.0.0:${port}` },
		{ 'x-forwarded-for': '127.0.0.1' },
		{ 'x-forwarded-for': '203.0.113.9' },
		{ 'x-forwarded-host': host },
		{ 'x-forwarded-proto': 'https' },
		{ forwarded: 'for=127.0.0.1' }
	];
	for (const headers of refused) {
		const answer = await enter(headers);
		expect([answer.status, answer.headers['set-cookie']], JSON.stringify(headers)).toEqual([400, undefined]);
		expect((await send(`${demo.url}/sign-in`, { headers: { host, ...headers } })).status).toBe(400);
	}
	const byName = await enter({ host: `localhost:${port}` });
	expect([byName.status, byName.headers.location]).toEqual([307, `${demo.url}/sign-in/demo`]);
	const stranger = await send(`${demo.url}/sign-in/demo`, {
		method: 'POST',
		headers: { host, origin: demo.url, 'content-type': urlencoded },
		body: 'email=nobody%40throughline.example'
	});
	expect([stranger.status, stranger.headers['set-cookie']]).toEqual([404, undefined]);
	expect(await demo.fingerprint()).toEqual(before);
	expect((await enter({})).status).toBe(303);
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
		const refused = await demo.fingerprint();
		const touched = Object.keys(refused).filter((table) => refused[table] !== before[table]);
		if (touched.length > 0) wrong.push(`${name} wrote when refused: ${touched.join(', ')}`);

		const { status, text } = await by.post(address, fields);
		if (status !== (act.done ?? 303)) wrong.push(`${name} as ${act.by}: ${status}: ${said(text)}`);
		const wrote = JSON.stringify(await demo.fingerprint()) !== JSON.stringify(before);
		if (wrote === (act.writesNothing ?? false)) wrong.push(`${name} by ${act.by} ${wrote ? 'wrote' : 'wrote nothing'}`);
	}
	expect(wrong).toEqual([]);
	expect(demo.errorLines()).toEqual([]);
});

/** Of the style that the installed SvelteKit gives its announcer, the one inline style there is. */
function announcerHash(): string {
	const source = readFileSync('node_modules/@sveltejs/kit/src/core/sync/write_root.js', 'utf8');
	const [, style = ''] = /id="svelte-announcer"[^>]* style="([^"]+)"/.exec(source) ?? [];
	expect(style).toContain('position');
	return createHash('sha256').update(style).digest('base64');
}

function policyOf(header: string | string[] | undefined): Record<string, string[]> {
	const directives = String(header ?? '')
		.split(';')
		.map((directive) => directive.trim().split(/\s+/));
	return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]));
}

async function settled(page: HttpAct['page'], records: Records, demo: Demo): Promise<string> {
	// Some pages belong to records that an act of the table makes first; any number stands for them here.
	return Promise.resolve(page(records, demo)).catch(() => '/admin/people/3');
}

/** The route that serves an address of this application. */
function routeOf(pathname: string): string {
	const parts = pathname.split('/');
	const fits = [...pageRoutes].filter((route) => {
		const pattern = route.replace('/(signed-in)', '').split('/');
		const asked = pathname === '/' ? [''] : parts;
		return pattern.length === asked.length && pattern.every((part, at) => part.startsWith('[') || part === asked[at]);
	});
	// What is written out goes before what is any word.
	const [route] = fits.toSorted((one, other) => one.split('[').length - other.split('[').length);
	return route ?? pathname;
}

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
	if (expected === 200) return headers['content-disposition'] ? wrong : [...wrong, ...strayForms(path, role, text)];
	if (text.includes(word) && !path.includes(word)) wrong.push(`GET ${path} as ${role} tells of ${word}`);
	return pageRoutes.has(route) ? [...wrong, ...(await leaks(caller, route, path))] : wrong;
}

const knownActs = new Set([...acts.map(({ route, action }) => nameOf(route, action)), ...openActs]);

/** Forms of a page that post where no act is known, or without a key of their own. */
function strayForms(path: string, role: Role, html: string): string[] {
	const wrong: string[] = [];
	for (const { method, action, buttonActions, fields } of readPage(html).forms) {
		for (const target of method === 'post' ? [action, ...buttonActions] : []) {
			const { pathname } = new URL(target, `http://here${path}`);
			// Neither has anything to repeat.
			if (['/sign-in', '/sign-in/demo', '/sign-out'].includes(pathname)) continue;
			const name = nameOf(routeOf(pathname), actionIn(target));
			if (!knownActs.has(name)) wrong.push(`${path} as ${role} posts to ${name}`);
			const keys = fields.filter(([field, key]) => field === '_key' && key !== '');
			if (keys.length !== 1) wrong.push(`${path} as ${role}: the form of ${name} has ${keys.length} keys`);
		}
	}
	return wrong;
}

/** The data behind a page, asked for whole and without its layouts, goes only to whom the page goes to. */
async function leaks(caller: Caller, route: string, path: string): Promise<string[]> {
	const [pathname = '', query = ''] = path.split('?');
	const wrong: string[] = [];
	const layouts = layoutsOf(route);
	// Whoever opens a record's own page has what stands above each of its pages, be they theirs or not.
	const [recordPage] = /^.*?\/(?:bids\/B|meetings\/M|rounds\/W)\d+/.exec(pathname) ?? [];
	const seesRecord = recordPage !== undefined && (await opens(caller, recordPage));
	for (const nodes of ['', `${'0'.repeat(layouts)}1`]) {
		const asked = [query, nodes && `x-sveltekit-invalidated=${nodes}`].filter(Boolean).join('&');
		const data = `${pathname === '/' ? '' : pathname}/__data.json${asked ? `?${asked}` : ''}`;
		const { status, text } = await caller.get(data);
		if (status >= 500) wrong.push(`GET ${data} as ${caller.role}: ${status}`);
		const told = parsed(text);
		const answered = told.nodes?.filter((node) => node !== null && node.type !== 'skip') ?? [];
		const isRefused = status >= 400 || answered.length === 0 || answered.at(-1)?.type === 'error';
		const page = seesRecord ? told.nodes?.toSpliced(layouts - 1, 1) : text;
		const isEmpty = caller.role !== 'nobody' || Object.keys(told).every((key) => key === 'type' || key === 'location');
		if (!isRefused || !isEmpty) wrong.push(`GET ${data} tells ${caller.role}: ${status} ${text.slice(0, 200)}`);
		if (JSON.stringify(page ?? '').includes(word) && !path.includes(word))
			wrong.push(`GET ${data} as ${caller.role} tells of ${word}`);
	}
	return wrong;
}

/** How many layouts stand around a page, the outermost one included. */
function layoutsOf(route: string): number {
	const folders = route.split('/').map((_, at, parts) => parts.slice(1, at + 1).join('/'));
	return folders.filter((folder) => layoutFolders.has(folder)).length;
}

const layoutFolders = new Set(
	globSync('**/+layout{,.server}.{ts,svelte}', { cwd: 'src/routes' }).map((file) => file.replace(/\/?\+layout.*$/, ''))
);

const opened = new Map<string, Promise<boolean>>();
function opens(caller: Caller, path: string): Promise<boolean> {
	const asked = `${caller.role} ${path}`;
	const known = opened.get(asked) ?? caller.get(path).then(({ status }) => status === 200);
	opened.set(asked, known);
	return known;
}

function parsed(text: string): { type?: string; nodes?: ({ type: string } | null)[] } {
	try {
		return JSON.parse(text) as { type?: string; nodes?: ({ type: string } | null)[] };
	} catch {
		return {};
	}
}
