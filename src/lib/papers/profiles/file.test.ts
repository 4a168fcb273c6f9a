import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { linesOf } from '#lib/forms/json-lines.ts';
import { isLaterEdition, nextEdition } from '../profile.ts';
import { profiles } from '../profiles.server.ts';
import { readProfileFile, writeProfileFile } from './file.ts';

const [committee] = profiles;
if (!committee) throw new Error('No profile comes with the application');
const text = writeProfileFile(committee);

function problems(changed: string): string[] {
	const read = readProfileFile(changed);
	return read.ok ? [] : read.problems;
}

function lineOf(words: string): number {
	return text.slice(0, text.indexOf(words)).split('\n').length;
}

describe('a profile as a file', () => {
	test.each(profiles.map((each) => [each.key, each] as const))('%s goes out and comes back the same', (_, each) => {
		expect(readProfileFile(writeProfileFile(each))).toEqual({ ok: true, profile: { ...each, tried: false } });
	});

	test('names the field and the line of what is wrong', () => {
		expect(problems(text.replace('"longestPages": 3', '"longestPages": "three"'))).toEqual([
			`Line ${lineOf('"longestPages"')}, longestPages: must be a number.`
		]);
		expect(problems(text.replace('"Summary"', '""'))).toEqual([
			`Line ${lineOf('"Summary"')}, sections[0].heading: must not be empty.`
		]);
		expect(problems(text.replace('"key": "uk_cabinet_committee",', ''))).toEqual([
			'Line 1, key: is missing: it must be text in quotation marks.'
		]);
		expect(problems(text.replace('Paper by {sponsors}', 'Paper by {nobody}'))[0]).toMatch(
			/^Line \d+, byline: \{nobody\} stands for nothing: use \{sponsor\}, /
		);
		expect(problems(text.replace('"Recommendation"', '"summary"'))).toEqual([
			`Line ${lineOf('"Recommendation"')}, sections[1].heading: is the heading of an earlier section.`
		]);
	});

	test('refuses what it does not know, what is named twice and what is no JSON, each with its line', () => {
		expect(problems(text.replace('"hint"', '"script": "alert(1)", "hint"'))).toEqual([
			`Line ${lineOf('"hint"')}, sections[0].script: is not a field of a profile.`
		]);
		expect(problems(text.replace('"name"', '"key": "other", "name"'))).toEqual([
			`Line ${lineOf('"name"')}: “key” stands twice in the same group.`
		]);
		expect(problems(text.replace('"name":', '"name"'))).toEqual([`Line ${lineOf('"name"')}: a “:” is missing here.`]);
		expect(problems(text.replace(/\}\s*$/, ''))).toHaveLength(1);
		expect(problems('')).toEqual(['Line 1: a value is missing here.']);
		expect(problems('[')).toEqual(['Line 1: a value is missing here.']);
		expect(problems('[]')[0]).toMatch(/^Line 1, the file: must be a group in curly brackets/);
		expect(problems('['.repeat(5000))).toEqual(['Line 1: this is nested too deep.']);
		expect(problems(`${text}{}`)[0]).toContain('something stands after the end');
	});

	test('does not take a gate that the profile lacks, a marking above the ceiling, or its word that it was tried', () => {
		expect(problems(text.replace(/"gates": \[[^\]]*\]/, '"gates": ["exposure"]')).join(' ')).toContain(
			'must hold “lodged”'
		);
		expect(problems(text.replace('"Summary"', '"TOP SECRET summary"'))[0]).toContain('above OFFICIAL');
		const read = readProfileFile(text);
		expect(read.ok && read.profile.tried).toBe(false);
	});

	test('finds a line for every field, and reads as JSON what the parser reads', () => {
		fc.assert(
			fc.property(fc.json({ maxDepth: 4 }), (json) => {
				const { lines, mistake } = linesOf(json);
				if (mistake === null) expect(lines.get('')).toBe(1);
				else expect(mistake).toContain('twice');
			})
		);
		fc.assert(
			fc.property(fc.string(), (garbage) => {
				const { mistake } = linesOf(garbage);
				if (mistake === null) expect(() => JSON.parse(garbage) as unknown).not.toThrow();
			})
		);
	});
});

test('editions are told apart as numbers are', () => {
	expect(isLaterEdition('10', '9')).toBe(true);
	expect(isLaterEdition('2026-03', '2025-11')).toBe(true);
	expect(isLaterEdition('2.1', '2')).toBe(true);
	expect(isLaterEdition('2', '2.0')).toBe(false);
	expect(nextEdition('2026-03')).toBe('2027');
	expect(nextEdition('9')).toBe('10');
});
