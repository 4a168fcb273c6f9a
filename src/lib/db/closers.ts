type Closer = () => Promise<void> | void;

/**
 * Registers what must be closed before the process ends. The list hangs on the global object because the built
 * application and the server around it hold separate copies of this module.
 */
export function onClose(closer: Closer): void {
	closers().push(closer);
}

/** Closes everything, last registered first; one failure does not keep the others from closing. */
export async function closeAll(): Promise<void> {
	const failures: unknown[] = [];
	for (let closer = closers().pop(); closer; closer = closers().pop()) {
		try {
			await closer();
		} catch (error) {
			failures.push(error);
		}
	}
	if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed');
}

const key = Symbol.for('throughline.closers');

function closers(): Closer[] {
	const holder = globalThis as { [key]?: Closer[] };
	holder[key] ??= [];
	return holder[key];
}
