import { type Document, DOMParser, type Element, MIME_TYPE, type Node, XMLSerializer } from '@xmldom/xmldom';

/** A file from outside that cannot be read; the message tells its sender what to do. */
export class UnreadableFile extends Error {}

/**
 * @param damaged what its sender is told when it cannot be trusted
 * @throws UnreadableFile for a document type, which no office file has and by which a file can grow without end
 */
export function parseXml(text: string, damaged = 'This file is damaged'): Document {
	if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new UnreadableFile(damaged);
	let document: Document;
	try {
		document = new DOMParser({ locator: false, onError: refuseMarkup }).parseFromString(text, MIME_TYPE.XML_TEXT);
	} catch {
		throw new UnreadableFile(damaged);
	}
	if (isDeeperThan(document, MAX_DEPTH)) throw new UnreadableFile(damaged);
	return document;
}

export function serialiseXml(document: Document): string {
	return new XMLSerializer().serializeToString(document);
}

export function isElement(node: Node | null): node is Element {
	return node?.nodeType === 1;
}

/** The elements directly inside, in order. */
export function elementsOf(parent: Node): Element[] {
	const found: Element[] = [];
	for (let node = parent.firstChild; node; node = node.nextSibling) if (isElement(node)) found.push(node);
	return found;
}

/** Names are compared without their prefix: a strict Word file has other namespaces than an ordinary one. */
export function childOf(parent: Node | null, name: string): Element | null {
	return parent ? (elementsOf(parent).find((element) => element.localName === name) ?? null) : null;
}

/** Every element of a name below, at any depth, in document order. */
export function descendants(parent: Node, name: string): Element[] {
	const found: Element[] = [];
	const stack = elementsOf(parent).reverse();
	for (let element = stack.pop(); element; element = stack.pop()) {
		if (element.localName === name) found.push(element);
		stack.push(...elementsOf(element).reverse());
	}
	return found;
}

export function attributeOf(element: Element | null, name: string): string | null {
	if (!element) return null;
	for (const attribute of element.attributes) if (attribute.localName === name) return attribute.value;
	return null;
}

const MAX_DEPTH = 200;

function refuseMarkup(level: string, message: string): void {
	if (level !== 'warning') throw new Error(message);
}

function isDeeperThan(document: Document, limit: number): boolean {
	let level: Node[] = [document];
	for (let depth = 0; depth <= limit; depth++) {
		level = level.flatMap((node) => elementsOf(node));
		if (level.length === 0) return false;
	}
	return true;
}
