import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** The application makes its kinds of live slots known when it starts; so do its tests. */
const slots = 'src/lib/slots.server.ts';

/** Feature tests run twice: the same files, once on each engine. */
function features(engine: 'pglite' | 'postgres') {
	return {
		extends: true as const,
		test: {
			name: engine,
			include: ['tests/features/**/*.test.ts'],
			environment: 'node',
			env: { TEST_ENGINE: engine },
			setupFiles: [slots],
			globalSetup: ['tests/support/global-setup.ts'],
			runner: './tests/support/skip-runner.ts',
			// One of them loads both reviews of the demo; how long that takes depends on what else the machine does.
			testTimeout: 120_000,
			hookTimeout: 600_000,
			isolate: false,
			maxWorkers: 2
		}
	};
}

export default defineConfig({
	plugins: [sveltekit()],
	// govuk-frontend's Sass carries an old browser hack that the CSS minifier rejects.
	css: { lightningcss: { errorRecovery: true } },
	environments: {
		client: {
			build: {
				rolldownOptions: {
					output: {
						codeSplitting: {
							// What most pages use is one file: fifty small ones compress worse and are fifty requests. The fields of
							// forms are another, since pages that only show something, and the cost grid, have none of them.
							groups: [
								{
									name: 'common',
									test: /\/src\/lib\/(?!ui\/(?:TextInput|Select|Textarea|Fieldset|Field)\.svelte)/,
									minShareCount: 56,
									priority: 1
								},
								{ name: 'fields', test: /\/src\/lib\/ui\//, minShareCount: 56 }
							]
						}
					}
				}
			}
		}
	},
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['src/**/*.test.ts', 'tests/support/**/*.test.ts'],
					environment: 'node',
					setupFiles: [slots],
					testTimeout: 60_000
				}
			},
			features('pglite'),
			features('postgres'),
			{
				extends: true,
				test: {
					name: 'faults',
					include: ['tests/faults/**/*.test.ts'],
					environment: 'node',
					testTimeout: 300_000,
					hookTimeout: 300_000,
					// Each of these ends processes or restarts a server while it measures.
					fileParallelism: false
				}
			}
		]
	}
});
