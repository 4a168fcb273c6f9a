import type { DemoPaper } from './shape.ts';

/**
 * A working draft for those who see what was submitted: its sentences cite the findings, and its figures are slots of the
 * bid that pays for the recommendation. Every figure is invented and illustrative.
 */
export const paperOnTheBid: DemoPaper = {
	key: 'paper-on-the-bid',
	profile: 'uk_cabinet_committee',
	title: 'Start in life: what the same health visitor would cost',
	sponsor: 'chair',
	committee: 'Families and Communities Committee',
	sensitive: true,
	sections: [
		{
			heading: 'Summary',
			body: `Families who keep one health visitor tell their story once, and one trial found that they go to the emergency department less.[^F:fewer-emergency-visits] The Department of Care and the Department for Families have put a joint bid to the Exchequer to make that possible. This paper sets what was heard beside what is asked for. All figures are invented and illustrative.
`
		},
		{
			heading: 'Recommendation',
			body: `::recommendation R:same-health-visitor
`
		},
		{
			heading: 'Consideration',
			body: `### What was heard

In Brackenlaw 91 of 100 families could name their health visitor.[^F:one-named-visitor] It caps case loads to keep that promise, and 37 families were waiting.[^F:thirty-seven-waiting] Elsewhere between one in six and one in four posts are empty, so that the promise would be broken at once;[^F:empty-posts] travelling time is not counted when case loads are set.[^F:travel-not-counted] Parents would rather be seen at home.[^F:seen-at-home] The same trial found no difference in children’s language.[^F:no-gain-in-language]

### What it costs

Posts for good are what the bid pays for: £48.5 million over three years, of which £6.5 million comes back from one-year contracts that end. Training for those who lead the teams costs £6.6 million.

::bid-costs B:same-health-visitor

::bid-chart B:same-health-visitor

### Where the Exchequer stands

::bid-position B:same-health-visitor
`
		},
		{
			heading: 'Annex A: from what is spent today to what is asked for',
			annex: true,
			body: `One-year contracts that end are taken off what the new posts cost.

::bid-chart B:same-health-visitor waterfall
`
		}
	],
	afterSubmissions: true
};
