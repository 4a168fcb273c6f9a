/**
 * The palette for pictures, which carry their colours as presentation attributes so that the same drawing prints and exports.
 * The same values stand in styles/_tokens.scss.
 */
export const colours = {
	ink: '#0b1f33',
	text: '#14212e',
	quiet: '#505a63',
	line: '#d8d3c8',
	panel: '#f6f4ee',
	paper: '#ffffff',
	accent: '#0b5d73',
	accentSoft: '#dcebee',
	thread: '#f0b23e',
	supports: '#1b6b46',
	qualifies: '#8a5700',
	contradicts: '#a82a22',
	recheck: '#8f3f8a'
} as const;

/** Fills for series in the order of use; neighbours differ in lightness as well as hue. Label them beside the marks. */
export const series = ['#0b5d73', '#e0a030', '#5b4b8a', '#7fb5bd', '#a8502a', '#2f7d55', '#8b95a1', '#0b1f33'] as const;
