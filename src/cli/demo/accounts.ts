import type { DemoAccount } from './shape.ts';

/** The people of the demo, named by what they do. Each but the administrator holds one post in one review. */
export const accounts: readonly DemoAccount[] = [
	{
		key: 'administrator',
		name: 'Administrator, people and posts',
		email: 'administrator@throughline.example',
		role: 'Administrator',
		administrator: true
	},
	...inReview('first-1001-days', 'reported', [
		['secretariat', 'Secretariat of the group', 'secretariat@leader', 'Secretariat', true],
		['chair', 'Chair of the group', 'chair@leader', 'Chair of the group'],
		['leader-official', 'Evidence official, Office of the Leader', 'evidence@leader', 'Evidence official'],
		['education-official', 'Evidence official, Department for Education', 'evidence@education', 'Evidence official'],
		['education-minister', 'Junior minister, Department for Education', 'minister@education', 'Junior minister'],
		['education-office', 'Private office, Department for Education', 'private.office@education', 'Private office'],
		['education-adviser', 'Special adviser, Department for Education', 'adviser@education', 'Special adviser'],
		[
			'education-cabinet-office',
			'Secretary of State’s private office, Department for Education',
			'secretary.of.state.office@education',
			'Secretary of State’s private office'
		],
		['local-official', 'Evidence official, Local Government', 'evidence@local-government', 'Evidence official'],
		['local-minister', 'Junior minister, Local Government', 'minister@local-government', 'Junior minister'],
		['local-office', 'Private office, Local Government', 'private.office@local-government', 'Private office'],
		['local-adviser', 'Special adviser, Local Government', 'adviser@local-government', 'Special adviser'],
		[
			'local-cabinet-office',
			'Secretary of State’s private office, Local Government',
			'secretary.of.state.office@local-government',
			'Secretary of State’s private office'
		],
		['treasury-team', 'Spending team, HM Treasury', 'spending@treasury', 'Treasury spending team'],
		['observer', 'Observer, 10 Downing Street', 'observer@number-ten', 'Observer']
	]),
	...inReview('start-in-life', 'fictional', [
		['secretariat', 'Secretariat of the group', 'secretariat@council-office', 'Secretariat', true],
		['chair', 'Chair of the group', 'chair@council-office', 'Chair of the group'],
		['council-official', 'Evidence official, Council Office', 'evidence@council-office', 'Evidence official'],
		['families-official', 'Evidence official, Department for Families', 'evidence@families', 'Evidence official'],
		['families-minister', 'Junior minister, Department for Families', 'minister@families', 'Junior minister'],
		['families-office', 'Private office, Department for Families', 'private.office@families', 'Private office'],
		['families-adviser', 'Special adviser, Department for Families', 'adviser@families', 'Special adviser'],
		[
			'families-cabinet-office',
			'Secretary of State’s private office, Department for Families',
			'secretary.of.state.office@families',
			'Secretary of State’s private office'
		],
		['care-official', 'Evidence official, Department of Care', 'evidence@care', 'Evidence official'],
		['care-minister', 'Junior minister, Department of Care', 'minister@care', 'Junior minister'],
		['care-office', 'Private office, Department of Care', 'private.office@care', 'Private office'],
		['care-adviser', 'Special adviser, Department of Care', 'adviser@care', 'Special adviser'],
		[
			'care-cabinet-office',
			'Secretary of State’s private office, Department of Care',
			'secretary.of.state.office@care',
			'Secretary of State’s private office'
		],
		['places-official', 'Evidence official, Department for Local Places', 'evidence@places', 'Evidence official'],
		['places-minister', 'Junior minister, Department for Local Places', 'minister@places', 'Junior minister'],
		['places-office', 'Private office, Department for Local Places', 'private.office@places', 'Private office'],
		['home-official', 'Evidence official, Home Department', 'evidence@home', 'Evidence official'],
		['home-minister', 'Junior minister, Home Department', 'minister@home', 'Junior minister'],
		['home-office', 'Private office, Home Department', 'private.office@home', 'Private office'],
		[
			'livelihoods-official',
			'Evidence official, Department for Livelihoods',
			'evidence@livelihoods',
			'Evidence official'
		],
		['livelihoods-minister', 'Junior minister, Department for Livelihoods', 'minister@livelihoods', 'Junior minister'],
		[
			'livelihoods-office',
			'Private office, Department for Livelihoods',
			'private.office@livelihoods',
			'Private office'
		],
		['exchequer-team', 'Spending team, the Exchequer', 'spending@exchequer', 'Treasury spending team'],
		['exchequer-official', 'Evidence official, the Exchequer', 'evidence@exchequer', 'Evidence official'],
		['exchequer-minister', 'Junior minister, the Exchequer', 'minister@exchequer', 'Junior minister'],
		['exchequer-office', 'Private office, the Exchequer', 'private.office@exchequer', 'Private office'],
		['observer', 'Observer, Prime Minister’s policy staff', 'observer@policy-staff', 'Observer'],
		['families-finance', 'Director of Finance, Department for Families', 'finance@families', 'Director of Finance'],
		['care-finance', 'Director of Finance, Department of Care', 'finance@care', 'Director of Finance'],
		['places-finance', 'Director of Finance, Department for Local Places', 'finance@places', 'Director of Finance'],
		[
			'livelihoods-finance',
			'Director of Finance, Department for Livelihoods',
			'finance@livelihoods',
			'Director of Finance'
		]
	])
];

type Row = readonly [key: string, name: string, mailbox: string, role: string, mayCreateReviews?: boolean];

/** Keys and mailboxes carry the review's kind, so that nobody is a member of both reviews. */
function inReview(review: string, prefix: 'reported' | 'fictional', rows: readonly Row[]): DemoAccount[] {
	return rows.map(([key, name, mailbox, role, mayCreateReviews]) => ({
		key: `${prefix}-${key}`,
		name,
		email: `${mailbox}.${prefix}.example`,
		role,
		review,
		...(mayCreateReviews ? { mayCreateReviews } : {})
	}));
}
