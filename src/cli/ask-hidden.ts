/** Asks at the terminal without showing what is typed. @throws when the person presses Ctrl+C */
export function askHidden(question: string): Promise<string> {
	const { stdin, stdout } = process;
	stdout.write(question);
	stdin.setRawMode(true);
	stdin.setEncoding('utf8');
	stdin.resume();

	return new Promise((resolve, reject) => {
		let typed = '';
		const finish = (end: () => void) => {
			stdin.off('data', take);
			stdin.setRawMode(false);
			stdin.pause();
			stdout.write('\n');
			end();
		};
		const take = (chunk: string) => {
			for (const character of chunk) {
				if (character === '\r' || character === '\n' || character === endOfInput) return finish(() => resolve(typed));
				if (character === interrupt) return finish(() => reject(new Error('Nothing was made')));
				if (character === backspace || character === '\b') typed = Array.from(typed).slice(0, -1).join('');
				else if (character >= ' ') typed += character;
			}
		};
		stdin.on('data', take);
	});
}

const interrupt = '\u0003';
const endOfInput = '\u0004';
const backspace = '\u007f';
