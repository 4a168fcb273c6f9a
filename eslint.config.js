import { existsSync } from 'node:fs';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Nouns in the order of their floors: each may import those before it, never those after it. */
const nouns = [
	'people',
	'mail',
	'reviews',
	'timetable',
	'evidence',
	'findings',
	'recommendations',
	'positions',
	'delivery',
	'actions',
	'papers',
	'bids',
	'discussion',
	'judgements',
	'meetings',
	'letters',
	'rounds',
	'undertakings',
	'box',
	'search',
	'overview',
	'handover'
];

/** What carries the nouns and knows none of them. */
const plumbing = ['access', 'audit', 'db', 'documents', 'forms', 'ui'];

const handle = {
	regex: '(^|/)(engine-in-use\\.server|engine\\.server|postgres\\.server|pglite\\.server)\\.ts$',
	message: 'Only asActor and asSystem hand out transactions; the database handle is nobody else’s.'
};
const systemTransactions = {
	regex: 'asActor\\.server\\.ts$',
	importNames: ['asSystem'],
	message: 'asSystem is for sign-in, jobs and operators: access/, jobs/ and cli/.'
};
const slotComposition = {
	regex: 'papers/slots/registry\\.server\\.ts$',
	importNames: ['registerSlotKinds'],
	message: 'Live slots are made known in src/lib/slots.server.ts alone.'
};
const aliases = {
	regex: '^\\$lib',
	message: 'Import as #lib/… with the file’s ending, so that plain Node runs it too.'
};

/** @param {string[]} folders @param {string} message */
function noImportOf(folders, message) {
	return folders.length === 0 ? [] : [{ regex: `^#lib/(${folders.join('|')})/`, message }];
}

/** @param {object[]} patterns @returns {import('eslint').Linter.RulesRecord} */
function restrict(...patterns) {
	return { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [aliases, ...patterns] }] };
}

const floors = nouns.map((noun, floor) => ({
	files: [`src/lib/${noun}/**/*.{ts,svelte}`],
	rules: restrict(
		handle,
		systemTransactions,
		slotComposition,
		...noImportOf(nouns.slice(floor + 1), `${noun} is a lower floor than what it imports here.`),
		...noImportOf(['jobs'], 'What the server does by itself stands above every noun.')
	)
}));

const missing = nouns.filter((noun) => !existsSync(new URL(`src/lib/${noun}`, import.meta.url)));
if (missing.length > 0) throw new Error(`eslint.config.js names folders that are not there: ${missing.join(', ')}`);

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'data/', 'test-results/', 'playwright-report/', 'node_modules/'] },
	...ts.configs.strict,
	...ts.configs.stylistic,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		rules: {
			'@typescript-eslint/consistent-type-definitions': ['error', 'type'],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-empty-function': ['error', { allow: ['methods', 'arrowFunctions', 'functions'] }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'no-console': 'error',
			eqeqeq: 'error',
			'svelte/no-at-html-tags': 'error',
			'svelte/require-each-key': 'error',
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig } }
	},
	{ files: ['src/routes/**/*.{ts,svelte}'], rules: restrict(handle, systemTransactions, slotComposition) },
	...floors,
	// Papers define what a slot is; every noun brings its kinds here, whatever its floor.
	{ files: ['src/lib/slots.server.ts'], rules: restrict(handle, systemTransactions) },
	{
		files: plumbing.map((folder) => `src/lib/${folder}/**/*.{ts,svelte}`),
		rules: restrict(...noImportOf([...nouns, 'jobs'], 'Plumbing knows no noun.'))
	},
	// Only an interface can be added to.
	{ files: ['src/app.d.ts'], rules: { '@typescript-eslint/consistent-type-definitions': 'off' } },
	// The list of tables gathers every noun's, as types.
	{ files: ['src/lib/db/schema.ts'], rules: restrict() },
	{ files: ['src/lib/ui/Prose.svelte'], rules: { 'svelte/no-at-html-tags': 'off' } },
	{
		files: ['migrations/**/*.ts'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^(#lib|\\.\\./src|\\$)',
							message: 'A migration is frozen: it imports nothing of the application.'
						}
					]
				}
			]
		}
	}
);
