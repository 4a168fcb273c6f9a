import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { createAccount } from '#lib/access/accounts.server.ts';
import { longestPassword, passwordWeakness, shortestPassword } from '#lib/access/password-rules.ts';
import { generatePassword, hashPassword } from '#lib/access/passwords.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { constraintName, openEngine } from '#lib/db/engine.server.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import * as fields from '#lib/forms/fields.ts';
import { askHidden } from './ask-hidden.ts';

const usage = `Makes a person who can sign in. Asks for what is not given.

  npm run create-user -- [--name "Ada Lovelace"] [--email ada@example.gov.uk]
                         [--administrator] [--may-create-reviews]
                         [--generate | --password-stdin]

  --administrator       may manage people, departments and posts; sees no content
  --may-create-reviews  may open reviews
  --generate            makes a password and prints it once
  --password-stdin      reads the password from standard input (its first line)
`;

/** What stops the command, in words for the person at the terminal. */
class Refused extends Error {}

try {
	await createUser();
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}

async function createUser(): Promise<void> {
	const given = readFlags();
	if (given.help) return void process.stdout.write(usage);

	const name = check(fields.line('a name', 200), given.name ?? (await ask('Name: ')));
	const email = check(fields.email(), given.email ?? (await ask('Email address: ')));
	const isAdministrator =
		given.administrator ?? (isComplete(given) ? false : await askYesNo('Administrator? (yes or no) '));
	const mayCreateReviews = given['may-create-reviews'] ?? false;
	const password = given.generate ? generatePassword() : await readPassword(given['password-stdin'] ?? false, email);
	const passwordHash = await hashPassword(password);

	const engine = await openEngine();
	useEngine(engine);
	try {
		await engine.migrate();
		await createAccount({ name, email, isAdministrator, mayCreateReviews, passwordHash }, new Date());
	} catch (error) {
		if (constraintName(error) !== 'accounts_email_key') throw error;
		throw new Refused(`${email} has an account already. An administrator can issue a new password link for it.`, {
			cause: error
		});
	} finally {
		useEngine(null);
		await engine.close();
	}

	process.stdout.write(`${name} (${email}) can sign in${isAdministrator ? ' as an administrator' : ''}.\n`);
	if (given.generate) process.stdout.write(`Password: ${password}\nIt is not stored and not shown again.\n`);
}

function readFlags() {
	try {
		return parseArgs({
			options: {
				name: { type: 'string' },
				email: { type: 'string' },
				administrator: { type: 'boolean' },
				'may-create-reviews': { type: 'boolean' },
				generate: { type: 'boolean' },
				'password-stdin': { type: 'boolean' },
				help: { type: 'boolean' }
			}
		}).values;
	} catch (error) {
		throw new Refused(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, { cause: error });
	}
}

/** With name and address on the command line, what is not asked for is meant to be so. */
function isComplete(given: { name?: string; email?: string }): boolean {
	return given.name !== undefined && given.email !== undefined;
}

function check<Output>(field: z.ZodType<Output>, text: string): Output {
	const checked = field.safeParse(cleanText(text));
	if (!checked.success) throw new Refused(checked.error.issues.map((issue) => issue.message).join('\n'));
	return checked.data;
}

async function ask(question: string): Promise<string> {
	if (!process.stdin.isTTY) {
		throw new Refused('There is no terminal to ask at. Give --name and --email, and --generate or --password-stdin.');
	}
	const lines = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return await lines.question(question);
	} finally {
		lines.close();
	}
}

async function askYesNo(question: string): Promise<boolean> {
	for (;;) {
		const answer = (await ask(question)).trim().toLowerCase();
		if (['yes', 'y'].includes(answer)) return true;
		if (['no', 'n'].includes(answer)) return false;
	}
}

async function readPassword(fromInput: boolean, email: string): Promise<string> {
	if (fromInput) {
		const password = await firstLine();
		const problem = problemWith(password, email);
		if (problem) throw new Refused(problem);
		return password;
	}
	if (!process.stdin.isTTY) {
		throw new Refused('There is no terminal to type a password at. Use --generate or --password-stdin.');
	}
	for (;;) {
		const password = await askHidden('Password: ');
		const problem = problemWith(password, email);
		if (problem) {
			process.stdout.write(`${problem}\n`);
		} else if ((await askHidden('The same again: ')) === password) {
			return password;
		} else {
			process.stdout.write('The two are not the same\n');
		}
	}
}

async function firstLine(): Promise<string> {
	const lines = createInterface({ input: process.stdin });
	for await (const line of lines) {
		lines.close();
		return line;
	}
	return '';
}

function problemWith(password: string, email: string): string | null {
	const length = fields.password('a password', { min: shortestPassword, max: longestPassword }).safeParse(password);
	return length.success ? passwordWeakness(password, email) : (length.error.issues[0]?.message ?? 'Enter a password');
}
