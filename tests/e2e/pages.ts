import type { AccountKey } from '../support/journey.ts';

/** One account of the fictional review for each role, and the administrator. */
export const visitors = {
	official: 'fictional-families-official',
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
const officials = ['official', 'secretariat'] as const;
const secretariat = ['secretariat'] as const;
const answering = ['minister', 'privateOffice'] as const;
const administrator = ['administrator'] as const;

const review = '/(signed-in)/reviews/[review]';
const start = '/reviews/start-in-life';

/** Every page of the application, as the demo has it. */
export const pages: readonly DemoPage[] = [
	{ route: '/(signed-in)', path: '/', seenBy: everybody },
	{ route: '/(signed-in)/account', path: '/account', seenBy: everybody },
	{ route: '/(signed-in)/account/password', path: '/account/password', seenBy: everybody },
	{ route: '/(signed-in)/reviews', path: '/reviews', seenBy: everybody },
	{ route: '/(signed-in)/reviews/new', path: '/reviews/new', seenBy: secretariat },
	{ route: review, path: start, seenBy: members },
	{ route: `${review}/details`, path: `${start}/details`, seenBy: secretariat },
	{ route: `${review}/members`, path: `${start}/members`, seenBy: members },
	{ route: `${review}/search`, path: `${start}/search?words=hub`, seenBy: members },
	{ route: `${review}/state-of-play`, path: `${start}/state-of-play`, seenBy: ['secretariat', 'chair'] },
	{ route: '/accessibility', path: '/accessibility', seenBy: everybody },
	{ route: '/guide', path: '/guide', seenBy: everybody },
	{ route: '/guide/[page]', path: '/guide/officials', seenBy: everybody }
];

/** Pages that need more than an address to be seen: their own journeys open them. */
export const openedByJourneys = ['/sign-in', '/sign-in/again', '/password/[token]'];
