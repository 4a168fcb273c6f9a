import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** Levels 1 and 2 of OWASP ASVS 5.0.0 by section: which numbers of it the page must hold. */
const asked: Record<string, number[]> = {
	...{ '1.1': upTo(2), '1.2': upTo(9), '1.3': upTo(11), '1.4': upTo(3), '1.5': upTo(2) },
	...{ '2.1': upTo(3), '2.2': upTo(3), '2.3': upTo(4), '2.4': upTo(1) },
	...{ '3.2': upTo(2), '3.3': upTo(4), '3.4': upTo(6), '3.5': upTo(5), '3.7': upTo(2) },
	...{ '4.1': upTo(3), '4.2': upTo(1), '4.3': upTo(2), '4.4': upTo(4) },
	...{ '5.1': upTo(1), '5.2': upTo(3), '5.3': upTo(2), '5.4': upTo(3) },
	...{
		'6.1': upTo(3),
		'6.2': upTo(12),
		'6.3': upTo(4),
		'6.4': upTo(4),
		'6.5': upTo(5),
		'6.6': upTo(3),
		'6.8': upTo(4)
	},
	...{ '7.1': upTo(3), '7.2': upTo(4), '7.3': upTo(2), '7.4': upTo(5), '7.5': upTo(2), '7.6': upTo(2) },
	...{ '8.1': upTo(2), '8.2': upTo(3), '8.3': upTo(1), '8.4': upTo(1) },
	...{ '9.1': upTo(3), '9.2': upTo(4) },
	...{
		'10.1': upTo(2),
		'10.2': upTo(2),
		'10.3': upTo(4),
		'10.4': upTo(11),
		'10.5': upTo(5),
		'10.6': upTo(2),
		'10.7': upTo(3)
	},
	...{ '11.1': upTo(2), '11.2': upTo(3), '11.3': upTo(3), '11.4': upTo(4), '11.5': upTo(1), '11.6': upTo(1) },
	...{ '12.1': upTo(3), '12.2': upTo(2), '12.3': upTo(4) },
	...{ '13.1': upTo(1), '13.2': upTo(5), '13.3': upTo(2), '13.4': upTo(5) },
	...{ '14.1': upTo(2), '14.2': upTo(4), '14.3': upTo(3) },
	...{ '15.1': upTo(3), '15.2': upTo(3), '15.3': upTo(7) },
	...{ '16.1': upTo(1), '16.2': upTo(5), '16.3': upTo(4), '16.4': upTo(3), '16.5': upTo(3) }
};

const page = readFileSync('docs/security.md', 'utf8');
const rows = Array.from(page.matchAll(/^\| (\d+\.\d+\.\d+) \| (.+?) \| (.*?) \| (.+) \|$/gm), (match) => ({
	number: match[1] ?? '',
	shownBy: match[4] ?? ''
}));

describe('docs/security.md', () => {
	test('holds every requirement of levels 1 and 2 once, in order', () => {
		const numbers = Object.entries(asked).flatMap(([section, last]) => last.map((number) => `${section}.${number}`));
		expect(numbers).toHaveLength(246);
		expect(rows.map(({ number }) => number)).toEqual(numbers);
	});

	test('names tests that exist, or says in words why there is none', () => {
		const titles = new Map<string, Set<string>>();
		const missing: string[] = [];
		for (const { number, shownBy } of rows) {
			const named = Array.from(shownBy.matchAll(/`([^`]+\.(?:test|spec)\.ts)` “([^”]+)”/g));
			if (named.length === 0 && verdictOf(shownBy) === 'test') missing.push(`${number} names nothing: ${shownBy}`);
			for (const [, file = '', title = ''] of named) {
				const known = titles.get(file) ?? titlesIn(file);
				titles.set(file, known);
				if (!known.has(title)) missing.push(`${number} names ${file}: ${title}`);
			}
		}
		expect(missing).toEqual([]);
		expect(titles.size).toBeGreaterThan(20);
	});

	test('counts rightly, and lists whatever is not met', () => {
		const count = (wanted: Verdict) => rows.filter(({ shownBy }) => verdictOf(shownBy) === wanted).length;
		const said =
			/(\d+) do not apply and (\d+) do: (\d+) are met and shown by a test, (\d+) are met without one[^,]*, (\d+) are the operator's, and (\d+) are not met/;
		const applies = rows.length - count('does not apply');
		expect(said.exec(page)?.slice(1).map(Number)).toEqual([
			...[count('does not apply'), applies, count('test'), count('no test')],
			...[count('operator'), count('not met')]
		]);
		const listed = Array.from(page.matchAll(/^- \*\*(\d+\.\d+\.\d+)\*\* /gm), ([, number]) => number);
		expect(listed).toEqual(rows.filter(({ shownBy }) => verdictOf(shownBy) === 'not met').map(({ number }) => number));
	});
});

type Verdict = 'test' | 'no test' | 'not met' | 'does not apply' | 'operator';

function verdictOf(shownBy: string): Verdict {
	if (shownBy.startsWith('Not met: ')) return 'not met';
	if (shownBy.startsWith('Does not apply: ')) return 'does not apply';
	if (shownBy.startsWith('The operator’s: ')) return 'operator';
	return shownBy === 'No test' ? 'no test' : 'test';
}

/** The titles of the tests in a file as they stand in its source; those that are skipped whatever happens do not count. */
function titlesIn(file: string): Set<string> {
	const found = new Set<string>();
	if (!existsSync(file)) return found;
	const text = readFileSync(file, 'utf8');
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node)) {
			const [title] = node.arguments;
			const isTest = /^(?:test|it)\b(?!\.(?:describe|skip\())/.test(node.expression.getText(source));
			if (isTest && title && ts.isStringLiteralLike(title)) found.add(title.text);
			if (isTest && title && ts.isTemplateExpression(title)) found.add(title.getText(source).slice(1, -1));
		}
		ts.forEachChild(node, visit);
	};
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
	visit(source);
	return found;
}

function upTo(last: number): number[] {
	return Array.from({ length: last }, (_, index) => index + 1);
}
