import { largestReplyFile, tooLarge } from './file-kind.ts';

type Dropping = {
	/** The form that takes the file, with a select `addresseeId` and a file input. */
	form: string;
	/** What is wrong with the file, or '' when it goes. */
	said: (problem: string) => void;
};

/**
 * Lets a file be dropped on any cell that names its department (`data-addressee`): it goes through the form's own inputs, so
 * that dropping does nothing that choosing does not.
 */
export function dropping({ form, said }: Dropping) {
	return (node: HTMLElement) => {
		let over: HTMLElement | null = null;
		const mark = (cell: HTMLElement | null) => {
			if (cell === over) return;
			over?.removeAttribute('data-over');
			cell?.setAttribute('data-over', '');
			over = cell;
		};
		const drag = (event: DragEvent) => {
			const cell = cellAt(event);
			mark(cell);
			if (cell) event.preventDefault();
		};
		const leave = (event: DragEvent) => {
			if (!(event.relatedTarget instanceof Node) || !node.contains(event.relatedTarget)) mark(null);
		};
		const drop = (event: DragEvent) => {
			const cell = cellAt(event);
			mark(null);
			if (!cell) return;
			event.preventDefault();
			const files = event.dataTransfer?.files;
			if (!files || files.length === 0) return said('That was no file. Save the message first, then drop the file.');
			if (files.length > 1) return said('Drop one file at a time: each is a reply of its own.');
			send(form, cell.dataset.addressee ?? '', files, said);
		};
		node.addEventListener('dragover', drag);
		node.addEventListener('dragleave', leave);
		node.addEventListener('drop', drop);
		return () => {
			node.removeEventListener('dragover', drag);
			node.removeEventListener('dragleave', leave);
			node.removeEventListener('drop', drop);
		};
	};
}

/** What is wrong with a chosen file before it is sent; '' for nothing. */
export function problemOf(file: File | undefined): string {
	return file && file.size > largestReplyFile ? tooLarge : '';
}

function cellAt(event: DragEvent): HTMLElement | null {
	const at = event.target instanceof Element ? event.target.closest('[data-addressee]') : null;
	return at instanceof HTMLElement && event.dataTransfer?.types.includes('Files') ? at : null;
}

function send(form: string, addressee: string, files: FileList, said: Dropping['said']): void {
	const into = document.getElementById(form);
	const select = into?.querySelector<HTMLSelectElement>('[name=addresseeId]');
	const input = into?.querySelector<HTMLInputElement>('input[type=file]');
	if (!(into instanceof HTMLFormElement) || !select || !input) return;
	const problem = problemOf(files[0]);
	said(problem);
	if (problem !== '') return;
	select.value = addressee;
	input.files = files;
	into.requestSubmit();
}
