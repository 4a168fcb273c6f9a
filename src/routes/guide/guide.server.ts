/** The guides of docs/guide, as the application ships them, in the order of the list. */
const texts = import.meta.glob<string>('/docs/guide/*.md', { query: '?raw', import: 'default', eager: true });

const order = [
	'officials',
	'ministers',
	'box',
	'secretariat',
	'timetable',
	'meetings',
	'letters',
	'bids',
	'rounds',
	'after-agreement',
	'administrators',
	'operators'
];

export type Guide = { key: string; title: string; text: string };

export function listGuides(): Guide[] {
	return order.flatMap((key) => {
		const text = texts[`/docs/guide/${key}.md`];
		if (!text) return [];
		const [heading = '', ...rest] = text.split('\n');
		return [{ key, title: heading.replace(/^#\s+/, ''), text: rest.join('\n').trim() }];
	});
}
