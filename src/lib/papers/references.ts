import {
	citedReferences,
	inlineText,
	parseMarkdown,
	slotsIn,
	walkInlines,
	walkNodes
} from '#lib/documents/markdown.ts';
import { parseReference } from '#lib/reviews/reference.ts';

export type References = {
	/** The findings cited, as F104, each once. */
	findings: string[];
	/** The live slots in order, those placed twice too. Whether their kinds are known is for the registry to say. */
	slots: { kind: string; argument: string }[];
	/** References that would be printed as words, such as a bare F104. */
	printed: string[];
	/** What can never be right, each as a sentence for the author. */
	mistakes: string[];
};

/** What a section's Markdown cites and places. Pure: whether the records are there is for the database to say. */
export function referencesIn(body: string): References {
	const cited = citedReferences(body);
	const slots = slotsIn(body).map(({ name, argument }) => ({ kind: name, argument }));
	const mistakes: string[] = [];

	const findings = cited.filter((reference) => parseReference(reference)?.kind === 'F');
	for (const reference of cited.filter((each) => !findings.includes(each))) {
		mistakes.push(`[^${reference}] does not cite a finding. Cite one like this: [^F104].`);
	}
	mistakes.push(...nearMisses(body));
	const printed = bareReferences(body);
	if (printed.length + cited.length + slots.length > mostReferences) {
		mistakes.push(`This section names more than ${mostReferences} records. Split it in two.`);
	}
	return { findings, slots, printed: printed.slice(0, mostReferences), mistakes: [...new Set(mistakes)] };
}

/** Each is looked up, so their number is bounded as the text is. */
const mostReferences = 500;

const howToPlace = 'Place a recommendation on a line of its own, like this: ::recommendation R7.';

function bareReferences(body: string): string[] {
	const found = new Set<string>();
	walkInlines(parseMarkdown(body), (inline) => {
		if (inline.type === 'reference') found.add(inline.reference);
	});
	return [...found];
}

/** What was meant as a citation or a slot and would be printed as it stands. */
function nearMisses(body: string): string[] {
	const found: string[] = [];
	walkNodes(parseMarkdown(body), (node) => {
		const texts =
			node.type === 'paragraph' || node.type === 'heading'
				? [inlineText(node.children)]
				: node.type === 'table'
					? [node.header, ...node.rows].flat().map(inlineText)
					: [];
		for (const text of texts) {
			for (const [mark] of text.matchAll(/\[\^[^\]\n]{0,40}\]/g)) {
				found.push(`“${mark}” is not a citation. Cite a finding like this: [^F104].`);
			}
			for (const line of text.split('\n').filter((each) => each.trimStart().startsWith('::'))) {
				found.push(`“${line.trim().slice(0, 60)}” places nothing. ${howToPlace}`);
			}
		}
	});
	return found;
}
