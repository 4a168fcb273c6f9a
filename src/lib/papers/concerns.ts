/** What is wrong with something a paper rests on; `blocks` names what stops the lodging. */
export const concerns = {
	withdrawn: { label: 'Withdrawn', colour: 'red', blocks: true },
	unshared: { label: 'Not shared', colour: 'red', blocks: true },
	not_taken_forward: { label: 'Not taken forward', colour: 'red', blocks: true },
	unresolved: { label: 'Not found', colour: 'red', blocks: true },
	leads_nowhere: { label: 'Leads nowhere', colour: 'red', blocks: true },
	empty_slot: { label: 'Prints nothing', colour: 'red', blocks: true },
	printed: { label: 'Working reference in the words', colour: 'red', blocks: true },
	changed: { label: 'Reworded since', colour: 'yellow', blocks: false },
	disputed: { label: 'Disputed', colour: 'orange', blocks: false },
	rests_on_withdrawn: { label: 'Rests on withdrawn evidence', colour: 'orange', blocks: false },
	not_proposed: { label: 'Not yet with the group', colour: 'grey', blocks: false }
} as const;

export type Concern = keyof typeof concerns;
