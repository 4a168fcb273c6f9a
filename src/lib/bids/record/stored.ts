import { fullMoney } from '#lib/ui/money.ts';
import type { Bid } from '../queries.server.ts';
import { textFieldNames, textFields } from '../record.ts';

/** What the form of the record holds at first, and what is saved now when somebody came between. */
export function storedFields(bid: Bid): Record<string, string | string[] | boolean> {
	return {
		title: bid.title,
		headlinePence: bid.headlinePence === null ? '' : fullMoney(bid.headlinePence).slice(1),
		sensitive: bid.sensitive,
		handling: bid.handling ?? '',
		...Object.fromEntries(textFieldNames.map((name) => [name, bid.record[name] ?? ''])),
		extent: bid.record.extent ?? [],
		scalability: bid.record.scalability ?? '',
		newBurdens: bid.record.newBurdens ?? '',
		deliverabilityRating: bid.record.deliverabilityRating ?? ''
	};
}

/** The labels under which two people's texts are shown beside each other. */
export const fieldLabels: Record<string, string> = {
	title: 'Title',
	headlinePence: 'Headline',
	sensitive: 'Sensitive',
	handling: 'Handling instruction',
	...Object.fromEntries(textFieldNames.map((name) => [name, textFields[name].label])),
	extent: 'Territorial extent',
	scalability: 'Can it be made smaller?',
	newBurdens: 'New burdens on councils (choice)',
	deliverabilityRating: 'Delivery confidence'
};
