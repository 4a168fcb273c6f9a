import type { Block } from '#lib/documents/document.ts';
import type { PaperContent } from '../content.ts';
import { findSlotKind } from './registry.server.ts';
import { type Printed, slotKey, type Standing, waitingBlock } from './slot.ts';

/** What a slot prints in a copy of a paper. A slot without anything to print says so. */
export function slotBlocks(
	content: Pick<PaperContent, 'slots' | 'recommendations' | 'evidence'>,
	slot: { kind: string; argument: string },
	showReferences: boolean
): Block[] {
	const standing = standingIn(content, slot);
	if (standing) return standing.compose(printedIn(content, showReferences));
	const label = findSlotKind(slot.kind)?.label ?? slot.kind;
	return [waitingBlock(showReferences ? `${label} ${slot.argument}`.trim() : label, 'nothing to print yet')];
}

/** What stands for a slot in a content, read by its kind; null where nothing does. */
export function standingIn(
	content: Pick<PaperContent, 'slots' | 'recommendations'>,
	slot: { kind: string; argument: string }
): Standing | null {
	const data =
		slot.kind === 'recommendation'
			? content.recommendations.find((each) => each.reference === slot.argument)
			: content.slots.find((each) => slotKey(each) === slotKey(slot))?.data;
	return findSlotKind(slot.kind)?.read(data) ?? null;
}

function printedIn(content: Pick<PaperContent, 'evidence'>, showReferences: boolean): Printed {
	const found = new Map(content.evidence.map((each) => [each.reference, each]));
	return {
		showReferences,
		sourceOf: (reference) => {
			const finding = found.get(reference);
			return finding === undefined || finding.sentence === null ? null : finding.note;
		}
	};
}
