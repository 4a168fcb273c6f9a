import {
	autocompletion,
	type Completion,
	type CompletionContext,
	completionKeymap,
	type CompletionResult
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyField, historyKeymap, isolateHistory, redo, undo } from '@codemirror/commands';
import { deleteMarkupBackward, insertNewlineContinueMarkup, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { type ChangeSpec, EditorSelection, EditorState, type Extension } from '@codemirror/state';
import {
	Decoration,
	type DecorationSet,
	drawSelection,
	EditorView,
	keymap,
	MatchDecorator,
	ViewPlugin,
	type ViewUpdate
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { marked, type Mark, prefixed } from './formatting.ts';

/** Something to put into the text while typing. */
export type Offer = {
	/** What is written: `[^F104]`. */
	text: string;
	/** What it is called in the list. */
	label: string;
	detail: string;
};

export type EditorOptions = {
	/** Where the editor goes. It brings its own styles into a root of its own, which no policy on styles forbids. */
	host: HTMLElement;
	text: string;
	/** Its name for those who do not see it, the field's hint and error, and whether it has one. */
	label: string;
	description: string;
	invalid: boolean;
	rows: number;
	changed: (text: string) => void;
	/** Ctrl+S. */
	save: () => void;
	/** What `[^` and `::` offer for the words typed after them. */
	offers: ((kind: 'citation' | 'slot', words: string) => Promise<Offer[]>) | null;
	/** What was pasted as HTML, as Markdown; null leaves it to the plain text. */
	convert: (html: string, plain: string) => Promise<string | null>;
	/** What `leave` handed out, to go on from where the text is the same. */
	left: Left | null;
};

/** Where somebody was in a text: what can be undone, the cursor, and whether they were writing. */
export type Left = { text: string; state: unknown; head: number; writing: boolean };

export type Act = Mark | 'undo' | 'redo';

export type Editor = {
	act(act: Act): void;
	/** Puts text where the cursor stands, or on lines of its own there. */
	insert(text: string, own: 'word' | 'line'): void;
	focus(): void;
	/** Closes the editor, and hands out where the person was. */
	leave(): Left;
};

export function openEditor(options: EditorOptions): Editor {
	const root = options.host.shadowRoot ?? options.host.attachShadow({ mode: 'open' });
	root.replaceChildren();
	const description = document.createElement('div');
	description.id = 'description';
	description.hidden = true;
	description.textContent = options.description;
	root.append(description);
	const view = new EditorView({ root, parent: root, state: stateFor(options) });
	// The page may take the editor away before it asks: what loses its place loses its focus too.
	let leftAt = -Infinity;
	view.contentDOM.addEventListener('blur', () => {
		leftAt = performance.now();
	});
	return {
		act(act) {
			run(view, act);
			view.focus();
		},
		insert: (text, own) => insert(view, text, own),
		focus: () => view.focus(),
		leave() {
			const { state } = view;
			const writing = view.hasFocus || performance.now() - leftAt < justNow;
			view.destroy();
			const { head } = state.selection.main;
			return { text: state.doc.toString(), state: state.toJSON(fieldsKept), head, writing };
		}
	};
}

const fieldsKept = { history: historyField };
/** In milliseconds. */
const justNow = 200;

function stateFor(options: EditorOptions): EditorState {
	const { text, left } = options;
	const extensions = extensionsFor(options);
	if (left?.text === text) return EditorState.fromJSON(left.state, { extensions }, fieldsKept);
	const selection = EditorSelection.cursor(Math.min(left?.head ?? 0, text.length));
	return EditorState.create({ doc: text, extensions, selection });
}

function extensionsFor(options: EditorOptions): Extension[] {
	const acts: [string, Act][] = [
		['Mod-b', 'bold'],
		['Mod-i', 'italic'],
		['Mod-k', 'link'],
		['Mod-Alt-h', 'heading'],
		['Mod-Shift-8', 'list'],
		['Mod-Shift-7', 'numbers']
	];
	return [
		keymap.of([
			{
				key: 'Mod-s',
				preventDefault: true,
				run: () => {
					options.save();
					return true;
				}
			},
			...acts.map(([key, act]) => ({ key, preventDefault: true, run: (view: EditorView) => run(view, act) })),
			...completionKeymap,
			{ key: 'Enter', run: insertNewlineContinueMarkup },
			{ key: 'Backspace', run: deleteMarkupBackward },
			...searchKeymap,
			...historyKeymap,
			// Without a binding for Tab: it moves on to the next field, as everywhere.
			...defaultKeymap
		]),
		history(),
		drawSelection(),
		search({ top: true }),
		EditorView.lineWrapping,
		EditorState.allowMultipleSelections.of(true),
		markdownLanguage.extension,
		syntaxHighlighting(highlighting),
		references,
		theme(options.rows),
		...(options.offers ? [completing(options.offers)] : []),
		pasting(options.convert),
		EditorView.contentAttributes.of({
			'aria-label': options.label,
			...(options.description === '' ? {} : { 'aria-describedby': 'description' }),
			...(options.invalid ? { 'aria-invalid': 'true' } : {}),
			// Said outright, so that assistive technology knows that the box which scrolls is reached by keyboard.
			tabindex: '0',
			spellcheck: 'true',
			autocorrect: 'on',
			autocapitalize: 'sentences',
			lang: 'en-GB'
		}),
		EditorView.updateListener.of((update) => {
			if (update.docChanged) options.changed(update.state.doc.toString());
		})
	];
}

function run(view: EditorView, act: Act): boolean {
	if (act === 'undo') return undo(view);
	if (act === 'redo') return redo(view);
	const { state } = view;
	const line = act === 'heading' || act === 'list' || act === 'numbers' || act === 'quote';
	view.dispatch(
		state.update(
			state.changeByRange((range) => {
				if (!line) {
					const { insert: text, from, to } = marked(act, state.sliceDoc(range.from, range.to));
					const start = range.from;
					return {
						changes: { from: range.from, to: range.to, insert: text },
						range: EditorSelection.range(start + from, start + to)
					};
				}
				const first = state.doc.lineAt(range.from);
				const last = state.doc.lineAt(range.to);
				const text = prefixed(act, state.sliceDoc(first.from, last.to));
				return {
					changes: { from: first.from, to: last.to, insert: text },
					range: EditorSelection.cursor(first.from + text.length)
				};
			}),
			{ userEvent: 'input', scrollIntoView: true, annotations: isolateHistory.of('full') }
		)
	);
	return true;
}

function insert(view: EditorView, text: string, own: 'word' | 'line'): void {
	const { doc, selection } = view.state;
	let at = selection.main.to;
	// A mark belongs to the word before it, not to the space after that.
	if (own === 'word') while (at > 0 && doc.sliceString(at - 1, at) === ' ') at -= 1;
	const before = doc.sliceString(Math.max(0, at - 2), at);
	const after = doc.sliceString(at, at + 1);
	const lead = own === 'word' || before === '' || before === '\n\n' ? '' : before.endsWith('\n') ? '\n' : '\n\n';
	const tail = own === 'word' || after === '\n' ? '' : '\n';
	const changes: ChangeSpec = { from: at, insert: lead + text + tail };
	view.dispatch({
		changes,
		selection: EditorSelection.cursor(at + lead.length + text.length + tail.length),
		userEvent: 'input.complete',
		annotations: isolateHistory.of('full'),
		scrollIntoView: true
	});
	view.focus();
}

function completing(offers: NonNullable<EditorOptions['offers']>): Extension {
	return autocompletion({
		icons: false,
		activateOnTyping: true,
		override: [
			async (context: CompletionContext): Promise<CompletionResult | null> => {
				const citation = context.matchBefore(/\[\^[^\]\n]{0,60}$/);
				const slot = citation ? null : context.matchBefore(/^::[^\n]{0,60}$/);
				const found = citation ?? slot;
				if (!found) return null;
				const kind = citation ? 'citation' : 'slot';
				// Typing goes on while the answer is on its way: what comes too late is not shown.
				await new Promise((resolve) => setTimeout(resolve, 150));
				if (context.aborted) return null;
				const listed = await offers(kind, found.text.slice(2).trim());
				if (context.aborted) return null;
				return { from: found.from, filter: false, options: listed.map(optionFor) };
			}
		]
	});
}

function optionFor({ text, label, detail }: Offer): Completion {
	return {
		label,
		detail,
		apply(view, _, from, to) {
			const close = view.state.sliceDoc(to, to + 1) === ']' && text.endsWith(']') ? to + 1 : to;
			view.dispatch({
				changes: { from, to: close, insert: text },
				selection: EditorSelection.cursor(from + text.length),
				userEvent: 'input.complete'
			});
		}
	};
}

function pasting(convert: EditorOptions['convert']): Extension {
	return EditorView.domEventHandlers({
		paste(event, view) {
			const html = event.clipboardData?.getData('text/html') ?? '';
			const plain = event.clipboardData?.getData('text/plain') ?? '';
			if (html === '') return false;
			event.preventDefault();
			void convert(html, plain).then((text) => {
				const put = text ?? plain.replace(/\r\n?/g, '\n');
				view.dispatch(view.state.replaceSelection(put), {
					userEvent: 'input.paste',
					scrollIntoView: true,
					annotations: isolateHistory.of('full')
				});
			});
			return true;
		}
	});
}

const highlighting = HighlightStyle.define([
	{ tag: tags.heading, fontWeight: '700', color: '#0b1f33' },
	{ tag: tags.strong, fontWeight: '700' },
	{ tag: tags.emphasis, fontStyle: 'italic' },
	{ tag: [tags.link, tags.url], color: '#0b5d73' },
	{ tag: tags.monospace, fontFamily: 'ui-monospace, monospace' },
	{ tag: [tags.processingInstruction, tags.contentSeparator], color: '#5b6168' },
	{ tag: tags.quote, color: '#4a4f55' }
]);

const reference = Decoration.mark({ class: 'cm-reference' });
const placed = Decoration.mark({ class: 'cm-placed' });
const matcher = new MatchDecorator({
	regexp: /\[\^[EFRPBLC][1-9]\d{0,6}\]|^::[a-z][a-z-]*[ \t]+\S.*$/gi,
	decoration: (match) => (match[0].startsWith('::') ? placed : reference)
});

/** Citations and slots stand out from the words. */
const references = ViewPlugin.fromClass(
	class {
		decorations: DecorationSet;
		constructor(view: EditorView) {
			this.decorations = matcher.createDeco(view);
		}
		update(update: ViewUpdate) {
			this.decorations = matcher.updateDeco(update, this.decorations);
		}
	},
	{ decorations: (plugin) => plugin.decorations }
);

function theme(rows: number): Extension {
	return EditorView.theme({
		'&': { color: '#0b0c0c', backgroundColor: '#fff', border: '2px solid #0b0c0c', fontSize: 'inherit' },
		'&.cm-focused': { outline: '3px solid #fd0', outlineOffset: '0', boxShadow: 'inset 0 0 0 2px #0b0c0c' },
		'.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.5', maxHeight: '70vh', overflow: 'auto' },
		'.cm-content': { padding: '8px 2px', minHeight: `${rows * 1.5}em`, caretColor: '#0b0c0c' },
		'.cm-line': { padding: '0 8px' },
		'.cm-reference': { color: '#0b5d73', backgroundColor: '#e4f0f3', borderRadius: '2px' },
		'.cm-placed': { color: '#0b1f33', backgroundColor: '#f3ead9', fontWeight: '600' },
		'.cm-panels': { backgroundColor: '#f4f1ea', color: '#0b0c0c', fontFamily: 'inherit' },
		'.cm-panel.cm-search': { fontSize: '0.9375rem' },
		'.cm-tooltip': { border: '1px solid #0b1f33', backgroundColor: '#fff', maxWidth: 'min(36rem, 92vw)' },
		'.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '18rem', maxWidth: 'none' },
		'.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '6px 10px', whiteSpace: 'normal', lineHeight: '1.35' },
		'.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: '#0b5d73', color: '#fff' },
		'.cm-completionLabel': { fontWeight: '600' },
		'.cm-completionDetail': { fontStyle: 'normal', marginLeft: '0.6em' }
	});
}
