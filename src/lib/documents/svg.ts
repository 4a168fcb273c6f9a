import { DOMParser, type Element, XMLSerializer } from '@xmldom/xmldom';

export type CleanSvg = {
	/** One well-formed element, without a size of its own. */
	markup: string;
	/** In the units of the viewBox, which are taken as CSS pixels. */
	width: number;
	height: number;
};

/**
 * Keeps the shapes and words of a picture and nothing that could run, fetch or restyle: no script, style, link or event.
 * @returns null for what is no SVG with a size
 */
export function cleanSvg(text: string): CleanSvg | null {
	if (text.length > MAX_CHARACTERS || /<!(?:DOCTYPE|ENTITY)/i.test(text)) return null;
	const root = parse(text);
	const box = (root?.getAttribute('viewBox') ?? '')
		.trim()
		.split(/[\s,]+/)
		.map(Number);
	const [, , width = 0, height = 0] = box;
	if (!root || box.length !== 4 || !(width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE)) return null;

	clean(root);
	for (const name of ['width', 'height', 'role', 'aria-label']) root.removeAttribute(name);
	return { markup: new XMLSerializer().serializeToString(root), width, height };
}

const MAX_CHARACTERS = 500_000;
const MAX_SIDE = 10_000;
const SVG = 'http://www.w3.org/2000/svg';

const elements = new Set(
	'svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient radialGradient stop clipPath'.split(
		' '
	)
);
const attributes = new Set(
	(
		'id x y x1 y1 x2 y2 cx cy r rx ry dx dy d points width height viewBox transform offset fill fill-opacity fill-rule ' +
		'stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin opacity font-family font-size ' +
		'font-weight font-style text-anchor dominant-baseline letter-spacing clip-path clip-rule stop-color stop-opacity ' +
		'gradientUnits gradientTransform preserveAspectRatio'
	).split(' ')
);

function parse(text: string): Element | null {
	try {
		const errors: string[] = [];
		const parser = new DOMParser({ onError: (level, message) => void (level !== 'warning' && errors.push(message)) });
		const root = parser.parseFromString(text, 'image/svg+xml').documentElement;
		return errors.length === 0 && root?.localName === 'svg' && root.namespaceURI === SVG ? root : null;
	} catch {
		return null;
	}
}

function clean(element: Element): void {
	for (const attribute of [...element.attributes]) {
		const { name, value } = attribute;
		const outside = /url\(/i.test(value) && !/^url\(#[\w-]+\)$/.test(value.trim());
		if (name !== 'xmlns' && (!attributes.has(name) || outside)) element.removeAttribute(name);
	}
	for (const child of [...element.childNodes]) {
		if (child.nodeType === child.TEXT_NODE) continue;
		const kept = child.nodeType === child.ELEMENT_NODE && (child as Element).namespaceURI === SVG;
		if (kept && elements.has((child as Element).localName ?? '')) clean(child as Element);
		else element.removeChild(child);
	}
}
