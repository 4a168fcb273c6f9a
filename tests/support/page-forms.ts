/** One form as the page holds it: what a browser would send if its button were pressed at once. */
export type PageForm = {
	id: string | null;
	method: string;
	/** As written; '' posts to the page's own address. */
	action: string;
	fields: Field[];
	/** Where its buttons post to instead. */
	buttonActions: string[];
	/** Every control that a person sees; `typed` takes words, the others offer choices. */
	controls: { name: string; id: string | null; typed: boolean }[];
};

export type Field = [name: string, value: string];

export type ReadPage = {
	title: string;
	forms: PageForm[];
	/** What the error summary lists, with the id that each line links to. */
	problems: { text: string; target: string | null }[];
	ids: Set<string>;
	/** Everything that a person can read, typed text in its controls included. */
	text: string;
};

/** Reads a page of our own making, whose tags are closed and whose attributes are quoted. */
export function readPage(html: string): ReadPage {
	const read: ReadPage = { title: '', forms: [], problems: [], ids: new Set(), text: '' };
	const byId = new Map<string, PageForm>();
	const elsewhere: { form: string; field?: Field; buttonAction?: string }[] = [];
	let form: PageForm | null = null;
	let select: { name: string; chosen: string[]; first: string | null; several: boolean } | null = null;
	let problem: { text: string; target: string | null } | null = null;
	let summary = false;

	for (const { name: tag, closing, attributes, after } of tagsOf(html)) {
		const of = (name: string) => attributes.get(name) ?? null;
		const value = of('value') ?? '';
		if (tag !== 'script' && tag !== 'style' && tag !== 'title') read.text += ` ${after}`;
		if (closing) {
			if (tag === 'form') form = null;
			if (tag === 'ul') summary = false;
			if (tag === 'select' && select && form) {
				const chosen = select.chosen.length > 0 || select.several ? select.chosen : [select.first ?? ''];
				if (select.name) form.fields.push(...chosen.map((one): Field => [select?.name ?? '', one]));
				select = null;
			}
			if (problem && tag !== 'li') problem.text = `${problem.text}${after}`.trim();
			if (tag === 'li') problem = null;
			continue;
		}

		const id = of('id');
		if (id !== null) read.ids.add(id);
		if (tag === 'title') read.title = after.trim();
		if (of('class')?.includes('govuk-error-summary__list')) summary = true;
		else if (summary && tag === 'li') read.problems.push((problem = { text: after.trim(), target: null }));
		else if (problem) {
			problem.text = `${problem.text}${after}`.trim();
			if (tag === 'a' && of('href')?.startsWith('#')) problem.target = of('href')?.slice(1) ?? null;
		}

		if (tag === 'form') {
			form = {
				id,
				method: (of('method') ?? 'get').toLowerCase(),
				action: of('action') ?? '',
				fields: [],
				buttonActions: [],
				controls: []
			};
			read.forms.push(form);
			if (id !== null) byId.set(id, form);
			continue;
		}

		const name = of('name');
		const add = (text: string) => {
			if (name === null || attributes.has('disabled')) return;
			const owner = of('form');
			if (owner !== null) elsewhere.push({ form: owner, field: [name, text] });
			else form?.fields.push([name, text]);
		};
		if (form && name !== null && of('type') !== 'hidden' && tag !== 'option') {
			const typed = tag === 'textarea' || (tag === 'input' && !['checkbox', 'radio'].includes(of('type') ?? ''));
			form.controls.push({ name, id, typed });
		}
		switch (tag) {
			case 'button':
				if (!of('formaction')) break;
				if (of('form')) elsewhere.push({ form: of('form') ?? '', buttonAction: of('formaction') ?? '' });
				else form?.buttonActions.push(of('formaction') ?? '');
				break;
			case 'textarea':
				read.text += ` ${after}`;
				add(after.replace(/^\n/, ''));
				break;
			case 'select':
				select = { name: name ?? '', chosen: [], first: null, several: attributes.has('multiple') };
				break;
			case 'option':
				if (!select) break;
				select.first ??= value;
				if (attributes.has('selected')) select.chosen.push(value);
				break;
			case 'input': {
				const type = of('type') ?? 'text';
				read.text += ` ${value}`;
				if (type === 'submit' || type === 'button' || type === 'image') break;
				if ((type === 'checkbox' || type === 'radio') && !attributes.has('checked')) break;
				add(of('value') ?? (type === 'checkbox' ? 'on' : ''));
			}
		}
	}
	for (const { form: owner, field, buttonAction } of elsewhere) {
		if (field) byId.get(owner)?.fields.push(field);
		if (buttonAction) byId.get(owner)?.buttonActions.push(buttonAction);
	}
	return read;
}

type Tag = { name: string; closing: boolean; attributes: Map<string, string>; after: string };

const tagPattern = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s=>/"]+(?:="[^"]*")?)*)\s*\/?>/gi;
const attributePattern = /([^\s=>/"]+)(?:="([^"]*)")?/g;

/** Every tag of a page, with the text that follows it. What stands in scripts and styles is left out. */
export function* tagsOf(html: string): Generator<Tag> {
	const body = html.replace(/<!--[\s\S]*?-->/g, '').replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/gi, '$1');
	const found = [...body.matchAll(tagPattern)];
	for (const [index, match] of found.entries()) {
		const [whole, slash, name = '', attributes = ''] = match;
		const end = match.index + whole.length;
		yield {
			name: name.toLowerCase(),
			closing: slash === '/',
			attributes: new Map(
				[...attributes.matchAll(attributePattern)].map(([, key = '', text = '']) => [
					key.toLowerCase(),
					unescaped(text)
				])
			),
			after: unescaped(body.slice(end, found[index + 1]?.index ?? body.length))
		};
	}
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function unescaped(text: string): string {
	return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, word) => {
		if (decimal) return String.fromCodePoint(Number(decimal));
		if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
		return entities[String(word)] ?? whole;
	});
}
