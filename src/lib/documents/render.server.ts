import path from 'node:path';
import { Piscina } from 'piscina';
import type { DocumentModel } from './document.ts';
import type { DocumentFormat, WorkbookFormat } from './filename.ts';
import { Refused } from './refusal.ts';
import type { Workbook } from './workbook/workbook.ts';
import type { Rendered, RenderJob } from './worker.ts';

/** Too many documents are waiting. Ask again in a few seconds. */
export class Busy extends Error {
	readonly retryAfterSeconds = 5;

	constructor() {
		super('Too many documents are being made at the moment. Try again in a few seconds.');
	}
}

/** The document is larger than any paper; making it would take the memory of everybody else. */
export class DocumentTooLarge extends Error {
	constructor() {
		super('This document is too large for this format. Choose another format, or split it into two papers.');
	}
}

/** The document could not be made in time or at all. Nothing is half made. */
export class RenderFailed extends Error {
	constructor(cause: unknown) {
		super('This document could not be made. Try again, and tell the operator if it happens twice.', { cause });
	}
}

/**
 * Makes a document in the one worker thread, one at a time, so that a large paper blocks nobody's page.
 * @param options.patient true where nobody waits for the answer of this very request
 * @param options.accessible false for a PDF that has its tags and does not promise PDF/UA: a choice for a person to make
 * @throws Busy, DocumentTooLarge, Refused, RenderFailed
 */
export async function renderDocument(
	model: DocumentModel,
	format: DocumentFormat,
	{ accessible = true, patient = false } = {}
): Promise<Uint8Array> {
	if (!fitsFormat(model, format)) throw new DocumentTooLarge();
	return takeTurn({ model, format, accessible }, patient ? PATIENCE_MS : TIME_LIMIT_MS);
}

/** Makes a workbook in the same thread and the same line. @throws Busy, DocumentTooLarge, RenderFailed */
export async function renderWorkbook(workbook: Workbook, format: WorkbookFormat): Promise<Uint8Array> {
	if (charactersIn(workbook) > MAX_WORKBOOK_CHARACTERS) throw new DocumentTooLarge();
	return takeTurn({ workbook, format }, TIME_LIMIT_MS);
}

/** Whether a format can hold so large a document without taking the memory of everybody else. */
export function fitsFormat(model: DocumentModel, format: DocumentFormat): boolean {
	return charactersIn(model) <= MAX_CHARACTERS[format];
}

/** Waits for the documents in hand, then ends the thread. A later document starts a new one. */
export async function closeRenderer(): Promise<void> {
	await line;
	await retire();
}

/** A PDF takes about a megabyte for a thousand characters while it is laid out, Word half of that, the others little. */
const MAX_CHARACTERS: Record<DocumentFormat, number> = {
	docx: 1_500_000,
	odt: 3_000_000,
	pdf: 900_000,
	html: 4_000_000,
	markdown: 4_000_000
};
/** Three thousand lines of twenty years are about five million. */
const MAX_WORKBOOK_CHARACTERS = 12_000_000;
const MAX_WAITING = 20;
const TIME_LIMIT_MS = 30_000;
const PATIENCE_MS = 75_000;
/** The writers' libraries grow a little with each document, and only ending the thread gives the memory back. */
const JOBS_PER_WORKER = 50;
const IDLE_MS = 5 * 60_000;

type Worker = Piscina<RenderJob, Rendered>;

let current: Worker | null = null;
let jobs = 0;
let waiting = 0;
/** The documents take turns here and not in the pool's own queue, so that no time limit runs while one waits. */
let line: Promise<unknown> = Promise.resolve();

async function takeTurn(job: RenderJob, limit: number): Promise<Uint8Array> {
	if (waiting >= MAX_WAITING) throw new Busy();

	waiting++;
	const turn = line.then(() => render(job, limit));
	line = turn.catch(() => undefined);
	try {
		return await turn;
	} finally {
		waiting--;
	}
}

async function render(job: RenderJob, limit: number): Promise<Uint8Array> {
	try {
		const rendered = await worker().run(job, { signal: AbortSignal.timeout(limit) });
		jobs++;
		if (jobs >= JOBS_PER_WORKER) await retire();
		if ('refusals' in rendered) throw new Refused(rendered.refusals);
		return rendered;
	} catch (error) {
		if (error instanceof Refused) throw error;
		await retire();
		throw new RenderFailed(error);
	}
}

function worker(): Worker {
	if (current) return current;
	jobs = 0;
	current = new Piscina<RenderJob, Rendered>({
		// From the project's root, because this module may have been bundled away from its neighbours.
		filename: path.resolve(process.cwd(), 'src/lib/documents/worker.ts'),
		minThreads: 0,
		maxThreads: 1,
		concurrentTasksPerWorker: 1,
		idleTimeout: IDLE_MS,
		// The flags of the parent may belong to a test runner or a loader that the worker does not have.
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 }
	});
	// A thread that dies between two documents would otherwise take the process with it.
	current.on('error', () => void retire());
	return current;
}

async function retire(): Promise<void> {
	const old = current;
	current = null;
	await old?.destroy();
}

/** What the size of a document is told by: every character of its model. */
export function charactersIn(value: unknown): number {
	if (typeof value === 'string') return value.length + 1;
	if (typeof value !== 'object' || value === null) return 1;
	return Object.values(value).reduce((sum: number, part) => sum + charactersIn(part), 1);
}
