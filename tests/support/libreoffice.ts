import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The Python through which LibreOffice is driven, or null where one of the two is not installed; what needs it is skipped. */
export function libreOfficePython(): string | null {
	if (!runs('soffice', ['--version'])) return null;
	return ['python3', '/usr/bin/python3'].find((python) => runs(python, ['-c', 'import uno'])) ?? null;
}

/** Opens a Word file in LibreOffice and saves it as a Word file again. */
export function saveInLibreOffice(bytes: Uint8Array): Uint8Array {
	return inFolder((folder) => {
		writeFileSync(path.join(folder, 'file.docx'), bytes);
		const to = ['--convert-to', 'docx:MS Word 2007 XML', '--outdir', path.join(folder, 'saved')];
		execFileSync('soffice', [profileIn(folder), '--headless', ...to, path.join(folder, 'file.docx')], {
			stdio: 'ignore',
			timeout: 180_000
		});
		return new Uint8Array(readFileSync(path.join(folder, 'saved', 'file.docx')));
	});
}

/**
 * Opens a Word file in LibreOffice, works on it there as Fictional Reader and saves it as a Word file again.
 * @param edit lines of Python; `document` is the open document, `find(words)` its first place with these words
 */
export function editInLibreOffice(bytes: Uint8Array, edit: string): Uint8Array {
	const python = libreOfficePython();
	if (python === null) throw new Error('LibreOffice is not installed');
	return inFolder((folder) => {
		const [sent, returned] = [path.join(folder, 'sent.docx'), path.join(folder, 'returned.docx')];
		writeFileSync(sent, bytes);
		// On a busy machine an office that has just started is at times gone again before it has opened the file.
		for (let left = 2; ; left--) {
			const pipe = `throughline-${randomUUID()}`;
			const script = path.join(folder, 'edit.py');
			writeFileSync(script, scriptFor(pipe, sent, returned, edit));
			const listen = `--accept=pipe,name=${pipe};urp;`;
			const office = spawn('soffice', [profileIn(folder), '--headless', '--norestore', listen], { stdio: 'ignore' });
			try {
				execFileSync(python, [script], { timeout: 180_000 });
				return new Uint8Array(readFileSync(returned));
			} catch (error) {
				if (left === 0) throw error;
			} finally {
				office.kill();
			}
		}
	});
}

function inFolder(work: (folder: string) => Uint8Array): Uint8Array {
	const folder = mkdtempSync(path.join(tmpdir(), 'throughline-libreoffice-'));
	try {
		return work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

function runs(program: string, parameters: string[]): boolean {
	try {
		execFileSync(program, parameters, { stdio: 'ignore', timeout: 60_000 });
		return true;
	} catch {
		return false;
	}
}

/** A profile of its own, so that nobody's settings are touched. */
function profileIn(folder: string): string {
	const profile = path.join(folder, 'profile');
	mkdirSync(path.join(profile, 'user'), { recursive: true });
	const setting = (name: string, value: string) =>
		`<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;
	writeFileSync(
		path.join(profile, 'user', 'registrymodifications.xcu'),
		`<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">${setting('givenname', 'Fictional')}${setting('sn', 'Reader')}</oor:items>`
	);
	return `-env:UserInstallation=${pathToFileURL(profile)}`;
}

function scriptFor(pipe: string, sent: string, returned: string, edit: string): string {
	return `
import time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for attempt in range(600):
    try:
        context = resolver.resolve("uno:pipe,name=${pipe};urp;StarOffice.ComponentContext")
        break
    except NoConnectException:
        time.sleep(0.1)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made
document = desktop.loadComponentFromURL("${pathToFileURL(sent)}", "_blank", 0, (option("Hidden", True),))
def find(words):
    search = document.createSearchDescriptor()
    search.SearchString = words
    found = document.findFirst(search)
    if found is None:
        raise Exception("not found: " + words)
    return found
PARAGRAPH_BREAK = 0
${edit}
document.storeToURL("${pathToFileURL(returned)}", (option("FilterName", "MS Word 2007 XML"),))
document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
`;
}
