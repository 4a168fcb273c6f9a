import { time } from '#lib/ui/dates.ts';

/** Where the words are that somebody is typing. */
export type KeeperState =
	| { kind: 'unchanged' }
	| { kind: 'typing' | 'sending'; onDevice: boolean }
	/** On the server, since this moment. */
	| { kind: 'kept'; at: string }
	/** What is typed says what is stored. */
	| { kind: 'same' }
	| { kind: 'failed'; why: 'connection' | 'signed-out' | 'refused'; message: string | null; onDevice: boolean };

/** The state of what is typed, in words. */
export function stateInWords(state: KeeperState): string {
	const kept = (onDevice: boolean) =>
		onDevice ? 'kept on this device' : 'not kept anywhere: copy it before you leave';
	switch (state.kind) {
		case 'unchanged':
			return '';
		case 'typing':
			return state.onDevice ? 'Kept on this device; not sent yet' : 'Not saved yet';
		case 'sending':
			return 'Saving your draft';
		case 'kept':
			return `Draft saved ${time(new Date(state.at))}`;
		case 'same':
			return 'Nothing differs from the saved text';
		case 'failed':
			if (state.why === 'connection') return `Not saved: no connection, ${kept(state.onDevice)}`;
			if (state.why === 'signed-out') return `Not saved: you have been signed out, ${kept(state.onDevice)}`;
			return `Not saved, ${kept(state.onDevice)}. ${state.message ?? ''}`.trim();
	}
}
