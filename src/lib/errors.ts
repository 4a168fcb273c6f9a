/** The record is not there for this person: it does not exist, or they may not know that it does. Shown as a 404. */
export class NotFound extends Error {
	constructor(message = 'This record was not found') {
		super(message);
	}
}

/** The person sees the record but may not do this to it. Shown as a 403. */
export class Forbidden extends Error {
	constructor(message = 'You may not do this') {
		super(message);
	}
}

/** The record has changed since the person looked, or its state no longer allows the act. Shown as a 409 beside their own text. */
export class Conflict extends Error {}

/** One named field is wrong in a way that only the database can tell. Shown beside the field. */
export class Invalid extends Error {
	readonly field: string;

	constructor(field: string, message: string) {
		super(message);
		this.field = field;
	}
}
