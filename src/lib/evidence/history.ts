import type { TrailEntry } from '#lib/audit/queries.server.ts';
import type { TimelineEntry } from '#lib/ui/Timeline.svelte';

/** A record's history as its page shows it: who did what, and the reason where one was given. */
export function historyOf(entries: readonly TrailEntry[]): TimelineEntry[] {
	return entries.map((entry) => ({
		id: entry.id,
		when: entry.at,
		who: [entry.personName ?? 'The system', entry.postTitle].filter(Boolean).join(', '),
		act: entry.words.charAt(0).toUpperCase() + entry.words.slice(1),
		onBehalfOf: entry.onBehalfOfTitle,
		note: noteOf(entry)
	}));
}

function noteOf({ said, erasedBecause }: TrailEntry): string | null {
	if (erasedBecause !== null) return `What this entry said has been erased: ${erasedBecause}`;
	return typeof said?.reason === 'string' ? said.reason : null;
}
