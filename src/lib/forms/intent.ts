/** The name that a row button submits; the form library reads the intent from it. */
export const intentField = '__intent__';

/** The value of a submit button that adds an empty row at the end of a list of fields. */
export function insertRow(name: string): string {
	return JSON.stringify({ type: 'insert', payload: { name } });
}

/** The value of a submit button that removes one row of a list of fields. */
export function removeRow(name: string, index: number): string {
	return JSON.stringify({ type: 'remove', payload: { name, index } });
}
