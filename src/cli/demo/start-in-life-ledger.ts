import type { DemoSettlement } from './shape.ts';

/** What became of what departments asked for: one condition in each state that the ledger knows. Fictional. */
export const settlements: readonly DemoSettlement[] = [
	{ condition: 'The cost to councils is met in full as a new burden.', owner: 'families-official' },
	{
		condition: 'The four weeks begin in an area only once its team has its full number of staff.',
		owner: 'families-official',
		neededIn: 4
	},
	{
		condition: 'At least three of the eleven existing grants are folded in.',
		handled:
			'The paper names four grants that would be folded in, and asks the Department for Local Places to check them.'
	},
	{
		condition: 'The bid shows a smaller option that starts with half of the councils.',
		met: true,
		handled: 'The bid has such an option, with its own costs and benefits.'
	},
	{
		condition: 'The bid reaches four weeks in stages, with a figure for each year.',
		met: true,
		handled: 'The outcomes of the bid have a figure for each year.',
		tickedBy: 'exchequer-office'
	},
	{
		condition: 'The duty starts only where the council has been given the homes or the money for them.',
		words:
			'Where a council has been given the homes, or the money for them, it should have a duty to move any family with a child under two out of shared temporary accommodation within six weeks, and to tell the family’s health visitor of every move within two working days.'
	}
];
