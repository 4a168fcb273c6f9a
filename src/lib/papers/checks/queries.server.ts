import * as z from 'zod';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type PaperContent, readContent } from '../content.ts';
import { sha256 } from '../digest.server.ts';
import type { Paper } from '../manuscript.ts';
import { type Gate, gateNames, gates } from '../paper.ts';
import {
	canSeeCheck,
	type CheckKind,
	checkKinds,
	type CheckOutcome,
	checks,
	type CheckState,
	checkState,
	isOpen
} from './check.ts';
import { checkedWords } from './words.ts';

/** What was recorded on a row of the sheet, once. */
export type CheckEntry = {
	id: number;
	kind: CheckKind;
	outcome: CheckOutcome;
	said: string;
	answers: string[];
	clearedBy: string;
	clearedPost: string;
	clearedOn: string;
	wordsSha256: string;
	/** The saved version or the snapshot that it was given on: one of the two. */
	workingVersion: number | null;
	snapshotNumber: number | null;
	recordedBy: string;
	recordedAt: Date;
};

export type SheetRow = {
	kind: CheckKind;
	/** The gate that waits for it; null where the profile does not ask for it. */
	gate: Gate | null;
	state: CheckState;
	entry: CheckEntry | null;
};

/** The digest of the words that a clearance is compared by. */
export function wordsDigest(content: PaperContent): string {
	return sha256(checkedWords(content));
}

/** The check sheet of a paper, as far as this person may know of its rows: what the profile asks for, and what else was recorded. */
export async function readSheet(trx: Trx, actor: Actor, paper: Paper, content: PaperContent): Promise<SheetRow[]> {
	const latest = new Map((await latestEntries(trx, paper.id)).map((entry) => [entry.kind, entry]));
	const now = wordsDigest(content);
	return checkKinds
		.filter((kind) => canSeeCheck(actor, paper.reviewId, kind))
		.flatMap((kind) => {
			const gate = paper.profile.checks.find((each) => each.check === kind)?.gate ?? null;
			const entry = latest.get(kind) ?? null;
			if (gate === null && entry === null) return [];
			return [{ kind, gate, entry, state: checkState(entry, now) }];
		});
}

/** Everything that was recorded on one row, newest first. */
export async function listEntries(trx: Trx, paperId: number, kind: CheckKind): Promise<CheckEntry[]> {
	const rows = await entryRows(trx, paperId).where('paperChecks.kind', '=', kind).limit(100).execute();
	return rows.map(toEntry);
}

/** The words that an entry was given on, to show what has changed since. @returns null where they cannot be read */
export async function readCheckedContent(trx: Trx, paperId: number, entry: CheckEntry): Promise<PaperContent | null> {
	const found = await trx
		.selectFrom('checkedWords')
		.select('content')
		.where('paperId', '=', paperId)
		.where('sha256', '=', entry.wordsSha256)
		.executeTakeFirst();
	return found ? readContent(found.content) : null;
}

/** The teams that answer for a paper: those of the posts that sponsor it. */
export async function sponsorTeams(trx: Trx, paper: Paper): Promise<number[]> {
	const postIds = [paper.sponsorPostId, ...paper.coSponsors.map((each) => each.postId)].filter((id) => id !== null);
	if (postIds.length === 0) return [];
	const rows = await trx
		.selectFrom('memberships')
		.select('teamId')
		.distinct()
		.where('reviewId', '=', paper.reviewId)
		.where('postId', 'in', postIds)
		.where('endedAt', 'is', null)
		.execute();
	return rows.map((row) => row.teamId);
}

export type CheckObstacle = { kind: CheckKind; text: string };

/** Why the sheet does not let a paper through a gate: rows that this gate, or one before it, waits for. */
export function checkObstacles(rows: readonly SheetRow[], gate: Gate): CheckObstacle[] {
	return rows
		.filter((row) => row.gate !== null && gateNames.indexOf(row.gate) <= gateNames.indexOf(gate) && isOpen(row.state))
		.map((row) => ({ kind: row.kind, text: whyOpen(row) }));
}

/** What an entry was given on, in words: "version 12" or "snapshot 3". */
export function givenOn(entry: Pick<CheckEntry, 'workingVersion' | 'snapshotNumber'>): string {
	return entry.snapshotNumber === null ? `version ${entry.workingVersion}` : `snapshot ${entry.snapshotNumber}`;
}

function whyOpen({ kind, state, entry, gate }: SheetRow): string {
	const { label } = checks[kind];
	const at = gate ? `the gate “${gates[gate].label}”` : 'the gate';
	if (state === 'stale' && entry) {
		return `${label}: recorded on ${givenOn(entry)}, and the text has changed since. Record it again on the present text.`;
	}
	if (state === 'changes_needed') return `${label}: not cleared, changes are needed.`;
	return `${label}: nothing is recorded, and ${at} waits for it.`;
}

async function latestEntries(trx: Trx, paperId: number): Promise<CheckEntry[]> {
	const rows = await entryRows(trx, paperId)
		.where((eb) =>
			eb(
				'paperChecks.id',
				'in',
				eb
					.selectFrom('paperChecks as each')
					.select((inner) => inner.fn.max('each.id').as('id'))
					.where('each.paperId', '=', paperId)
					.groupBy('each.kind')
			)
		)
		.execute();
	return rows.map(toEntry);
}

function entryRows(trx: Trx, paperId: number) {
	return trx
		.selectFrom('paperChecks')
		.innerJoin('people', 'people.id', 'paperChecks.personId')
		.leftJoin('posts', 'posts.id', 'paperChecks.postId')
		.select([
			'paperChecks.id',
			'paperChecks.kind',
			'paperChecks.outcome',
			'paperChecks.said',
			'paperChecks.answers',
			'paperChecks.clearedBy',
			'paperChecks.clearedPost',
			'paperChecks.clearedOn',
			'paperChecks.wordsSha256',
			'paperChecks.workingVersion',
			'paperChecks.snapshotNumber',
			'paperChecks.recordedAt',
			'people.name as personName',
			'posts.title as postTitle'
		])
		.where('paperChecks.paperId', '=', paperId)
		.orderBy('paperChecks.id', 'desc');
}

function toEntry({
	answers,
	personName,
	postTitle,
	...row
}: Awaited<ReturnType<ReturnType<typeof entryRows>['execute']>>[number]): CheckEntry {
	return { ...row, answers: z.array(z.string()).parse(JSON.parse(answers)), recordedBy: postTitle ?? personName };
}
