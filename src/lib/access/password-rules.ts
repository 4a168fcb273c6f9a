export const shortestPassword = 12;
export const longestPassword = 200;

/**
 * What is wrong with a password that is long enough: one of the commonest, a run of keys, or the person's own name.
 * @returns the words to show beside the field, or null
 */
export function passwordWeakness(password: string, email: string): string | null {
	const plain = password.normalize('NFKC').toLowerCase();
	const name = email.toLowerCase().split('@', 1)[0] ?? '';
	if (name.length >= shortestName && plain.includes(name)) {
		return 'Choose a password that does not contain your email name';
	}
	return isCommon(plain) ? 'Choose a password that is harder to guess: this one is among the commonest' : null;
}

/** Shorter names turn up in ordinary words. */
const shortestName = 4;

/** Of the lists of leaked passwords, what is left at twelve characters or more is mostly one of these said again or lengthened. */
const commonWords = [
	'password',
	'passwort',
	'passw',
	'welcome',
	'letmein',
	'qwerty',
	'qwertyuiop',
	'asdfghjkl',
	'zxcvbnm',
	'qazwsx',
	'qazwsxedc',
	'iloveyou',
	'football',
	'baseball',
	'liverpool',
	'arsenal',
	'chelsea',
	'princess',
	'sunshine',
	'monkey',
	'dragon',
	'superman',
	'batman',
	'pokemon',
	'starwars',
	'trustno',
	'changeme',
	'changeit',
	'secret',
	'login',
	'master',
	'admin',
	'administrator',
	'computer',
	'internet',
	'whatever',
	'london',
	'england',
	'government',
	'minister',
	'whitehall',
	'department',
	'throughline',
	'spring',
	'summer',
	'autumn',
	'winter',
	'monday',
	'friday',
	'january',
	'february',
	'march',
	'april',
	'june',
	'july',
	'august',
	'september',
	'october',
	'november',
	'december',
	'abcdefgh',
	'abc',
	'test',
	'testing',
	'user',
	'guest',
	'hello',
	'my',
	'the',
	'to',
	'is',
	'new',
	'pass',
	'word',
	'me'
].sort((a, b) => b.length - a.length);

const runs = [
	'abcdefghijklmnopqrstuvwxyz',
	'01234567890123456789',
	'qwertyuiopasdfghjklzxcvbnm',
	'1q2w3e4r5t6y7u8i9o0p'
];

function isCommon(plain: string): boolean {
	if (new Set(plain).size <= 3) return true;
	if (runs.some((run) => run.includes(plain) || reversed(run).includes(plain))) return true;
	const inner = plain.replace(/[^\p{L}\p{N}]/gu, '').replace(/^\p{N}+|\p{N}+$/gu, '');
	return isMadeOfCommonWords(inner) || isMadeOfCommonWords(inner.replace(/[01345]/g, (digit) => swaps[digit] ?? digit));
}

function isMadeOfCommonWords(text: string): boolean {
	const rest = commonWords.reduce((left, word) => left.replaceAll(word, ''), text);
	return rest.replace(/\p{N}/gu, '') === '';
}

const swaps: Record<string, string> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's' };

function reversed(text: string): string {
	return Array.from(text).reverse().join('');
}
