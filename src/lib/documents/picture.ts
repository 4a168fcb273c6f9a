import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fontFiles } from './fonts.ts';

/** Draws a clean SVG as a PNG of twice its size, for readers of documents that know no SVG. */
export async function drawPng(markup: string, width: number): Promise<Uint8Array> {
	await ready();
	const drawing = new Resvg(markup, {
		fitTo: { mode: 'width', value: Math.min(MAX_WIDTH, Math.round(width * 2)) },
		background: 'white',
		font: {
			loadSystemFonts: false,
			fontBuffers: fontFiles(),
			defaultFontFamily: 'Arimo',
			sansSerifFamily: 'Arimo',
			serifFamily: 'Arimo',
			monospaceFamily: 'Arimo'
		}
	});
	try {
		const image = drawing.render();
		const png = image.asPng();
		image.free();
		return png;
	} finally {
		drawing.free();
	}
}

const MAX_WIDTH = 2400;

let started: Promise<void> | null = null;

function ready(): Promise<void> {
	started ??= initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
	return started;
}
