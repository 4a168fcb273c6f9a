import { verifyAudit } from '#lib/audit/verify.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { openEngine } from '#lib/db/engine.server.ts';

try {
	const engine = await openEngine();
	useEngine(engine);
	try {
		const reports = await verifyAudit(new Date());
		for (const { review, entries, erased, fault } of reports) {
			const name = review === null ? 'People, posts and sign-in' : `Review ${review}`;
			const count = `${entries} ${entries === 1 ? 'entry' : 'entries'}${erased > 0 ? `, ${erased} erased` : ''}`;
			process.stdout.write(`${fault ? 'BAD  ' : 'good '} ${name}: ${count}\n`);
			if (!fault) continue;
			const entry = fault.entryId === null ? '' : ` (entry ${fault.entryId}, ${fault.about})`;
			process.stdout.write(`      First fault at position ${fault.position}${entry}: ${fault.what}.\n`);
			process.exitCode = 1;
		}
		if (reports.length === 0) process.stdout.write('There is no record yet\n');
	} finally {
		useEngine(null);
		await engine.close();
	}
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
