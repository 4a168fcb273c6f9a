/** The guides of docs/guide, as the application ships them, in the order of the list. */
const texts = import.meta.glob<string>('/docs/guide/*.md', { query: '?raw', import: 'default', eager: true });

