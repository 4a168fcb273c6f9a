import { startInLifeAdvice, startInLifePacks, startInLifeQuestions } from './start-in-life-box.ts';
import { startInLifeJudgements, startInLifeThreads } from './start-in-life-discussion.ts';
import { startInLifeBids, startInLifeEvents } from './start-in-life-bids.ts';
import { paperOnTheBid } from './start-in-life-bid-paper.ts';
import { settlements } from './start-in-life-ledger.ts';
import { replies } from './start-in-life-replies.ts';
import { calendarPeriods, committees, roundPapers, rounds } from './start-in-life-rounds.ts';
import { startInLifeMeetings } from './start-in-life-meetings.ts';
import { day, type DemoReview } from './shape.ts';

/**
 * Review B: fiction. Departments, places, bodies and people are invented, so that every kind of record can be shown
 * without giving anybody real words that they never said. Dates count from the day on which the demo is loaded.
 */
export const startInLife: DemoReview = {
	slug: 'start-in-life',
	title: 'Start in life',
	commission:
		'The Prime Minister asked a group of ministers to look at how families are helped from the start of a pregnancy to a child’s second birthday, to say what is working and what is not, and to recommend what departments should do about it together. The group recommends; Secretaries of State, and where needed the Cabinet, decide.',
	commissionedBy: 'The Prime Minister',
	chair: 'chair',
	markingCeiling: 'official_sensitive',
	banner: 'FICTIONAL: invented departments, places and people',
	state: 'open',
	provenance: 'fictional',
	openedOn: day(-120),
	questions: [
		'What does every family need between the start of a pregnancy and a child’s second birthday, and who does not get it?',
		'Where do families fall between services?',
		'What works well in one place and could work in more?',
		'What differs between places without a good reason?',
		'What should departments do together, or stop doing separately?',
		'What would it cost to do better, and what would it save?'
	],
	milestones: [
		{ title: 'Review opens', date: day(-120) },
		{ title: 'Ministers’ positions due', date: day(5) },
		{ title: 'The group meets', date: day(9) },
		{ title: 'Evidence gathering ends', date: day(18) },
		{ title: 'Families and Communities Committee', date: day(42) },
		{ title: 'Spending review bids due', date: day(63) },
		{ title: 'Public report', date: day(120) }
	],
	departments: [
		{ key: 'council-office', name: 'Council Office', shortName: 'Council Office' },
		{ key: 'families', name: 'Department for Families', shortName: 'Families' },
		{ key: 'places', name: 'Department for Local Places', shortName: 'Local Places' },
		{ key: 'care', name: 'Department of Care', shortName: 'Care' },
		{ key: 'home', name: 'Home Department', shortName: 'Home' },
		{ key: 'livelihoods', name: 'Department for Livelihoods', shortName: 'Livelihoods' },
		{ key: 'exchequer', name: 'The Exchequer', shortName: 'Exchequer', treasury: true },
		{ key: 'policy-staff', name: 'Prime Minister’s policy staff', shortName: 'Policy staff' }
	],
	posts: [
		{
			key: 'secretariat',
			department: 'council-office',
			title: 'Secretary of the group',
			holder: 'fictional-secretariat'
		},
		{
			key: 'chair',
			department: 'council-office',
			title: 'Steward of the Council, chair of the group',
			holder: 'fictional-chair'
		},
		{
			key: 'council-official',
			department: 'council-office',
			title: 'Evidence official, Council Office',
			holder: 'fictional-council-official'
		},
		{
			key: 'families-official',
			department: 'families',
			title: 'Evidence official, Early Family Life',
			holder: 'fictional-families-official'
		},
		{
			key: 'families-minister',
			department: 'families',
			title: 'Minister for Early Family Life',
			holder: 'fictional-families-minister'
		},
		{
			key: 'families-office',
			department: 'families',
			title: 'Private secretary to the Minister for Early Family Life',
			serves: 'families-minister',
			holder: 'fictional-families-office'
		},
		{
			key: 'families-adviser',
			department: 'families',
			title: 'Special adviser, Families',
			holder: 'fictional-families-adviser',
			predecessor: {
				name: 'Former special adviser, Department for Families',
				email: 'former.adviser@families.fictional.example'
			}
		},
		{ key: 'families-cabinet', department: 'families', title: 'Secretary of State for Families' },
		{
			key: 'families-cabinet-office',
			department: 'families',
			title: 'Principal private secretary to the Secretary of State for Families',
			serves: 'families-cabinet',
			holder: 'fictional-families-cabinet-office'
		},
		{
			key: 'care-official',
			department: 'care',
			title: 'Evidence official, Maternity and Infancy',
			holder: 'fictional-care-official'
		},
		{
			key: 'care-minister',
			department: 'care',
			title: 'Minister for Community Care',
			holder: 'fictional-care-minister'
		},
		{
			key: 'care-office',
			department: 'care',
			title: 'Private secretary to the Minister for Community Care',
			serves: 'care-minister',
			holder: 'fictional-care-office'
		},
		{
			key: 'care-adviser',
			department: 'care',
			title: 'Special adviser, Care',
			holder: 'fictional-care-adviser',
			predecessor: {
				name: 'Former special adviser, Department of Care',
				email: 'former.adviser@care.fictional.example'
			}
		},
		{ key: 'care-cabinet', department: 'care', title: 'Secretary of State for Care' },
		{
			key: 'care-cabinet-office',
			department: 'care',
			title: 'Principal private secretary to the Secretary of State for Care',
			serves: 'care-cabinet',
			holder: 'fictional-care-cabinet-office'
		},
		{
			key: 'places-official',
			department: 'places',
			title: 'Evidence official, Councils and Neighbourhoods',
			holder: 'fictional-places-official'
		},
		{
			key: 'places-minister',
			department: 'places',
			title: 'Minister for Councils',
			holder: 'fictional-places-minister'
		},
		{
			key: 'places-office',
			department: 'places',
			title: 'Private secretary to the Minister for Councils',
			serves: 'places-minister',
			holder: 'fictional-places-office'
		},
		{ key: 'places-cabinet', department: 'places', title: 'Secretary of State for Local Places' },
		{
			key: 'home-official',
			department: 'home',
			title: 'Evidence official, Safety at Home',
			holder: 'fictional-home-official'
		},
		{
			key: 'home-minister',
			department: 'home',
			title: 'Minister for Safety at Home',
			holder: 'fictional-home-minister'
		},
		{
			key: 'home-office',
			department: 'home',
			title: 'Private secretary to the Minister for Safety at Home',
			serves: 'home-minister',
			holder: 'fictional-home-office'
		},
		{ key: 'home-cabinet', department: 'home', title: 'Home Minister' },
		{
			key: 'livelihoods-official',
			department: 'livelihoods',
			title: 'Evidence official, Working Families',
			holder: 'fictional-livelihoods-official'
		},
		{
			key: 'livelihoods-minister',
			department: 'livelihoods',
			title: 'Minister for Working Families',
			holder: 'fictional-livelihoods-minister'
		},
		{
			key: 'livelihoods-office',
			department: 'livelihoods',
			title: 'Private secretary to the Minister for Working Families',
			serves: 'livelihoods-minister',
			holder: 'fictional-livelihoods-office'
		},
		{ key: 'livelihoods-cabinet', department: 'livelihoods', title: 'Secretary of State for Livelihoods' },
		{
			key: 'exchequer-team',
			department: 'exchequer',
			title: 'Head of spending, families and places',
			holder: 'fictional-exchequer-team'
		},
		{
			key: 'exchequer-official',
			department: 'exchequer',
			title: 'Evidence official, spending analysis',
			holder: 'fictional-exchequer-official'
		},
		{
			key: 'exchequer-minister',
			department: 'exchequer',
			title: 'Under-Secretary to the Exchequer',
			holder: 'fictional-exchequer-minister'
		},
		{
			key: 'exchequer-office',
			department: 'exchequer',
			title: 'Private secretary to the Under-Secretary to the Exchequer',
			serves: 'exchequer-minister',
			holder: 'fictional-exchequer-office'
		},
		{ key: 'exchequer-cabinet', department: 'exchequer', title: 'Chancellor' },
		{
			key: 'observer',
			department: 'policy-staff',
			title: 'Observer for the Prime Minister',
			holder: 'fictional-observer'
		},
		{
			key: 'families-finance',
			department: 'families',
			title: 'Director of Finance, Families',
			holder: 'fictional-families-finance'
		},
		{
			key: 'care-finance',
			department: 'care',
			title: 'Director of Finance, Care',
			holder: 'fictional-care-finance'
		},
		{
			key: 'places-finance',
			department: 'places',
			title: 'Director of Finance, Local Places',
			holder: 'fictional-places-finance'
		},
		{
			key: 'livelihoods-finance',
			department: 'livelihoods',
			title: 'Director of Finance, Livelihoods',
			holder: 'fictional-livelihoods-finance'
		}
	],
	teams: [
		{
			department: 'council-office',
			memberships: [
				{ post: 'secretariat', role: 'secretariat' },
				{ post: 'chair', role: 'chair' },
				{ post: 'council-official', role: 'official' }
			]
		},
		{
			department: 'families',
			memberships: [
				{ post: 'families-official', role: 'official' },
				{ post: 'families-finance', role: 'official' },
				{ post: 'families-minister', role: 'minister' },
				{ post: 'families-office', role: 'private_office' },
				{ post: 'families-adviser', role: 'special_adviser' },
				{ post: 'families-cabinet', role: 'cabinet_minister' },
				{ post: 'families-cabinet-office', role: 'cabinet_private_office' }
			]
		},
		{
			department: 'places',
			memberships: [
				{ post: 'places-official', role: 'official' },
				{ post: 'places-finance', role: 'official' },
				{ post: 'places-minister', role: 'minister' },
				{ post: 'places-office', role: 'private_office' },
				{ post: 'places-cabinet', role: 'cabinet_minister' }
			]
		},
		{
			department: 'care',
			memberships: [
				{ post: 'care-official', role: 'official' },
				{ post: 'care-finance', role: 'official' },
				{ post: 'care-minister', role: 'minister' },
				{ post: 'care-office', role: 'private_office' },
				{ post: 'care-adviser', role: 'special_adviser' },
				{ post: 'care-cabinet', role: 'cabinet_minister' },
				{ post: 'care-cabinet-office', role: 'cabinet_private_office' }
			]
		},
		{
			department: 'home',
			memberships: [
				{ post: 'home-official', role: 'official' },
				{ post: 'home-minister', role: 'minister' },
				{ post: 'home-office', role: 'private_office' },
				{ post: 'home-cabinet', role: 'cabinet_minister' }
			]
		},
		{
			department: 'livelihoods',
			memberships: [
				{ post: 'livelihoods-official', role: 'official' },
				{ post: 'livelihoods-finance', role: 'official' },
				{ post: 'livelihoods-minister', role: 'minister' },
				{ post: 'livelihoods-office', role: 'private_office' },
				{ post: 'livelihoods-cabinet', role: 'cabinet_minister' }
			]
		},
		{
			department: 'exchequer',
			memberships: [
				{ post: 'exchequer-team', role: 'treasury' },
				{ post: 'exchequer-official', role: 'official' },
				{ post: 'exchequer-minister', role: 'minister' },
				{ post: 'exchequer-office', role: 'private_office' },
				{ post: 'exchequer-cabinet', role: 'cabinet_minister' }
			]
		},
		{ department: 'policy-staff', memberships: [{ post: 'observer', role: 'observer' }] }
	],
	themes: [
		{ key: 'way-in', label: 'Finding the way in' },
		{ key: 'first-weeks', label: 'The first weeks at home' },
		{ key: 'telling-it-once', label: 'Telling it once' },
		{ key: 'mental-health', label: 'Parents’ mental health' },
		{ key: 'both-parents', label: 'Both parents' },
		{ key: 'safe-and-settled', label: 'A safe and settled home' },
		{ key: 'distance', label: 'Distance' },
		{ key: 'money', label: 'How the money moves' },
		{ key: 'staff', label: 'Staff and case loads' }
	],
	events: [
		{
			key: 'tideway',
			team: 'families',
			title: 'Visit to Tideway Family Hub, Harrowmouth',
			kind: 'visit',
			status: 'written_up',
			startsOn: day(-78),
			place: { name: 'Harrowmouth, England' },
			host: 'Tideway Family Hub, run by Harrowmouth Council with Harrowmouth Maternity Service',
			visitingParty: 'Minister for Early Family Life; two officials from Families and one from Care',
			contributors: [
				{
					role: 'Hub manager',
					organisation: 'Tideway Family Hub',
					headCount: 1,
					name: 'Marian Ockley',
					attribution: 'named'
				},
				{
					role: 'Community midwife',
					organisation: 'Harrowmouth Maternity Service',
					headCount: 1,
					attribution: 'role_only'
				},
				{ role: 'Parent at the Thursday group', headCount: 6, attribution: 'role_only' },
				{ role: 'Father of twins', headCount: 1, attribution: 'unattributed' }
			],
			basis: 'on_record',
			question: 3,
			notes: `## What we saw

A former primary school two streets back from the harbour. Midwives, health visitors, an infant feeding worker and the council’s family team share one corridor, one reception and one kettle. We arrived at half past nine and the weighing clinic was already full.

- Reception asks one question: what would help today? Nobody is sent away to ring another number.
- Midwives moved their clinics here from the hospital four years ago. Missed antenatal appointments fell from 14 in every 100 to 6 in every 100 in the first year, on the hub’s own count.
- The midwives and the health visitors sit four metres apart and cannot see each other’s records. They leave notes for each other in a paper diary.
- A debt adviser comes on Mondays only. She turns away five or six families most weeks.

## What parents told us

We sat with six parents at the Thursday group.

- Three of the six had found the hub only because a friend brought them.
- One mother, whose baby came seven weeks early, had explained her history to eleven different professionals in ten weeks. She had counted.
- The same mother said: “I stopped mentioning the depression by about the sixth time. It was easier to say I was fine.”
- A father of twins told us that every letter about his children comes addressed to their mother.

## What staff told us

- The hub’s money is agreed one year at a time. The manager gives her outreach workers notice every winter and withdraws it every spring, and has lost two good people that way.
- The community midwife would not go back to the hospital clinic. Here she can walk a worried parent down the corridor.

## What we took away

The building matters less than the habit of people who know each other’s names. But the habit needed the building, and the building needs money it can count on.
`,
			promises: [
				{
					text: 'Send the hub a copy of the findings that mention it, before they are cited',
					due: day(-57),
					owner: 'Evidence official, Department for Families'
				}
			],
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'tarndale',
			team: 'places',
			title: 'Visit to the village drop-in, Upper Tarndale',
			kind: 'visit',
			status: 'written_up',
			startsOn: day(-69),
			place: { name: 'Upper Tarndale, England (rural)' },
			host: 'Tarnside Hall Committee and the Tarndale health visiting team',
			visitingParty: 'Minister for Councils; one official from Local Places and one from Care',
			contributors: [
				{
					role: 'Health visitor',
					organisation: 'Tarndale health visiting team',
					headCount: 1,
					attribution: 'role_only'
				},
				{ role: 'Mother at the drop-in', headCount: 4, attribution: 'role_only' },
				{
					role: 'Hall volunteer',
					organisation: 'Tarnside Hall Committee',
					headCount: 1,
					name: 'Wilf Garstang',
					attribution: 'named'
				}
			],
			basis: 'on_record',
			question: 4,
			notes: `## Getting there

Fourteen villages, one main road, and a bus on Tuesdays and Fridays. We drove 26 miles from the county town. The last nine took forty minutes, behind a tractor.

## What we saw

The drop-in is in Tarnside village hall every other Wednesday, run by one health visitor, a nursery nurse and two volunteers. Twelve families came while we were there, which the volunteers said was about usual outside lambing. The hall costs £18 a session and the parish pays. There is no signal in the hall, so records are typed up at home in the evening.

## What families told us

We spoke to four mothers, each within eighteen months of a birth.

- Two of the four had missed the six to eight week check because no bus could bring them back the same day.
- The nearest breastfeeding group is 31 miles away. One mother drove there with a ten-day-old baby, found that it had closed, and moved to formula that weekend.
- All four said they would rather have a telephone call on the right day than a visit on the wrong one.
- “You learn not to be a nuisance when the nurse has forty miles still to do.”

## What staff told us

- The health visitor has 410 families across the dale. Her case load is counted as if every family lived on the next street: no allowance is made for travel.
- Asked about a family hub, she said: “A building in the county town is no use to us. Give me a van with a heater and a second pair of hands.”
- The hall volunteer keeps a list of who has not been seen for a while and rings them. Nobody asked him to.

## What we took away

Distance here is not an inconvenience on top of the service. It decides whether there is a service.
`,
			promises: [
				{
					text: 'Tell the hall committee what the group decides about rural families before it is announced',
					due: day(44),
					owner: 'Evidence official, Department for Local Places'
				}
			],
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'brackenlaw',
			team: 'care',
			title: 'Visit to Brackenlaw Family Centre',
			kind: 'visit',
			status: 'written_up',
			startsOn: day(-60),
			place: { name: 'Brackenlaw, Scotland' },
			host: 'Brackenlaw Family Centre',
			visitingParty: 'Minister for Community Care; officials from Care and Families',
			contributors: [
				{
					role: 'Health visiting team leader',
					organisation: 'Brackenlaw Family Centre',
					headCount: 1,
					name: 'Elspeth Carnegie-Rowe',
					attribution: 'named'
				},
				{ role: 'Health visitor', organisation: 'Brackenlaw Family Centre', headCount: 3, attribution: 'role_only' },
				{ role: 'Parent', headCount: 5, attribution: 'role_only' }
			],
			basis: 'on_record',
			question: 3,
			notes: `## What we saw

A low stone building beside the swimming baths. The centre was chosen because it does one thing that others say they would like to do: families here do not change health visitor.

- Every family has one named health visitor from 28 weeks of pregnancy until the child starts school, and meets her partner in the same pair before the birth.
- When one of a pair is ill, the other takes the visit. No family is seen by a stranger in the first year unless both are away.
- In the centre’s last audit, 91 of 100 families could name their health visitor without looking it up.

## What it costs them

The team leader was frank about the price.

- The case load is capped at 180 families. The cap holds because families wait: 37 families had no named health visitor on the day we came.
- They are seen from a shared list until a place comes free, usually within three months. Most are families who have moved in.

## What parents told us

- A mother of a five-month-old: “She asked about me first, and then she picked up the baby.”
- Two of the five parents had told their health visitor something they had told nobody else. Both said it took until the third or fourth visit.

## Fathers

The team asks both parents about their mood at eight weeks. The child’s record has space for one adult, so the father’s answers are written in the mother’s notes, or not at all.

## What we took away

Keeping the same person is popular, and it is rationed. Anybody who copies it should say what happens to the families who are waiting.
`,
			promises: [
				{
					text: 'Return with the group’s draft so that the team can check what is said about them',
					due: day(12),
					owner: 'Evidence official, Department of Care'
				}
			],
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'aberwennol',
			team: 'families',
			title: 'Visit to Aberwennol Family Centre (Canolfan Deulu Aberwennol)',
			kind: 'visit',
			status: 'written_up',
			startsOn: day(-33),
			place: { name: 'Aberwennol, Wales' },
			host: 'Canolfan Deulu Aberwennol',
			visitingParty: 'Chair of the group; officials from Families, Home and Local Places',
			contributors: [
				{
					role: 'Centre co-ordinator',
					organisation: 'Canolfan Deulu Aberwennol',
					headCount: 1,
					name: 'Nia Prosser-Lloyd',
					attribution: 'named'
				},
				{ role: 'Registrar', organisation: 'Aberwennol Registration Office', headCount: 1, attribution: 'role_only' },
				{ role: 'Parent', headCount: 5, attribution: 'role_only' },
				{ role: 'Grandparent', headCount: 3, attribution: 'role_only' }
			],
			basis: 'on_record',
			question: 3,
			notes: `## What we saw

Two knocked-through shops on the main street, with prams parked where the till used to be. The centre works in Welsh and in English, and moves between the two in the same sentence.

- A registrar comes every Friday morning. Parents register the birth at a table next to the scales, and the baby is weighed while they wait.
- The registrar told us that she used to see families once and never again. Of the last 60 families who registered here, 34 had joined a group at the centre before they left the building.
- It costs the registration office half a day of one registrar’s time. She brings a laptop and a locked box.

## Language

- A mother who speaks Welsh at home said: “I can do the form in English. I can’t tell you I’m frightened in English.”
- The co-ordinator rings ahead to match each family with somebody who speaks their language. In four cases out of five she can. For families who speak neither Welsh nor English she has a telephone line and, she said, her own face.

## Grandparents

About a third of the children in the room had been brought by a grandparent. Three grandparents told us that they were asked to wait outside at the clinic in the next town, though they have the child three days a week.

## What we took away

Everybody has to register a birth. It is the one appointment that no family misses, and almost nowhere is it used to offer anything else.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'carrickmoyle',
			team: 'care',
			title: 'Visit to the Mother and Infant Team, Carrickmoyle',
			kind: 'visit',
			status: 'written_up',
			startsOn: day(-49),
			endsOn: day(-48),
			place: { name: 'Carrickmoyle, Northern Ireland' },
			host: 'Carrickmoyle Mother and Infant Team',
			visitingParty: 'Two officials from Care and one from the Exchequer',
			contributors: [
				{
					role: 'Consultant psychiatrist',
					organisation: 'Carrickmoyle Mother and Infant Team',
					headCount: 1,
					attribution: 'role_only'
				},
				{
					role: 'Team administrator',
					organisation: 'Carrickmoyle Mother and Infant Team',
					headCount: 1,
					attribution: 'role_only'
				},
				{ role: 'Mother who had used the team', headCount: 2, attribution: 'unattributed' }
			],
			basis: 'on_record',
			question: 2,
			notes: `## What we saw

A team of eleven on the first floor of a health centre, for parents whose mental health is more than a health visitor can hold alone. Two days: one with the team and one following a referral from beginning to end.

- There is one referral form, one page long, and anybody may send it: a midwife, a family doctor, a health visitor, a parent.
- The middle wait for a first appointment last year was 19 days. The longest was 33.
- Half of the first appointments are at the family’s own home, and the baby is part of every one.

## One record

- Midwife, health visitor, family doctor and this team read and write the same core record. It fits on two screens: who is in the family, what has happened, what is planned, who to ring.
- The parent can see a list of everybody who has opened the record, and when. The administrator said that about one parent in ten ever looks, and that all of them like to know that they could.
- It took six years to agree what should be in it. The consultant said that the list of what to leave out was harder.

## What mothers told us

Two mothers spoke to us after the team had asked them twice whether they were sure.

- One said that she was asked about her birth once, by the person who was going to help.
- The other had moved here from a place where she waited five months. She did not want to talk about those months.

## What we took away

The short wait has a plain cause: one form, one list, and somebody who looks at it every morning.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'mothers-roundtable',
			team: 'care',
			title: 'Roundtable on parents’ mental health',
			kind: 'roundtable',
			status: 'written_up',
			startsOn: day(-63),
			place: { name: 'Marchwell, England' },
			host: 'Lantern Mothers, a parents’ charity',
			visitingParty: 'Minister for Community Care; officials from Care',
			contributors: [
				{ role: 'Mother', headCount: 8, attribution: 'unattributed' },
				{ role: 'Partner', headCount: 2, attribution: 'unattributed' },
				{ role: 'Support worker', organisation: 'Lantern Mothers', headCount: 1, attribution: 'role_only' }
			],
			sensitive: true,
			handling: 'Health matters of people who could be recognised. Do not forward outside the review.',
			basis: 'chatham_house',
			question: 2,
			notes: `## How it was held

Eight mothers and two partners, around a table in a church hall, with a crèche next door. The charity’s support worker sat with us and rang everybody the day after. Nobody was asked for a name. One mother has since asked that her words should not be used.

## Being asked

- Most had been asked about their mood at the six to eight week check. Five of the eight mothers were asked with a partner or a parent in the room. Two of them would have answered differently alone.
- Neither of the two partners had been asked by anybody, at any point, how he was.
- One mother was given the questions on a clipboard in a corridor. She could hear the next family being called.

## Having to say it again

- “By the fourth person I had a short version. The short version left out the part that mattered.”
- Several said that they could tell, from the first question, that the person in front of them had not read anything.

## Waiting

- After the first appointment was agreed, the wait was between three weeks and seven months. Nobody knew, while waiting, where she stood on the list.
- A mother who waited five months said that the letter offering a place arrived after she had gone back to work.

## What helped

A name and a number that somebody answered. Three people said it was the health visitor; two said it was the woman who runs the hall.
`,
			promises: [
				{
					text: 'Show the charity any passage taken from this roundtable before it is published',
					due: day(30),
					owner: 'Evidence official, Department of Care'
				}
			],
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'fathers-roundtable',
			team: 'livelihoods',
			title: 'Roundtable with fathers and employers',
			kind: 'roundtable',
			status: 'written_up',
			startsOn: day(-54),
			place: { name: 'Pellbridge, England' },
			host: 'Pellbridge Chamber of Work',
			visitingParty: 'Minister for Working Families; officials from Livelihoods and Families',
			contributors: [
				{ role: 'Father of a child under two', headCount: 8, attribution: 'role_only' },
				{ role: 'Works manager', organisation: 'Pellbridge Foundry', headCount: 1, attribution: 'role_only' },
				{
					role: 'Owner',
					organisation: 'Sallow and Green, a bakery with nine staff',
					headCount: 1,
					name: 'Joan Sallow',
					attribution: 'named'
				}
			],
			basis: 'on_record',
			question: 1,
			notes: `## Who came

Eight fathers, none of whom had been to a meeting like this before, and two employers who stayed longer than they had said they could.

## Time off

- Five of the eight fathers had used annual leave to go to a scan. Two had said that they were ill.
- One drives a delivery round and is paid by the drop. He saw the 20 week scan as a picture on his telephone, in a lay-by.
- All eight had gone to something. None had been written to about anything.

## What employers told us

- Pellbridge Foundry has given paid time for two antenatal appointments since the year before last. Forty-one men have used it. The works manager could find no shift that ran short because of it.
- The owner of a nine-person bakery said: “If two of my bakers have babies coming, that’s a quarter of the bread.” She was not against the idea. She wanted to know who would pay on the day, rather than four months later.

## Letters about money

- The fathers had been asked to bring the letters their families had received about money since the pregnancy began. We counted nine separate letters from the Department for Livelihoods to one family, in three different envelopes, two of them contradicting each other about a date.
- Six of the eight did not know that the early years payment has to be claimed before the birth.

## What we took away

None of the fathers asked for a programme. They asked to be on the list.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'practitioners-panel',
			team: 'council-office',
			title: 'Practitioners’ advisory panel, second sitting',
			kind: 'panel_sitting',
			status: 'written_up',
			startsOn: day(-56),
			host: 'Council Office',
			contributors: [
				{ role: 'Panel member, health visiting', headCount: 3, attribution: 'role_only' },
				{ role: 'Panel member, midwifery', headCount: 2, attribution: 'role_only' },
				{ role: 'Panel member, family support', headCount: 4, attribution: 'role_only' }
			],
			basis: 'chatham_house',
			question: 2,
			notes: `## Purpose

Nine practitioners, meeting for the second time, were shown the early recommendations and asked one thing: what would go wrong?

## The same health visitor

- Three members reported that between one in six and one in four health visiting posts in their areas are empty. A promise of one named person would be broken in the first month.
- One would make the promise anyway and say plainly when it cannot be kept: “At least then somebody counts it.”

## Sharing records

- Members disagreed about whether a new law is needed. Most staff believe that the law forbids them to share what it already lets them share. Four of the nine thought that clear guidance, signed by all the departments concerned, would do more than a new duty.
- Everybody agreed that two systems which cannot exchange a date of birth will not be joined by a duty either.

## Family hubs

- In two members’ areas the hub is a sign on the door of a building where nothing else has changed. They asked that money should follow what happens at reception and not what is written above it.
- The areas that do it well began with a shared reception and shared lunch hour, and moved the sign last.

## Next sitting

The panel asked to see the recommendation on housing, which had not been written when the papers went out.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'academics-panel',
			team: 'council-office',
			title: 'Academics’ advisory panel, first sitting',
			kind: 'panel_sitting',
			status: 'written_up',
			startsOn: day(-43),
			host: 'Council Office',
			contributors: [
				{ role: 'Panel member, child development', headCount: 2, attribution: 'role_only' },
				{ role: 'Panel member, economics', headCount: 1, attribution: 'role_only' },
				{ role: 'Panel member, public health', headCount: 2, attribution: 'role_only' }
			],
			basis: 'chatham_house',
			question: 6,
			notes: `## Purpose

To tell the group how far its early recommendations rest on more than enthusiasm. The panel read eleven drafts and sorted them into three piles.

## Well supported

Prompt treatment of parents’ mental health, and skilled help with feeding in the first days. The panel would be content to see either in a paper with nothing softer than “will”.

## Promising, and worth doing with a proper evaluation

The same health visitor through the first year; family hubs; shared records. Members warned that places which volunteer to go first are the places where it was going to work.

## Not supported

- The panel found no good study in which advice given by an app alone changed what parents do. Where an app seemed to help, a person had introduced it.
- It asked the group not to confuse how many people download a thing with how many are better for it.

## On visits and roundtables

These tell ministers what is happening and whether people can bear it. They do not say what works. The panel asked that the paper should keep the two apart, and offered to read it.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'parents-survey',
			team: 'families',
			title: 'Parents’ survey with the Nestling website',
			kind: 'survey',
			status: 'written_up',
			startsOn: day(-96),
			endsOn: day(-72),
			dateNote: 'open for twenty-four days',
			host: 'Nestling, a website for new parents',
			contributors: [
				{ role: 'Parent of a child under two', headCount: 2316, attribution: 'unattributed' },
				{ role: 'Survey editor', organisation: 'Nestling', headCount: 1, attribution: 'role_only' }
			],
			basis: 'on_record',
			question: 1,
			notes: `## How it was done

Fourteen questions, open to anybody who visited the site. 2,316 parents of children under two replied: 2,107 mothers and 209 fathers or partners. They chose to answer, so they are not a sample of all parents. Replies from rural addresses were about one in nine.

## What they told us

- 41 in every 100 did not know, before the birth, what help was offered where they live.
- 68 in every 100 would rather be seen at home than anywhere else in the first fortnight.
- Of those who wanted help with feeding in the first fortnight, 57 in every 100 wanted it on a Saturday, a Sunday or a bank holiday and could not find it.
- 29 in every 100 had waited longer than four weeks for a first appointment about their own mental health. A further 12 in every 100 had stopped waiting.

## In their own words

1,480 people used the last box, which said only: anything else?

- “Somebody rang me on a Sunday. I don’t know who she was. I think of her all the time.”
- “Everything was there. I found out about it when he was one.”
- “Please stop giving me leaflets.”

## Cautions

Fathers, parents under twenty and families who do not read English easily are all fewer here than among parents generally. The team has asked two charities to put the same questions in person.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'safe-homes',
			team: 'home',
			title: 'Meeting with the Safe Homes Alliance',
			kind: 'meeting',
			status: 'written_up',
			startsOn: day(-46),
			place: { name: 'Marchwell, England' },
			host: 'Safe Homes Alliance, an association of six refuges',
			visitingParty: 'Minister for Safety at Home; one official from Home',
			contributors: [
				{ role: 'Refuge manager', organisation: 'Safe Homes Alliance', headCount: 2, attribution: 'role_only' },
				{ role: 'Specialist midwife', headCount: 1, attribution: 'role_only' },
				{ role: 'Woman who had lived in a refuge', headCount: 1, attribution: 'unattributed' }
			],
			sensitive: true,
			handling: 'May identify a refuge. Recipients only.',
			basis: 'on_record',
			question: 2,
			notes: `## Why we met

The Minister asked what the early recommendations would mean for a parent who is not safe at home.

## Being asked alone

- The specialist midwife sees every woman by herself for ten minutes of the booking appointment. Before that became the rule, about 2 women in every 100 said that they were not safe. In the year after, it was 7 in every 100.
- Partners are told that everybody is seen alone, so nobody is singled out. In eighteen months two have complained.

## Shared records

- Both managers were alarmed by the idea of a record that a parent can open. They know of three women whose new address was found because a former partner still had a log-in to a child’s health record.
- They would accept a shared record if addresses could be hidden by one person, in one place, in one step.

## A settled home

- The woman who had lived in a refuge was moved four times in the five months after her baby was born. Each move meant a new health visitor and a new doctor. The baby’s second injections were given twice.
- She was asked each time whether she felt supported.

## What we took away

Two of our own recommendations pull against each other here. The paper should say so, and say how.
`,
			state: 'shared',
			provenance: 'fictional'
		},
		{
			key: 'guild-submission',
			team: 'care',
			title: 'Submission from the Guild of Health Visitors',
			kind: 'submission',
			status: 'written_up',
			startsOn: day(-51),
			host: 'Guild of Health Visitors',
			contributors: [
				{ role: 'General secretary', organisation: 'Guild of Health Visitors', headCount: 1, attribution: 'role_only' }
			],
			basis: 'on_record',
			question: 4,
			notes: `## What the Guild sent

Six pages and a table, in reply to the group’s letter to professional bodies. This note gives the parts that answer our questions; the whole is filed with the secretariat.

## Case loads

- The Guild asks for no more than 250 families to one health visitor, and fewer where families have more to carry.
- In its own count of 71 areas, case loads run from 190 to 640. It could find no measure of need that explains the difference.

## Travel

- In 58 of the 71 areas, travelling time is not counted when case loads are set. The Guild names this as the chief reason that rural posts stay empty longest.

## Continuity

The Guild is in favour of one named health visitor and says that its members are too. It asks the group not to announce it before there are people to do it.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'exchequer-return',
			team: 'exchequer',
			title: 'Departmental return: what is spent on early help, and how',
			kind: 'departmental_return',
			status: 'written_up',
			startsOn: day(-38),
			host: 'The Exchequer, with returns from four departments',
			contributors: [
				{ role: 'Spending analyst', organisation: 'The Exchequer', headCount: 2, attribution: 'role_only' }
			],
			basis: 'on_record',
			question: 6,
			notes: `## What was asked

Each department was asked for every line of money that reaches families with a child under two through a council, for the last full year. Figures are cash, England, and have not been audited.

## Grants

- Councils receive early-help money through eleven separate grants from four departments. Nine of the eleven are agreed one year at a time, and each asks for its own return.
- A council of average size told us that it spends the time of about one and a half people on those returns.

## Temporary accommodation

- At the end of the last quarter councils reported 6,140 families with a child under two living in shared temporary accommodation. For 1,870 of them it had been longer than six weeks.
- Some of the rooms cost more by the week than a private tenancy nearby. The return does not say how many.

## What the return cannot show

It counts money sent, not help received. Nobody could tell us how many families any of the eleven grants reached, because no two of them count a family in the same way.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'home-visiting-trial',
			team: 'families',
			title: 'Trial of one named visitor through the first year',
			kind: 'research',
			status: 'written_up',
			startsOn: day(-400),
			host: 'University of Harrowmouth, Institute of Infancy',
			contributors: [
				{
					role: 'Trial lead',
					organisation: 'University of Harrowmouth',
					headCount: 1,
					name: 'Professor Idris Vane',
					attribution: 'named'
				}
			],
			basis: 'on_record',
			question: 6,
			publisher: 'University of Harrowmouth',
			publishedOn: day(-400),
			address: 'https://infancy.harrowmouth.example/named-visitor-trial',
			notes: `## The study

1,204 families in nine areas, chosen by lot either to keep one health visitor through the first year or to have the usual service. Followed to the child’s second birthday; 88 in every 100 families were still taking part.

## What it found

- Families who kept the same health visitor took their child to an emergency department less often in the first year: 31 visits for every 100 children, against 42.
- There was no difference between the two groups in children’s language at 24 months.
- More mothers in the first group told somebody about low mood, and told them sooner. The authors call this suggestive, since the visitors who asked also wrote down the answers.

## How far it can be leaned on

One trial, properly done, in areas that had enough health visitors to begin with. The authors say that they cannot tell what would happen where posts are empty.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'somewhere-to-go',
			team: 'places',
			title: '“Somewhere to go”: report of the Harrowmouth Parents’ Council',
			kind: 'published_source',
			status: 'written_up',
			startsOn: day(-2310),
			dateNote: 'more than six years old: predates the review',
			place: { name: 'Harrowmouth, England' },
			contributors: [{ role: 'Author', organisation: 'Harrowmouth Parents’ Council', attribution: 'role_only' }],
			basis: 'on_record',
			question: 4,
			publisher: 'Harrowmouth Parents’ Council',
			publishedOn: day(-2310),
			address: 'https://parents-council.harrowmouth.example/somewhere-to-go',
			notes: `## Why it is here

Tideway Family Hub gave us this report, which it says is the reason that the hub exists. It is old. It describes the town before the hub opened and should not be cited as if it described the town now.

## What it said

- Parents in Harrowmouth went to seven addresses for the services that a family uses in the first year.
- The Parents’ Council asked for one place to go, open on at least one evening, with somewhere to leave a pram.
- It put the cost of fitting out the old school at £310,000 in the prices of the time. The hub’s manager says that this proved low.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'pellbridge-office',
			team: 'livelihoods',
			title: 'Visit to the Work and Family Office, Pellbridge',
			kind: 'visit',
			status: 'held',
			startsOn: day(-4),
			place: { name: 'Pellbridge, England' },
			host: 'Work and Family Office, Pellbridge',
			visitingParty: 'One official from Livelihoods',
			contributors: [{ role: 'Claims adviser', headCount: 2, attribution: 'role_only' }],
			basis: 'on_record',
			question: 5,
			notes: `## Rough notes, to be written up

- Two desks for new parents, by the door, since last month. Prams were the reason.
- Advisers keep their own one-page list of what a family can claim and when, because the official letters do not say it in one place. They photocopy it.
- Of 22 claims opened while we were there, 9 were late. Advisers said that the usual reason is that nobody said the claim had to be made before the birth.
- Ask for the photocopied list. Ask who keeps it up to date.
`,
			state: 'draft',
			provenance: 'fictional'
		},
		{
			key: 'skerrow',
			team: 'places',
			title: 'Visit to the island midwifery service, Skerrow',
			kind: 'visit',
			status: 'planned',
			startsOn: day(12),
			endsOn: day(13),
			dateNote: 'weather permitting: the ferry does not sail in a strong westerly',
			place: { name: 'Isle of Skerrow, Scotland (rural)' },
			host: 'Skerrow Island Midwives',
			visitingParty: 'Minister for Councils; officials from Local Places and Care',
			contributors: [],
			basis: 'on_record',
			question: 4,
			notes: `## What we want to know

- How families are looked after where the nearest hospital is a ferry away.
- Whether the telephone can replace a visit, and when it cannot.
- What the van recommended for villages would look like on an island.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'netherwick',
			team: 'home',
			title: 'Visit to the birth registration pilot, Netherwick',
			kind: 'visit',
			status: 'cancelled',
			startsOn: day(-20),
			place: { name: 'Netherwick, England' },
			host: 'Netherwick Registration Office',
			visitingParty: 'Minister for Safety at Home',
			contributors: [],
			basis: 'on_record',
			question: 3,
			notes: `Cancelled the evening before: the office was flooded and its staff were looking after the registers. They have asked us to come when they are dry. Until then the recommendation on birth registration rests on one place.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'fictional'
		},
		{
			key: 'marchwell-acorns',
			team: 'livelihoods',
			title: 'Meeting with Marchwell Acorns nurseries',
			kind: 'meeting',
			status: 'written_up',
			startsOn: day(-58),
			place: { name: 'Marchwell, England' },
			host: 'Marchwell Acorns, a chain of nurseries',
			visitingParty: 'Two officials from Livelihoods',
			contributors: [
				{ role: 'Finance director', organisation: 'Marchwell Acorns', headCount: 1, attribution: 'role_only' }
			],
			basis: 'on_record',
			question: 6,
			notes: `## What we were told

- The company has a waiting list of 340 babies across its twelve nurseries and turns away parents who want to go back to work before nine months.
- Fees and staffing were discussed at length, from papers that the company asked us not to copy.
`,
			state: 'withdrawn',
			withdrawnReason:
				'The company says that the meeting was held in confidence and that its figures may not be used. Logged before this was understood.',
			provenance: 'fictional'
		}
	],
	findings: [
		{
			key: 'missed-appointments',
			team: 'families',
			passages: [
				{
					event: 'tideway',
					quote:
						'Missed antenatal appointments fell from 14 in every 100 to 6 in every 100 in the first year, on the hub’s own count.',
					attribution: 'named',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'Missed antenatal appointments in Harrowmouth fell from 14 to 6 in every 100 in the year after midwives moved their clinics into the family hub, on the hub’s own count.',
			kind: 'Best practice',
			theme: 'way-in',
			lifeStage: 'Pregnancy',
			service: 'Midwifery',
			reach: 'universal',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'told-eleven-times',
			team: 'families',
			passages: [
				{
					event: 'tideway',
					quote: 'had explained her history to eleven different professionals in ten weeks',
					attribution: 'role_only',
					contributor: 2,
					consent: 'given'
				},
				{
					event: 'tideway',
					quote: 'I stopped mentioning the depression by about the sixth time. It was easier to say I was fine.',
					attribution: 'role_only',
					contributor: 2,
					consent: 'given'
				},
				{
					event: 'mothers-roundtable',
					quote: 'By the fourth person I had a short version. The short version left out the part that mattered.',
					attribution: 'unattributed',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'Parents repeat their history to each new professional, and some stop mentioning what matters most: one mother had told eleven people in ten weeks.',
			kind: 'Co-ordination',
			theme: 'telling-it-once',
			lifeStage: '2 to 8 weeks',
			service: 'Perinatal mental health',
			reach: 'universal',
			scope: '2 parents, in two places',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'four-metres-apart',
			team: 'families',
			passages: [
				{
					event: 'tideway',
					quote: 'The midwives and the health visitors sit four metres apart and cannot see each other’s records.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence:
				'Midwives and health visitors who share a corridor in Harrowmouth cannot see each other’s records and pass messages in a paper diary.',
			kind: 'Co-ordination',
			theme: 'telling-it-once',
			lifeStage: 'Birth',
			service: 'Family hub or early help',
			reach: 'universal',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared',
			accuracy: {
				department: 'care',
				outcome: 'confirmed',
				note: 'Correct. The two systems were bought eight years apart and were never meant to meet.'
			}
		},
		{
			key: 'found-by-a-friend',
			team: 'families',
			passages: [
				{
					event: 'tideway',
					quote: 'Three of the six had found the hub only because a friend brought them.',
					attribution: 'role_only',
					contributor: 2,
					consent: 'given'
				}
			],
			sentence: 'Half of the parents we met at the Harrowmouth hub had found it only because a friend brought them.',
			kind: 'Missing',
			theme: 'way-in',
			lifeStage: '2 to 8 weeks',
			service: 'Family hub or early help',
			reach: 'universal',
			scope: '3 of 6 parents',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared',
			relations: [{ to: 'seven-addresses', kind: 'updates' }]
		},
		{
			key: 'letters-to-one-parent',
			team: 'families',
			passages: [
				{
					event: 'tideway',
					quote: 'every letter about his children comes addressed to their mother',
					attribution: 'unattributed',
					contributor: 3,
					consent: 'given'
				},
				{
					event: 'brackenlaw',
					quote:
						'The child’s record has space for one adult, so the father’s answers are written in the mother’s notes, or not at all.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'not_asked'
				}
			],
			sentence:
				'Services write to one parent and record one parent: a child’s record has no place for a second adult’s answers.',
			kind: 'Do differently',
			theme: 'both-parents',
			lifeStage: '2 to 8 weeks',
			service: 'Fathers and partners',
			reach: 'universal',
			whoseView: 'Parents and staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'notice-every-winter',
			team: 'families',
			passages: [
				{
					event: 'tideway',
					quote:
						'The manager gives her outreach workers notice every winter and withdraws it every spring, and has lost two good people that way.',
					attribution: 'named',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'Money agreed one year at a time makes the Harrowmouth hub give its outreach workers notice every winter; two have left because of it.',
			kind: 'Do differently',
			theme: 'money',
			service: 'Family hub or early help',
			reach: 'universal',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'no-bus-back',
			team: 'places',
			passages: [
				{
					event: 'tarndale',
					quote:
						'Two of the four had missed the six to eight week check because no bus could bring them back the same day.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence:
				'Two of the four mothers we met in Upper Tarndale had missed the six to eight week check because no bus could bring them home the same day.',
			kind: 'Differs by place',
			theme: 'distance',
			lifeStage: '2 to 8 weeks',
			service: 'Health visiting',
			reach: 'universal',
			scope: '2 of 4 mothers',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'thirty-one-miles',
			team: 'places',
			passages: [
				{
					event: 'tarndale',
					quote:
						'One mother drove there with a ten-day-old baby, found that it had closed, and moved to formula that weekend.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence:
				'The nearest breastfeeding group to Upper Tarndale is 31 miles away; one mother who drove there with a ten-day-old baby found that it had closed.',
			kind: 'Missing',
			theme: 'distance',
			lifeStage: '0 to 14 days',
			service: 'Infant feeding',
			reach: 'universal',
			scope: '1 of 4 mothers',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'van-not-building',
			team: 'places',
			passages: [
				{
					event: 'tarndale',
					quote:
						'A building in the county town is no use to us. Give me a van with a heater and a second pair of hands.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'The health visitor for Upper Tarndale says that a hub in the county town would not help her families, and asks for a heated van and a colleague.',
			kind: 'Ask',
			theme: 'distance',
			service: 'Health visiting',
			reach: 'targeted',
			whoseView: 'Staff',
			nature: 'ask',
			state: 'shared'
		},
		{
			key: 'travel-not-counted',
			team: 'places',
			passages: [
				{
					event: 'tarndale',
					quote:
						'Her case load is counted as if every family lived on the next street: no allowance is made for travel.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'given'
				},
				{
					event: 'guild-submission',
					quote: 'In 58 of the 71 areas, travelling time is not counted when case loads are set.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'Travelling time is not counted when health visitors’ case loads are set in 58 of 71 areas, on the Guild of Health Visitors’ count, and in Upper Tarndale.',
			kind: 'Differs by place',
			theme: 'staff',
			service: 'Health visiting',
			reach: 'universal',
			scope: '58 of 71 areas',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'call-on-the-right-day',
			team: 'places',
			passages: [
				{
					event: 'tarndale',
					quote: 'they would rather have a telephone call on the right day than a visit on the wrong one',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence:
				'All four mothers we met in Upper Tarndale would rather have a telephone call on the right day than a visit on the wrong one.',
			kind: 'Do differently',
			theme: 'distance',
			lifeStage: '0 to 14 days',
			service: 'Health visiting',
			reach: 'universal',
			scope: '4 of 4 mothers',
			whoseView: 'Parents',
			nature: 'opinion',
			state: 'shared',
			relations: [{ to: 'seen-at-home', kind: 'conflicts_with' }]
		},
		{
			key: 'one-named-visitor',
			team: 'care',
			passages: [
				{
					event: 'brackenlaw',
					quote: '91 of 100 families could name their health visitor without looking it up',
					attribution: 'named',
					contributor: 0,
					consent: 'given'
				},
				{
					event: 'brackenlaw',
					quote: 'No family is seen by a stranger in the first year unless both are away.',
					attribution: 'named',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'In Brackenlaw each family keeps one health visitor, paired with a second whom it has met; 91 of 100 families could name theirs.',
			kind: 'Best practice',
			theme: 'first-weeks',
			lifeStage: '2 to 6 months',
			service: 'Health visiting',
			reach: 'universal',
			scope: '91 of 100 families',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'thirty-seven-waiting',
			team: 'care',
			passages: [
				{
					event: 'brackenlaw',
					quote: 'The cap holds because families wait: 37 families had no named health visitor on the day we came.',
					attribution: 'named',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'Brackenlaw keeps its promise of one health visitor by capping case loads; 37 families were waiting for theirs on the day of the visit.',
			kind: 'Missing',
			theme: 'staff',
			lifeStage: '2 to 6 months',
			service: 'Health visiting',
			reach: 'universal',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'frightened-in-english',
			team: 'families',
			passages: [
				{
					event: 'aberwennol',
					quote: 'I can do the form in English. I can’t tell you I’m frightened in English.',
					attribution: 'role_only',
					contributor: 2,
					consent: 'given'
				}
			],
			sentence:
				'Parents may manage forms in a second language and still need their own to say that they are frightened.',
			kind: 'Should be universal',
			theme: 'mental-health',
			service: 'Perinatal mental health',
			reach: 'universal',
			scope: '1 of 5 parents',
			whoseView: 'Parents',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'registrar-on-fridays',
			team: 'families',
			passages: [
				{
					event: 'aberwennol',
					quote:
						'Of the last 60 families who registered here, 34 had joined a group at the centre before they left the building.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence:
				'Of the last 60 families who registered a birth at Aberwennol Family Centre, 34 joined a group before they left.',
			kind: 'Best practice',
			theme: 'way-in',
			lifeStage: '2 to 8 weeks',
			service: 'Birth registration',
			reach: 'universal',
			scope: '34 of 60 families',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'grandparents-outside',
			team: 'families',
			passages: [
				{
					event: 'aberwennol',
					quote:
						'they were asked to wait outside at the clinic in the next town, though they have the child three days a week',
					attribution: 'role_only',
					contributor: 3,
					consent: 'given'
				}
			],
			sentence:
				'Grandparents who look after a child three days a week were asked to wait outside the clinic near Aberwennol.',
			kind: 'Could expand',
			lifeStage: '6 to 12 months',
			scope: '3 grandparents',
			whoseView: 'Grandparents',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'nineteen-days',
			team: 'care',
			passages: [
				{
					event: 'carrickmoyle',
					quote: 'The middle wait for a first appointment last year was 19 days. The longest was 33.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence:
				'With one form and one list, the Mother and Infant Team in Carrickmoyle saw half of its families within 19 days and all of them within 33.',
			kind: 'Best practice',
			theme: 'mental-health',
			lifeStage: '2 to 6 months',
			service: 'Perinatal mental health',
			reach: 'specialist',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'one-core-record',
			team: 'care',
			passages: [
				{
					event: 'carrickmoyle',
					quote: 'Midwife, health visitor, family doctor and this team read and write the same core record.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'given'
				},
				{
					event: 'carrickmoyle',
					quote: 'The parent can see a list of everybody who has opened the record, and when.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence:
				'In Carrickmoyle four services read and write one short core record, and the parent can see who has opened it.',
			kind: 'Could expand',
			theme: 'telling-it-once',
			lifeStage: 'Birth',
			service: 'Perinatal mental health',
			reach: 'universal',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'months-of-waiting',
			team: 'care',
			passages: [
				{
					event: 'parents-survey',
					quote:
						'29 in every 100 had waited longer than four weeks for a first appointment about their own mental health.',
					attribution: 'unattributed',
					contributor: 0,
					consent: 'not_asked'
				},
				{
					event: 'mothers-roundtable',
					quote: 'the letter offering a place arrived after she had gone back to work',
					attribution: 'unattributed',
					contributor: 0,
					consent: 'withdrawn'
				}
			],
			sentence:
				'Of the parents who answered the survey, 29 in every 100 had waited longer than four weeks for a first appointment about their own mental health.',
			kind: 'Missing',
			theme: 'mental-health',
			lifeStage: '2 to 6 months',
			service: 'Perinatal mental health',
			reach: 'specialist',
			scope: '29 in every 100',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'partners-never-asked',
			team: 'care',
			passages: [
				{
					event: 'mothers-roundtable',
					quote: 'Neither of the two partners had been asked by anybody, at any point, how he was.',
					attribution: 'unattributed',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence: 'Neither of the partners at the Marchwell roundtable had ever been asked how he was.',
			kind: 'Missing',
			theme: 'both-parents',
			lifeStage: '2 to 8 weeks',
			service: 'Fathers and partners',
			reach: 'universal',
			scope: '2 of 2 partners',
			whoseView: 'Partners',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'annual-leave-for-scans',
			team: 'livelihoods',
			passages: [
				{
					event: 'fathers-roundtable',
					quote: 'Five of the eight fathers had used annual leave to go to a scan. Two had said that they were ill.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'Five of the eight fathers we met in Pellbridge used annual leave to go to a scan, and two said that they were ill.',
			kind: 'Missing',
			theme: 'both-parents',
			lifeStage: 'Pregnancy',
			service: 'Fathers and partners',
			reach: 'universal',
			scope: '7 of 8 fathers',
			whoseView: 'Fathers',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'a-quarter-of-the-bread',
			team: 'livelihoods',
			passages: [
				{
					event: 'fathers-roundtable',
					quote: 'If two of my bakers have babies coming, that’s a quarter of the bread.',
					attribution: 'named',
					contributor: 2,
					consent: 'given'
				}
			],
			sentence:
				'The owner of a nine-person bakery could not cover paid absence for two expectant fathers at once unless she were repaid on the day.',
			kind: 'Do differently',
			theme: 'money',
			lifeStage: 'Pregnancy',
			service: 'Fathers and partners',
			reach: 'universal',
			scope: '1 small employer',
			whoseView: 'Employers',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'no-shift-ran-short',
			team: 'livelihoods',
			passages: [
				{
					event: 'fathers-roundtable',
					quote: 'Forty-one men have used it. The works manager could find no shift that ran short because of it.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				}
			],
			sentence:
				'Pellbridge Foundry gives paid time for two antenatal appointments; 41 men have used it and no shift has run short because of it.',
			kind: 'Best practice',
			theme: 'both-parents',
			lifeStage: 'Pregnancy',
			service: 'Fathers and partners',
			reach: 'universal',
			scope: '1 large employer',
			whoseView: 'Employers',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'nine-letters',
			team: 'families',
			passages: [
				{
					event: 'fathers-roundtable',
					quote: 'We counted nine separate letters from the Department for Livelihoods to one family',
					attribution: 'role_only',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'One family in Pellbridge received nine separate letters about money from the Department for Livelihoods during a pregnancy.',
			kind: 'Do differently',
			theme: 'money',
			lifeStage: 'Pregnancy',
			service: 'Benefits',
			reach: 'universal',
			scope: '1 of 8 families',
			whoseView: 'Fathers',
			nature: 'fact',
			state: 'shared',
			accuracy: {
				department: 'livelihoods',
				outcome: 'disputed',
				note: 'We can trace seven. Two were sent by the council in envelopes that look like ours. We accept that a family could not tell.'
			}
		},
		{
			key: 'empty-posts',
			team: 'council-office',
			passages: [
				{
					event: 'practitioners-panel',
					quote: 'between one in six and one in four health visiting posts in their areas are empty',
					attribution: 'role_only',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'Practitioners in three areas report that between one in six and one in four health visiting posts are empty, and that a promise of one named person would be broken at once.',
			kind: 'Missing',
			theme: 'staff',
			service: 'Health visiting',
			reach: 'universal',
			scope: '3 areas',
			whoseView: 'Practitioners',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'guidance-before-law',
			team: 'council-office',
			passages: [
				{
					event: 'practitioners-panel',
					quote: 'Most staff believe that the law forbids them to share what it already lets them share.',
					attribution: 'unattributed',
					contributor: 2,
					consent: 'not_asked'
				}
			],
			sentence:
				'Four of nine practitioners think that joint guidance on sharing records would do more than a new duty, because staff misread the present law.',
			kind: 'Co-ordination',
			theme: 'telling-it-once',
			reach: 'universal',
			scope: '4 of 9 panel members',
			whoseView: 'Practitioners',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'sign-on-the-door',
			team: 'council-office',
			passages: [
				{
					event: 'practitioners-panel',
					quote: 'the hub is a sign on the door of a building where nothing else has changed',
					attribution: 'unattributed',
					contributor: 2,
					consent: 'not_asked'
				}
			],
			sentence: 'In two panel members’ areas a family hub has been announced and nothing behind the door has changed.',
			kind: 'Differs by place',
			theme: 'way-in',
			service: 'Family hub or early help',
			reach: 'universal',
			scope: '2 areas',
			whoseView: 'Practitioners',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'no-study-of-apps',
			team: 'council-office',
			passages: [
				{
					event: 'academics-panel',
					quote: 'The panel found no good study in which advice given by an app alone changed what parents do.',
					attribution: 'role_only',
					contributor: 2,
					consent: 'not_asked'
				}
			],
			sentence:
				'The academics’ panel found no good study in which advice given by an app alone changed what parents do.',
			kind: 'Missing',
			theme: 'way-in',
			reach: 'universal',
			whoseView: 'Academics',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'did-not-know',
			team: 'families',
			passages: [
				{
					event: 'parents-survey',
					quote: '41 in every 100 did not know, before the birth, what help was offered where they live.',
					attribution: 'unattributed',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'Of the parents who answered the survey, 41 in every 100 did not know before the birth what help was offered where they live.',
			kind: 'Should be universal',
			theme: 'way-in',
			lifeStage: 'Pregnancy',
			service: 'Family hub or early help',
			reach: 'universal',
			scope: '41 in every 100',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared',
			relations: [{ to: 'found-by-a-friend', kind: 'repeats' }]
		},
		{
			key: 'seen-at-home',
			team: 'families',
			passages: [
				{
					event: 'parents-survey',
					quote: '68 in every 100 would rather be seen at home than anywhere else in the first fortnight.',
					attribution: 'unattributed',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'Of the parents who answered the survey, 68 in every 100 would rather be seen at home than anywhere else in the first fortnight.',
			kind: 'Should be universal',
			theme: 'first-weeks',
			lifeStage: '0 to 14 days',
			service: 'Health visiting',
			reach: 'universal',
			scope: '68 in every 100',
			whoseView: 'Parents',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'weekend-feeding',
			team: 'families',
			passages: [
				{
					event: 'parents-survey',
					quote: '57 in every 100 wanted it on a Saturday, a Sunday or a bank holiday and could not find it',
					attribution: 'unattributed',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'Of the parents who wanted help with feeding in the first fortnight, 57 in every 100 wanted it at a weekend or on a bank holiday and could not find it.',
			kind: 'Could expand',
			theme: 'first-weeks',
			lifeStage: '0 to 14 days',
			service: 'Infant feeding',
			reach: 'universal',
			scope: '57 in every 100',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'asked-alone',
			team: 'home',
			passages: [
				{
					event: 'safe-homes',
					quote:
						'Before that became the rule, about 2 women in every 100 said that they were not safe. In the year after, it was 7 in every 100.',
					attribution: 'role_only',
					contributor: 1,
					consent: 'given'
				},
				{
					event: 'mothers-roundtable',
					quote:
						'Five of the eight mothers were asked with a partner or a parent in the room. Two of them would have answered differently alone.',
					attribution: 'unattributed',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'Where every woman is seen alone at booking, 7 in every 100 say that they are not safe at home, against 2 in every 100 before.',
			kind: 'Should be universal',
			theme: 'safe-and-settled',
			lifeStage: 'Pregnancy',
			service: 'Domestic abuse',
			reach: 'universal',
			whoseView: 'Staff and mothers',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'address-found',
			team: 'home',
			passages: [
				{
					event: 'safe-homes',
					quote:
						'They know of three women whose new address was found because a former partner still had a log-in to a child’s health record.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'Refuge managers know of three women whose new address was found through a former partner’s access to a child’s health record.',
			kind: 'Do differently',
			theme: 'safe-and-settled',
			service: 'Domestic abuse',
			reach: 'targeted',
			scope: '3 women',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'shared',
			relations: [{ to: 'one-core-record', kind: 'conflicts_with' }]
		},
		{
			key: 'eleven-grants',
			team: 'exchequer',
			passages: [
				{
					event: 'exchequer-return',
					quote:
						'Councils receive early-help money through eleven separate grants from four departments. Nine of the eleven are agreed one year at a time, and each asks for its own return.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'Councils receive early-help money through eleven grants from four departments; nine are agreed one year at a time.',
			kind: 'Co-ordination',
			theme: 'money',
			reach: 'universal',
			scope: '9 of 11 grants',
			whoseView: 'Departments',
			nature: 'fact',
			state: 'shared',
			accuracy: {
				department: 'places',
				outcome: 'confirmed',
				note: 'Agreed. Five of the eleven are ours.'
			}
		},
		{
			key: 'six-weeks-in-one-room',
			team: 'exchequer',
			passages: [
				{
					event: 'exchequer-return',
					quote:
						'councils reported 6,140 families with a child under two living in shared temporary accommodation. For 1,870 of them it had been longer than six weeks.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'Councils report 6,140 families with a child under two in shared temporary accommodation, 1,870 of them for longer than six weeks.',
			kind: 'Missing',
			theme: 'safe-and-settled',
			service: 'Housing',
			reach: 'targeted',
			scope: '1,870 of 6,140 families',
			whoseView: 'Departments',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'fewer-emergency-visits',
			team: 'families',
			passages: [
				{
					event: 'home-visiting-trial',
					quote: '31 visits for every 100 children, against 42',
					attribution: 'named',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'In a trial with 1,204 families, those who kept one health visitor made 31 emergency department visits for every 100 children in the first year, against 42.',
			kind: 'Best practice',
			theme: 'first-weeks',
			lifeStage: '6 to 12 months',
			service: 'Health visiting',
			reach: 'universal',
			scope: '1,204 families',
			whoseView: 'Academics',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'no-gain-in-language',
			team: 'families',
			passages: [
				{
					event: 'home-visiting-trial',
					quote: 'There was no difference between the two groups in children’s language at 24 months.',
					attribution: 'named',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence: 'The same trial found no difference in children’s language at 24 months.',
			kind: 'Do differently',
			theme: 'first-weeks',
			lifeStage: '24 to 30 months',
			service: 'Home learning, speech and language',
			reach: 'universal',
			scope: '1,204 families',
			whoseView: 'Academics',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'seven-addresses',
			team: 'places',
			passages: [
				{
					event: 'somewhere-to-go',
					quote:
						'Parents in Harrowmouth went to seven addresses for the services that a family uses in the first year.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'not_asked'
				}
			],
			sentence:
				'Before the hub opened, parents in Harrowmouth went to seven addresses for the services that a family uses in the first year.',
			kind: 'Ask',
			theme: 'way-in',
			service: 'Family hub or early help',
			reach: 'universal',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'photocopied-list',
			team: 'livelihoods',
			passages: [
				{
					event: 'pellbridge-office',
					quote:
						'Advisers keep their own one-page list of what a family can claim and when, because the official letters do not say it in one place.',
					attribution: 'role_only',
					contributor: 0,
					consent: 'given'
				}
			],
			sentence:
				'Claims advisers in Pellbridge photocopy their own one-page list of what a family can claim, because no official letter says it in one place.',
			kind: 'Best practice',
			theme: 'money',
			lifeStage: 'Pregnancy',
			service: 'Benefits',
			reach: 'universal',
			whoseView: 'Staff',
			nature: 'fact',
			state: 'draft'
		},
		{
			key: 'nursery-waiting-list',
			team: 'livelihoods',
			passages: [
				{
					event: 'marchwell-acorns',
					quote: 'a waiting list of 340 babies across its twelve nurseries',
					attribution: 'role_only',
					contributor: 0,
					consent: 'withdrawn'
				}
			],
			sentence: 'A chain of twelve nurseries has a waiting list of 340 babies.',
			kind: 'Missing',
			lifeStage: '6 to 12 months',
			whoseView: 'Employers',
			nature: 'fact',
			state: 'withdrawn',
			withdrawnReason: 'The meeting it rests on was withdrawn: the figures were given in confidence.'
		}
	],
	recommendations: [
		{
			key: 'family-hubs',
			title: 'A family hub in every council area',
			text: 'Every council in England should be funded for three years at a time to run at least one family hub where midwives, health visitors, infant feeding workers and family support share a reception, with an outreach offer for families who live more than 30 minutes away by public transport.',
			verb: 'agree',
			lead: 'families',
			partners: ['care', 'places'],
			mustActLocally: 'Councils; maternity services; health visiting teams',
			lever: 'money',
			question: 3,
			route: 'spending_review',
			costStatus: 'bid',
			owner: 'Director, Early Family Life, Department for Families',
			measure: 'Share of expectant parents who can name their local hub at 28 weeks, by council',
			state: 'recommended'
		},
		{
			key: 'same-health-visitor',
			title: 'The same health visitor for the first year',
			text: 'The Department of Care should amend its service guidance so that each family has one named health visitor, paired with a second who the family has met, from 28 weeks of pregnancy to the first birthday, and should publish how many families are waiting for theirs.',
			verb: 'note',
			lead: 'care',
			partners: ['families'],
			mustActLocally: 'Health visiting teams',
			lever: 'guidance',
			question: 2,
			route: 'own_department',
			costStatus: 'baseline',
			owner: 'Director, Community Nursing, Department of Care',
			measure: 'Share of families seen by no more than two health visitors in the first year',
			state: 'recommended',
			laterEdits: [
				{
					text: 'The Department of Care should change its service guidance so that each family has one named health visitor, paired with a second whom the family has met, from 28 weeks of pregnancy to the first birthday, and should publish how many families are waiting for theirs.',
					drafting: true,
					reason: 'Grammar and a plainer verb. Nobody is asked to do anything more or less.',
					afterPositions: true
				}
			]
		},
		{
			key: 'feeding-help',
			title: 'Help with feeding in the first fortnight, seven days a week',
			text: 'Every maternity service should offer skilled help with feeding, face to face or by telephone, on each of the first fourteen days after a birth.',
			verb: 'agree',
			lead: 'care',
			partners: ['families'],
			mustActLocally: 'Maternity services; infant feeding teams',
			lever: 'money',
			question: 1,
			route: 'spending_review',
			costStatus: 'bid',
			owner: 'Head of maternity, Department of Care',
			measure: 'Share of new parents who wanted help with feeding and had it within a day',
			state: 'proposed'
		},
		{
			key: 'tell-it-once',
			title: 'Families tell their story once',
			text: 'The Department of Care should bring forward a duty to share a short core record of each family between midwifery, health visiting and general practice, with a list that the parent can read of everyone who has opened it.',
			verb: 'agree',
			lead: 'care',
			partners: ['families', 'home'],
			mustActLocally: 'Maternity services; health visiting teams; family doctors',
			lever: 'law',
			question: 5,
			route: 'cabinet',
			costStatus: 'unknown',
			owner: 'Director, Information and Records, Department of Care',
			measure: 'Share of parents who say that the person they saw already knew what they had told others',
			state: 'proposed'
		},
		{
			key: 'paid-time',
			title: 'Paid time for both parents to attend antenatal appointments',
			text: 'The second parent should have a right to paid time off work for two antenatal appointments, with the cost to employers of fewer than fifty people met in full and in advance.',
			verb: 'agree',
			lead: 'livelihoods',
			partners: ['care', 'exchequer'],
			mustActLocally: 'Employers',
			lever: 'law',
			question: 1,
			route: 'cabinet',
			costStatus: 'unknown',
			owner: 'Director, Working Families, Department for Livelihoods',
			measure: 'Share of second parents who attend two appointments, by size of employer',
			state: 'proposed'
		},
		{
			key: 'four-weeks',
			title: 'Ask both parents how they are, and see them within four weeks',
			text: 'Both parents should be asked about their mental health six to eight weeks after a birth, each on their own, and anyone who needs help should have a first appointment within four weeks.',
			verb: 'agree',
			lead: 'care',
			partners: ['families'],
			mustActLocally: 'Health visiting teams; mental health services',
			lever: 'commissioning',
			question: 2,
			route: 'spending_review',
			costStatus: 'bid',
			owner: 'Director, Mental Health, Department of Care',
			measure: 'Middle wait and longest wait for a first appointment, by area, published each quarter',
			state: 'recommended'
		},
		{
			key: 'birth-registration',
			title: 'Register a birth where the baby is weighed',
			text: 'Every registration district should offer birth registration at a family hub on at least one day a week.',
			verb: 'agree',
			lead: 'home',
			partners: ['places', 'families'],
			mustActLocally: 'Registration offices; councils',
			lever: 'guidance',
			question: 5,
			route: 'write_round',
			costStatus: 'baseline',
			owner: 'Head of registration, Home Department',
			measure: 'Share of births registered at a hub; share of those families who join something there',
			state: 'proposed',
			laterEdits: [
				{
					text: 'Every registration district should offer birth registration at a family hub on at least one day a week, unless it already has a registration office open in the same town, in which case it should offer what the hub offers there.',
					reason: 'Takes in the Home Department’s words and adds a duty on offices that keep their own counter.',
					afterPositions: true,
					takesUp: 'home-minister'
				}
			]
		},
		{
			key: 'settled-home',
			title: 'No baby beyond six weeks in one shared room',
			text: 'Councils should have a duty to move any family with a child under two out of shared temporary accommodation within six weeks, and to tell the family’s health visitor of every move within two working days.',
			verb: 'agree_further_work',
			lead: 'places',
			partners: ['home', 'exchequer'],
			mustActLocally: 'Councils; housing associations',
			lever: 'law',
			question: 2,
			route: 'write_round',
			costStatus: 'unknown',
			owner: 'Director, Housing Need, Department for Local Places',
			measure: 'Families with a child under two in shared temporary accommodation for more than six weeks',
			state: 'proposed'
		},
		{
			key: 'asked-alone',
			title: 'Ask about safety, alone, at every booking',
			text: 'Every maternity service should see each pregnant woman alone for part of the booking appointment, as a rule that applies to everybody, and ask then whether she is safe at home.',
			verb: 'note',
			lead: 'home',
			partners: ['care'],
			mustActLocally: 'Maternity services; domestic abuse services',
			lever: 'guidance',
			question: 1,
			route: 'own_department',
			costStatus: 'none',
			owner: 'Director, Safety at Home, Home Department',
			measure: 'Share of booking appointments with time alone recorded',
			state: 'recommended'
		},
		{
			key: 'clinic-in-a-van',
			title: 'Take the clinic to the village',
			text: 'Health visiting teams that serve scattered villages should have travelling time counted in their case loads and the use of a vehicle fitted out as a clinic room.',
			verb: 'agree',
			lead: 'places',
			partners: ['care'],
			mustActLocally: 'Councils; health visiting teams; parish councils',
			lever: 'commissioning',
			question: 4,
			route: 'own_department',
			costStatus: 'unknown',
			measure: 'Share of rural families seen at six to eight weeks, against the national share',
			state: 'emerging'
		},
		{
			key: 'one-letter',
			title: 'One letter about money at twenty weeks',
			text: 'The Department for Livelihoods should replace its separate letters to expectant families with one letter at twenty weeks that says what the family can claim, by when, and from whom.',
			verb: 'agree',
			lead: 'livelihoods',
			partners: ['families'],
			lever: 'data',
			question: 5,
			route: 'own_department',
			costStatus: 'baseline',
			measure: 'Share of early years payments claimed on time',
			state: 'emerging'
		},
		{
			key: 'national-app',
			title: 'One national app for new parents',
			text: 'The Department for Families should commission a single national app that gives every new parent advice week by week.',
			verb: 'agree',
			lead: 'families',
			partners: ['care'],
			lever: 'commissioning',
			question: 1,
			route: 'own_department',
			costStatus: 'unknown',
			state: 'not_taken_forward',
			notTakenForwardReason:
				'The academics’ panel found no good study of an app alone, and parents who answered the survey asked to be seen by a person. The useful part, knowing what is on offer nearby, is carried by the recommendation on family hubs.'
		}
	],
	links: [
		{
			finding: 'missed-appointments',
			recommendation: 'family-hubs',
			stance: 'supports',
			note: 'The hub’s own count, over one year.'
		},
		{
			finding: 'found-by-a-friend',
			recommendation: 'family-hubs',
			stance: 'qualifies',
			note: 'A hub that nobody knows of helps nobody: the measure asks whether parents can name it.'
		},
		{ finding: 'did-not-know', recommendation: 'family-hubs', stance: 'supports' },
		{
			finding: 'notice-every-winter',
			recommendation: 'family-hubs',
			stance: 'supports',
			note: 'Why the money has to be for three years.'
		},
		{
			finding: 'eleven-grants',
			recommendation: 'family-hubs',
			stance: 'supports',
			note: 'A twelfth grant would make this worse: fold in, do not add.'
		},
		{
			finding: 'van-not-building',
			recommendation: 'family-hubs',
			stance: 'contradicts',
			note: 'Led to the outreach offer in the present words.'
		},
		{
			finding: 'sign-on-the-door',
			recommendation: 'family-hubs',
			stance: 'qualifies',
			note: 'Pay for a shared reception, not for a name.'
		},
		{
			finding: 'seven-addresses',
			recommendation: 'family-hubs',
			stance: 'supports',
			note: 'Old: describes the town before the hub.'
		},
		{ finding: 'one-named-visitor', recommendation: 'same-health-visitor', stance: 'supports' },
		{
			finding: 'thirty-seven-waiting',
			recommendation: 'same-health-visitor',
			stance: 'qualifies',
			note: 'The reason for publishing how many families wait.'
		},
		{
			finding: 'empty-posts',
			recommendation: 'same-health-visitor',
			stance: 'contradicts',
			note: 'Cannot be kept everywhere until posts are filled.'
		},
		{
			finding: 'fewer-emergency-visits',
			recommendation: 'same-health-visitor',
			stance: 'supports',
			note: 'One trial, in areas with enough staff.'
		},
		{
			finding: 'no-gain-in-language',
			recommendation: 'same-health-visitor',
			stance: 'qualifies',
			note: 'Do not claim more than the trial does.'
		},
		{ finding: 'travel-not-counted', recommendation: 'same-health-visitor', stance: 'qualifies' },
		{ finding: 'seen-at-home', recommendation: 'same-health-visitor', stance: 'supports' },
		{ finding: 'thirty-one-miles', recommendation: 'feeding-help', stance: 'supports' },
		{ finding: 'weekend-feeding', recommendation: 'feeding-help', stance: 'supports' },
		{
			finding: 'call-on-the-right-day',
			recommendation: 'feeding-help',
			stance: 'supports',
			note: 'Why the telephone counts.'
		},
		{
			finding: 'seen-at-home',
			recommendation: 'feeding-help',
			stance: 'qualifies',
			note: 'Most would rather not be telephoned.'
		},
		{ finding: 'told-eleven-times', recommendation: 'tell-it-once', stance: 'supports' },
		{ finding: 'four-metres-apart', recommendation: 'tell-it-once', stance: 'supports' },
		{
			finding: 'one-core-record',
			recommendation: 'tell-it-once',
			stance: 'supports',
			note: 'It took six years to agree.'
		},
		{
			finding: 'guidance-before-law',
			recommendation: 'tell-it-once',
			stance: 'qualifies',
			note: 'Guidance first, or guidance as well?'
		},
		{
			finding: 'address-found',
			recommendation: 'tell-it-once',
			stance: 'contradicts',
			note: 'Not safe until an address can be hidden in one step.'
		},
		{ finding: 'annual-leave-for-scans', recommendation: 'paid-time', stance: 'supports' },
		{ finding: 'no-shift-ran-short', recommendation: 'paid-time', stance: 'supports', note: 'One large employer.' },
		{
			finding: 'a-quarter-of-the-bread',
			recommendation: 'paid-time',
			stance: 'contradicts',
			note: 'Met in part by paying small employers in advance.'
		},
		{
			finding: 'letters-to-one-parent',
			recommendation: 'four-weeks',
			stance: 'qualifies',
			note: 'A second parent’s answers need somewhere to be written.'
		},
		{ finding: 'nineteen-days', recommendation: 'four-weeks', stance: 'supports' },
		{ finding: 'months-of-waiting', recommendation: 'four-weeks', stance: 'supports' },
		{ finding: 'partners-never-asked', recommendation: 'four-weeks', stance: 'supports' },
		{
			finding: 'asked-alone',
			recommendation: 'four-weeks',
			stance: 'supports',
			note: 'Two of the mothers would have answered differently alone.'
		},
		{
			finding: 'registrar-on-fridays',
			recommendation: 'birth-registration',
			stance: 'supports',
			note: 'One place, one visit.'
		},
		{
			finding: 'six-weeks-in-one-room',
			recommendation: 'settled-home',
			stance: 'supports',
			note: 'Unaudited returns; the only source.'
		},
		{ finding: 'asked-alone', recommendation: 'asked-alone', stance: 'supports' },
		{ finding: 'no-bus-back', recommendation: 'clinic-in-a-van', stance: 'supports' },
		{ finding: 'van-not-building', recommendation: 'clinic-in-a-van', stance: 'supports' },
		{ finding: 'travel-not-counted', recommendation: 'clinic-in-a-van', stance: 'supports' },
		{
			finding: 'nine-letters',
			recommendation: 'one-letter',
			stance: 'supports',
			note: 'Disputed: Livelihoods can trace seven.'
		},
		{ finding: 'photocopied-list', recommendation: 'one-letter', stance: 'supports' },
		{ finding: 'no-study-of-apps', recommendation: 'national-app', stance: 'contradicts' },
		{
			finding: 'did-not-know',
			recommendation: 'national-app',
			stance: 'supports',
			note: 'The need is real; the app is not the answer.'
		},
		{
			finding: 'nursery-waiting-list',
			recommendation: 'paid-time',
			stance: 'qualifies',
			note: 'Parents who cannot find a place go back later.'
		}
	],
	positions: [
		{ recommendation: 'family-hubs', post: 'families-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'family-hubs',
			post: 'care-minister',
			stance: 'content',
			conveyed: 'box_note',
			recordedBy: 'care-office'
		},
		{
			recommendation: 'family-hubs',
			post: 'places-minister',
			stance: 'content_subject_to',
			reason:
				'Councils would welcome this, but only if it comes with its money and replaces returns that they already make.',
			conditions: [
				{ text: 'The cost to councils is met in full as a new burden.', grade: 'condition' },
				{ text: 'At least three of the eleven existing grants are folded in.', grade: 'should_address' }
			],
			conveyed: 'box_note',
			recordedBy: 'places-office'
		},
		{ recommendation: 'family-hubs', post: 'home-minister', stance: 'content', conveyed: 'self' },
		{ recommendation: 'family-hubs', post: 'livelihoods-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'family-hubs',
			post: 'exchequer-minister',
			stance: 'content_subject_to',
			reason: 'Content for a bid to be made. This does not decide what the spending review will say.',
			conditions: [
				{ text: 'The bid shows a smaller option that starts with half of the councils.', grade: 'condition' },
				{ text: 'The evaluation is designed before the first payment.', grade: 'should_address' },
				{ text: 'Buildings are the expensive part and may not be the useful part.', grade: 'observation' }
			],
			conveyed: 'meeting',
			recordedBy: 'exchequer-office'
		},
		{ recommendation: 'same-health-visitor', post: 'care-minister', stance: 'content', conveyed: 'self' },
		{ recommendation: 'same-health-visitor', post: 'families-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'same-health-visitor',
			post: 'places-minister',
			stance: 'content',
			conveyed: 'call',
			recordedBy: 'places-office'
		},
		{ recommendation: 'same-health-visitor', post: 'home-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'same-health-visitor',
			post: 'exchequer-minister',
			stance: 'content',
			conveyed: 'box_note',
			recordedBy: 'exchequer-office'
		},
		{ recommendation: 'feeding-help', post: 'families-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'feeding-help',
			post: 'care-minister',
			stance: 'content_if_reworded',
			reason:
				'Christmas Day cannot be staffed face to face everywhere. The telephone can be promised every day; a visit cannot.',
			proposedWords:
				'Every maternity service should offer skilled help with feeding by telephone on each of the first fourteen days after a birth, and face to face on at least ten of them, including one weekend.',
			conveyed: 'box_note',
			recordedBy: 'care-office'
		},
		{
			recommendation: 'feeding-help',
			post: 'exchequer-minister',
			stance: 'not_yet',
			reason: 'Waiting for the cost by year and for the number of births it would cover.',
			conveyed: 'call',
			recordedBy: 'exchequer-office'
		},
		{
			recommendation: 'tell-it-once',
			post: 'care-minister',
			stance: 'content_subject_to',
			reason: 'The Department can lead this if the record stays short and the law is drafted with the Home Department.',
			conditions: [
				{ text: 'What the core record leaves out is settled before the duty is announced.', grade: 'condition' },
				{ text: 'Joint guidance on the present law goes out first.', grade: 'should_address' }
			],
			conveyed: 'self'
		},
		{
			recommendation: 'tell-it-once',
			post: 'home-minister',
			stance: 'not_content',
			reason:
				'Three women were found through a child’s record. The Minister cannot support a record that a parent can open until an address can be hidden in one step and the step has been tried by the people who would use it.',
			conveyed: 'letter',
			recordedBy: 'home-office'
		},
		{ recommendation: 'tell-it-once', post: 'families-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'tell-it-once',
			post: 'exchequer-minister',
			stance: 'not_yet',
			reason: 'No cost has been given.',
			conveyed: 'email',
			recordedBy: 'exchequer-office'
		},
		{
			recommendation: 'paid-time',
			post: 'livelihoods-minister',
			stance: 'content_subject_to',
			reason: 'Fair, and small. It must not arrive as one more form for small firms.',
			conditions: [{ text: 'Small employers are paid through the payroll, without a claim.', grade: 'condition' }],
			conveyed: 'self'
		},
		{ recommendation: 'paid-time', post: 'families-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'paid-time',
			post: 'exchequer-minister',
			stance: 'not_content',
			reason: 'Payment in advance to every small employer has not been costed and has no precedent in the tax system.',
			conveyed: 'letter',
			recordedBy: 'exchequer-office'
		},
		{ recommendation: 'four-weeks', post: 'care-minister', stance: 'content', conveyed: 'self' },
		{ recommendation: 'four-weeks', post: 'families-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'four-weeks',
			post: 'places-minister',
			stance: 'content',
			conveyed: 'box_note',
			recordedBy: 'places-office'
		},
		{ recommendation: 'four-weeks', post: 'home-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'four-weeks',
			post: 'livelihoods-minister',
			stance: 'content',
			conveyed: 'meeting',
			recordedBy: 'livelihoods-office'
		},
		{
			recommendation: 'four-weeks',
			post: 'exchequer-minister',
			stance: 'content_subject_to',
			reason: 'The clearest case among the recommendations. Content for a bid, with staged targets.',
			conditions: [{ text: 'The bid reaches four weeks in stages, with a figure for each year.', grade: 'condition' }],
			conveyed: 'meeting',
			recordedBy: 'exchequer-office'
		},
		{
			recommendation: 'birth-registration',
			post: 'home-minister',
			stance: 'content_if_reworded',
			reason: 'A district whose office is across the road from the hub should not have to open a second counter.',
			proposedWords:
				'Every registration district should offer birth registration at a family hub on at least one day a week, unless it already has a registration office open in the same town.',
			conveyed: 'box_note',
			recordedBy: 'home-office'
		},
		{
			recommendation: 'birth-registration',
			post: 'places-minister',
			stance: 'content',
			conveyed: 'self',
			afterEdits: 1
		},
		{
			recommendation: 'settled-home',
			post: 'places-minister',
			stance: 'content_subject_to',
			reason: 'Right aim. Six weeks cannot be a duty in places that have nowhere else to put a family.',
			conditions: [
				{
					text: 'The duty starts only where the council has been given the homes or the money for them.',
					grade: 'condition'
				}
			],
			conveyed: 'self'
		},
		{ recommendation: 'settled-home', post: 'families-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'settled-home',
			post: 'home-minister',
			stance: 'content',
			conveyed: 'box_note',
			recordedBy: 'home-office'
		},
		{
			recommendation: 'settled-home',
			post: 'exchequer-minister',
			stance: 'not_yet',
			reason:
				'The returns are unaudited. Waiting for the Department for Local Places to say how many of the 1,870 could be moved at no cost.',
			conveyed: 'call',
			recordedBy: 'exchequer-office'
		},
		{ recommendation: 'asked-alone', post: 'home-minister', stance: 'content', conveyed: 'self' },
		{ recommendation: 'asked-alone', post: 'care-minister', stance: 'content', conveyed: 'self' },
		{ recommendation: 'asked-alone', post: 'families-minister', stance: 'content', conveyed: 'self' },
		{ recommendation: 'asked-alone', post: 'places-minister', stance: 'content', conveyed: 'self' },
		{
			recommendation: 'asked-alone',
			post: 'exchequer-minister',
			stance: 'content',
			conveyed: 'box_note',
			recordedBy: 'exchequer-office'
		},
		{
			recommendation: 'asked-alone',
			post: 'livelihoods-minister',
			stance: 'content',
			conveyed: 'box_note',
			recordedBy: 'livelihoods-office'
		}
	],
	letters: {
		recommendations: [
			'family-hubs',
			'same-health-visitor',
			'tell-it-once',
			'paid-time',
			'birth-registration',
			'settled-home',
			'asked-alone',
			'four-weeks'
		],
		copiedTo: 'The chair of the group\nThe Prime Minister’s policy staff',
		each: [
			{
				department: 'families',
				upTo: 'answered',
				answers: [
					{ recommendation: 'family-hubs', outcome: 'agreed' },
					{
						recommendation: 'same-health-visitor',
						outcome: 'in_part',
						words:
							'Agreed for families with a first child. For later children only once the Department of Care has shown that the visitors can be found.'
					},
					{
						recommendation: 'four-weeks',
						outcome: 'refused',
						words: 'Not four weeks while the staff are not there. I would look again at eight.'
					}
				]
			},
			{ department: 'care', upTo: 'issued', replyIn: -1 },
			{ department: 'places', upTo: 'signed' },
			{ department: 'home', upTo: 'cleared' },
			{
				department: 'livelihoods',
				upTo: 'cleared',
				changedWords:
					'The cost of paid time stands in the bid that our departments have put to the Exchequer together. I do not ask you to find it from our own budget.'
			},
			{ department: 'exchequer', upTo: 'drafted' }
		]
	},
	disagreements: [
		{
			recommendation: 'family-hubs',
			post: 'places-minister',
			words:
				'The Minister supports a hub in every council area, provided that its cost to councils is met in full and that it replaces returns which they already make.',
			agreedBy: 'places-office'
		}
	],
	advice: startInLifeAdvice,
	boxQuestions: startInLifeQuestions,
	boxPacks: startInLifePacks,
	threads: startInLifeThreads,
	judgements: startInLifeJudgements,
	meetings: startInLifeMeetings,
	fiscalEvents: startInLifeEvents,
	bids: startInLifeBids,
	committees,
	calendarPeriods,
	rounds,
	settlements,
	replies,
	papers: [
		{
			key: 'committee-paper',
			profile: 'uk_cabinet_committee',
			title: 'Start in life: what the group recommends',
			sponsor: 'chair',
			committee: 'Families and Communities Committee',
			meetingOn: day(42),
			sensitive: true,
			sections: [
				{
					heading: 'Summary',
					body: `This paper reports what the ministerial group on the start of life has found and asks the Committee to settle nine recommendations. Two are within departments’ own authority and are for noting. Three need money and will go to the spending review as one bid. Four need colleagues’ agreement; three of those would change the law.

The failures that parents described to us were seldom failures of kindness. Parents did not know what was offered,[^F:did-not-know] repeated themselves until they stopped,[^F:told-eleven-times] and could not get there and back in a day.[^F:no-bus-back] None of this can be put right by one department.
`
				},
				{
					heading: 'Recommendation',
					body: `::recommendation R:family-hubs

::recommendation R:feeding-help

::recommendation R:four-weeks

::recommendation R:tell-it-once

::recommendation R:paid-time

::recommendation R:birth-registration

::recommendation R:settled-home

::recommendation R:same-health-visitor

::recommendation R:asked-alone
`
				},
				{
					heading: 'Consideration',
					body: `### Finding the way in

Of the parents who answered our survey, 41 in every 100 did not know before the birth what help was offered where they live.[^F:did-not-know] Even in Harrowmouth, half of the parents we met had found it only because a friend brought them.[^F:found-by-a-friend]

Where services share a building and a reception, families seem to come. Missed antenatal appointments in Harrowmouth fell from 14 to 6 in every 100 in the year after midwives moved in, on the hub’s own count.[^F:missed-appointments] In two other areas a hub has been announced and nothing behind the door has changed.[^F:sign-on-the-door] So the recommendation pays for a shared reception, not for a name.

Money agreed a year at a time undoes this. Councils receive early-help money through eleven grants from four departments, nine of them yearly,[^F:eleven-grants] and the Harrowmouth hub gives its outreach workers notice every winter.[^F:notice-every-winter]

A hub does not answer for every place. The health visitor for Upper Tarndale told us that a building in the county town would not help her families,[^F:van-not-building] and two of the four mothers we met there had missed a check because no bus could bring them home.[^F:no-bus-back] The outreach offer is for them.

Everybody has to register a birth. At Aberwennol a registrar sits beside the scales on Fridays; of the last 60 families to register there, 34 joined a group before they left.[^F:registrar-on-fridays] This rests on one place. The write-round should test it.

### The first weeks

Among parents who wanted help with feeding in the first fortnight, 57 in every 100 wanted it at a weekend or on a bank holiday and could not find it.[^F:weekend-feeding] Parents differ about the telephone: 68 in every 100 would rather be seen at home,[^F:seen-at-home] while all four mothers in Upper Tarndale, where the nearest feeding group is 31 miles away,[^F:thirty-one-miles] would rather have a call on the right day.[^F:call-on-the-right-day] The recommendation allows both.

In Brackenlaw each family keeps one health visitor, paired with a second whom it has met, and 91 of 100 families could name theirs.[^F:one-named-visitor] In a trial with 1,204 families, those who kept one visitor made 31 emergency department visits for every 100 children in the first year, against 42;[^F:fewer-emergency-visits] children’s language at 24 months was no different.[^F:no-gain-in-language] We claim only the first.

The promise has a price. Brackenlaw keeps it by capping case loads, and 37 families were waiting on the day we came.[^F:thirty-seven-waiting] Practitioners in three areas report that between one in six and one in four posts are empty.[^F:empty-posts] The Department of Care will publish how many are waiting.

### Telling it once

One mother in Harrowmouth had told her history to eleven people in ten weeks, and had stopped mentioning her depression.[^F:told-eleven-times] Midwives and health visitors there share a corridor and cannot see each other’s records.[^F:four-metres-apart] In Carrickmoyle four services read and write one short record, and the parent can see who has opened it.[^F:one-core-record]

Two cautions. Four of nine practitioners think that joint guidance would do more than a new duty.[^F:guidance-before-law] And refuge managers know of three women whose new address was found through a former partner’s access to a child’s record.[^F:address-found] The Minister for Safety at Home is not content until an address can be hidden in one step. The group asks the Committee to settle this.

### Both parents

Neither partner at our roundtable had ever been asked how he was,[^F:partners-never-asked] and a child’s record has no place for a second adult’s answers.[^F:letters-to-one-parent] Nor are long waits bound to happen: with one form and one list, the team in Carrickmoyle saw half of its families within 19 days and all of them within 33.[^F:nineteen-days]

Five of eight fathers in Pellbridge used annual leave to go to a scan, and two said that they were ill.[^F:annual-leave-for-scans] A foundry there gives paid time, and no shift has run short because of it.[^F:no-shift-ran-short] A nine-person bakery could not unless repaid on the day.[^F:a-quarter-of-the-bread]

### A safe and settled home

Where every woman is seen alone at booking, 7 in every 100 say that they are not safe at home, against 2 before.[^F:asked-alone] Councils report 6,140 families with a child under two in shared temporary accommodation, 1,870 of them for longer than six weeks.[^F:six-weeks-in-one-room] Those returns are unaudited and our only source: hence further work, and not yet a duty.

### What we leave out

The group did not take forward a national app: the academics’ panel found no good study in which an app alone changed what parents do.[^F:no-study-of-apps]

### The Exchequer’s position

The Exchequer is content for bids to be made on family hubs, with a smaller option, and on mental health, in stages. It is not content with payment in advance to small employers, which has not been costed. It has yet to take a view on feeding, records and housing.

### Extent and next steps

The recommendations apply to England. We went to Scotland, Wales and Northern Ireland to learn, and recommend nothing for them. Members of the group will then write to their own Secretaries of State, and the write-round will open.
`
				},
				{
					heading: 'Annex A: an order of size (published 2021, for illustration)',
					annex: true,
					body: `The bid has not been costed. So that colleagues can judge its likely size, this annex sets out figures published in 2021 for a programme of the same kind. They are not estimates for the recommendations in this paper.

| Line, as published in 2021 | £ million |
| --- | ---: |
| Family hubs in 75 councils | 82 |
| Perinatal mental health and parent-infant relationships | 100 |
| Infant feeding | 50 |
| Parenting | 50 |
| Information and local offers | 10 |
| Supporting Families | 200 |
| Sum of the lines | 492 |

The package was announced as £500 million, which is £8 million more than its lines. One reading is that £10 million for workforce pilots was left out of the lines and that the hubs were rounded up from £81.75 million. That gives £501.75 million, announced as £500 million. It is an inference, and somebody should confirm it before the figures are used.

Without Supporting Families the programme came to £301.75 million over the three years from 2022-23 to 2024-25.
`
				},
				{
					heading: 'Annex B: what the group heard, and where',
					annex: true,
					body: `This annex shows how much the group heard and of what kind, and sets out all the evidence on the recommendation about which departments differ most, the evidence against it included.

::chart evidence by kind

::chart evidence for recommendations

::evidence R:same-health-visitor
`
				}
			],
			snapshot: true,
			checks: [
				{
					check: 'equality',
					outcome: 'cleared',
					said: 'Young mothers and families who move often gain most; nobody loses what they have now.',
					clearedBy: 'Rowan Ellery',
					clearedPost: 'Head of equality analysis, Department for Families'
				},
				{
					check: 'family_test',
					outcome: 'cleared',
					said: 'The proposals help families at the time when they change most.',
					answers: [
						'Support begins before birth, when many families form.',
						'Becoming a parent is the change that the proposals are about.',
						'Fathers and partners are met and asked, not only mothers.',
						'Separated parents are both offered what is offered.',
						'Families under most strain are visited first.'
					],
					clearedBy: 'Rowan Ellery',
					clearedPost: 'Head of equality analysis, Department for Families'
				},
				{
					check: 'regulatory',
					outcome: 'not_applicable',
					said: 'Nothing here asks anything of business.',
					clearedBy: 'Imre Castle',
					clearedPost: 'Deputy director, better regulation'
				},
				{
					check: 'new_burdens',
					outcome: 'changes_needed',
					said: 'The cost to councils of longer opening is missing.',
					clearedBy: 'Nia Porter',
					clearedPost: 'Local government finance'
				}
			],
			remarks: {
				asks: 'Please say where the words do not match what your department has agreed, and which figures you cannot stand behind.',
				openFor: 4,
				suggestions: [
					{
						by: 'fictional-livelihoods-official',
						section: 'Consideration',
						replace: [
							'A foundry there gives paid time, and no shift has run short because of it.',
							'A foundry there gives paid time, and its managers told us that no shift has run short because of it.'
						],
						because: 'It is what the employer said; nobody has counted.'
					},
					{
						by: 'fictional-families-official',
						section: 'Consideration',
						replace: [
							'This rests on one place. The write-round should test it.',
							'This rests on one place, so we propose a trial in four areas before any change of the law.'
						]
					},
					{
						by: 'fictional-families-adviser',
						section: 'Summary',
						replace: ['None of this can be put right by one department.', 'No one department can put this right.']
					}
				],
				comments: [
					{
						by: 'fictional-exchequer-team',
						section: 'Summary',
						about: 'Three need money and will go to the spending review as one bid.',
						body: 'As one bid, or as bids that are submitted together? The guidance asks for one accounting officer a bid.'
					},
					{
						by: 'fictional-livelihoods-official',
						section: 'Consideration',
						about:
							'Five of eight fathers in Pellbridge used annual leave to go to a scan, and two said that they were ill.',
						body: 'Eight people. Should the paper say so more plainly?',
						reply: {
							by: 'fictional-secretariat',
							body: 'It says five of eight. We could add that they came to us through the employer.'
						}
					},
					{
						by: 'fictional-families-official',
						section: 'Summary',
						body: 'Could the summary say which recommendations would change the law? Readers will stop here.'
					}
				]
			}
		},
		{
			key: 'interim-update',
			profile: 'interim_update',
			title: 'Start in life: what we have heard so far',
			sponsor: 'chair',
			sections: [
				{
					heading: 'What we were asked',
					body: `To look at how families are helped from the start of a pregnancy to a child’s second birthday, and to say what departments should do about it together. This is an account of what we have heard, for those who told us. It is not yet what we recommend.
`
				},
				{
					heading: 'Where we have been',
					body: `We have made five visits, from a family hub by a harbour to a village hall at the end of nine slow miles. We have sat with mothers, partners, fathers and employers, put our early ideas to two panels, and read what 2,316 parents chose to tell a survey. A visit to an island is still to come. One visit was lost to a flood.
`
				},
				{
					heading: 'What we have heard',
					body: `- **Parents do not know what there is.** Of those who answered the survey, 41 in every 100 did not know before the birth what help was offered where they live.[^F:did-not-know]
- **Feeding does not wait for Monday.** Of those who wanted help with feeding in the first fortnight, 57 in every 100 wanted it at a weekend or on a bank holiday and could not find it.[^F:weekend-feeding]
- **Distance decides.** Two of the four mothers we met in Upper Tarndale had missed a check because no bus could bring them home the same day.[^F:no-bus-back]
- **One person, kept.** In Brackenlaw 91 of 100 families could name their health visitor.[^F:one-named-visitor] Others were waiting for theirs.[^F:thirty-seven-waiting]
- **One appointment that nobody misses.** Of the last 60 families who registered a birth at Aberwennol Family Centre, 34 joined a group before they left.[^F:registrar-on-fridays]
- **Both parents.** Five of the eight fathers we met in Pellbridge used annual leave to go to a scan.[^F:annual-leave-for-scans]
`
				},
				{
					heading: 'What we do not know',
					body: `Those who answered the survey chose to answer it. We have heard too little from parents under twenty, from fathers and from families who do not read English easily. Parents differ over whether a telephone call can stand in for a visit: most of those surveyed would rather be seen at home,[^F:seen-at-home] and all of the mothers we met in Upper Tarndale would rather have the call, if it came on the right day.[^F:call-on-the-right-day]
`
				},
				{
					heading: 'What happens next',
					body: `Evidence gathering ends in a few weeks. The group will then say what it recommends; ministers, and where needed the Cabinet, will decide. We have promised to show those we visited what we say about them before we publish it.
`
				}
			]
		},
		{
			key: 'letter-to-families',
			profile: 'departmental_letter',
			title: 'Start in life: what I ask of your department',
			sponsor: 'chair',
			sections: [
				{
					heading: 'What I ask',
					body: `The group has heard, from five visits and a survey, that families meet too many people and hear too late what there is. I ask you to agree the changes that your department leads.

::recommendation R:family-hubs
`
				},
				{
					heading: 'Why',
					body: `Of those who answered the survey, 41 in every 100 did not know before the birth what help was offered where they live.[^F:did-not-know] A building does not answer for every place,[^F:van-not-building] nor does a new name over an old door:[^F:sign-on-the-door] hence the shared reception and the offer of outreach.
`
				},
				{
					heading: 'What a colleague asks',
					body: `::disagreement R:family-hubs
`
				}
			],
			declined: [
				{
					finding: 'found-by-a-friend',
					recommendation: 'family-hubs',
					because: 'The measure now asks whether expectant parents can name their hub, so this has been answered.'
				}
			]
		},
		{
			key: 'update-for-everybody',
			profile: 'interim_update',
			title: 'Start in life: an update for those who told us',
			sponsor: 'chair',
			sections: [
				{
					heading: 'What we were asked',
					body: `To look at how families are helped from the start of a pregnancy to a child’s second birthday. This short update is for the families, staff and employers who gave us their time.
`
				},
				{
					heading: 'Where we have been',
					body: `We have made five visits, held roundtables with mothers, partners, fathers and employers, and read what 2,316 parents chose to tell a survey.
`
				},
				{
					heading: 'What we have heard',
					body: `Most of what went wrong for parents lay between services and not within one. Two things came up almost everywhere.
`
				},
				{
					heading: 'Finding what there is',
					level: 2,
					body: `Of those who answered the survey, 41 in every 100 did not know before the birth what help was offered where they live.[^F:did-not-know] One appointment is missed by nobody: of the last 60 families who registered a birth at Aberwennol Family Centre, 34 joined a group before they left.[^F:registrar-on-fridays]
`
				},
				{
					heading: 'The first weeks',
					level: 2,
					body: `Of those who wanted help with feeding in the first fortnight, 57 in every 100 wanted it at a weekend or on a bank holiday and could not find it.[^F:weekend-feeding] In Brackenlaw 91 of 100 families could name their health visitor.[^F:one-named-visitor]
`
				},
				{
					heading: 'What we do not know',
					body: `Those who answered the survey chose to answer it. We have heard too little from parents under twenty, from fathers and from families who do not read English easily.
`
				},
				{
					heading: 'What happens next',
					body: `The group will now settle what it recommends.

The Families and Communities Committee will then consider it.

Whoever wants to put something right that we say of them may write to visits@council-office.example.
`
				}
			],
			publishedAs: 'Start in life: what families have told us so far'
		},
		...roundPapers,
		paperOnTheBid
	]
};
