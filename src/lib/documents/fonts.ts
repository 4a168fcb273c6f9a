import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Arimo has the widths of Arial, so that a PDF breaks its lines where Word does. Nothing of the machine's own is used. */
export function fontFiles(): Buffer[] {
	files ??= faces.map((face) => readFileSync(require.resolve(`@expo-google-fonts/arimo/${face}/Arimo_${face}.ttf`)));
	return files;
}

const require = createRequire(import.meta.url);
const faces = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];

let files: Buffer[] | null = null;
