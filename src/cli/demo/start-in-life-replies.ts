import type { DemoReply } from './shape.ts';

/** What departments say to the write-rounds. Fictional, as all of "Start in life". Local Places answers one late, the other not yet. */
export const replies: readonly DemoReply[] = [
	{
		round: 'asked-alone-round',
		department: 'families',
		by: 'families-cabinet-office',
		stance: 'nil_return'
	},
	{
		round: 'asked-alone-round',
		department: 'places',
		by: 'secretariat',
		stance: 'content',
		late: true,
		text: 'Dear Chair,\n\nWith apologies for the delay: my Secretary of State is content that every woman is asked about her safety, alone.\n\nPrivate office, Department for Local Places',
		message: { name: 'Private office, Department for Local Places', address: 'private.office@places.fictional.example' }
	},
	{
		round: 'hubs-round',
		department: 'livelihoods',
		by: 'secretariat',
		stance: 'nil_return',
		text: 'Dear Chair,\n\nThank you for the letter on family hubs. My Secretary of State has no comments: please take this as a nil return.\n\nPrivate office, Department for Livelihoods',
		message: {
			name: 'Private office, Department for Livelihoods',
			address: 'private.office@livelihoods.fictional.example'
		}
	},
	{
		round: 'hubs-round',
		department: 'care',
		by: 'care-cabinet-office',
		stance: 'content_subject_to',
		text: 'My Secretary of State welcomes both proposals. Help within four weeks cannot be promised before the staff are there, so her agreement depends on a start by area. She would also like the paper to say how hubs and clinics divide the work, without making that a condition.',
		comments: [
			{
				recommendation: 'four-weeks',
				grade: 'condition',
				text: 'The four weeks begin in an area only once its team has its full number of staff.',
				proposedWords:
					'In each area, once its team has its full number of staff, a parent who asks for help is seen within four weeks.'
			},
			{
				recommendation: 'family-hubs',
				grade: 'should_address',
				text: 'Say which appointments stay in the clinic and which move into the hub.'
			}
		]
	},
	{
		round: 'hubs-round',
		department: 'home',
		by: 'secretariat',
		stance: 'content',
		text: 'Dear Chair,\n\nThe Home Minister is content with help within four weeks.\n\nHe cannot agree to a hub in every council area as drafted: a hub that everybody knows of is no safe place for a woman who is followed, unless it has a second entrance.\n\nPrivate office, Home Department',
		exceptions: [
			{
				recommendation: 'family-hubs',
				stance: 'not_content',
				reason:
					'A hub that everybody knows of is no safe place for a woman who is followed, unless it has a second entrance.'
			}
		],
		comments: [
			{
				recommendation: 'family-hubs',
				grade: 'condition',
				text: 'Every hub has a second entrance that does not show from the street.'
			}
		],
		message: { name: 'Private office, Home Department', address: 'private.office@home.fictional.example' }
	},
	{
		round: 'hubs-round',
		department: 'exchequer',
		by: 'exchequer-team',
		stance: 'reserved',
		text: 'Chancellor’s position: reserved until the bid is settled in the spending review. Nothing here is to be taken as agreement to new money.'
	}
];
