import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

export const reopenForm = z.object({
	revision: fields.revision(),
	because: fields.prose('why the text is changed so late', 1000),
	allowedBy: fields.line('who allowed it', 200)
});

export const lodgingFactsForm = z.object({
	revision: fields.revision(),
	lodgedWith: fields.optionalLine('with whom it was lodged', 200),
	lodgedOn: fields.optionalDate('the day on which it was lodged'),
	committeeReference: fields.optionalLine('the committee’s own reference', 60),
	minuteReference: fields.optionalLine('the reference of the minute', 60)
});

export const decisionForm = z.object({
	revision: fields.revision(),
	decidedOn: fields.isoDate('the day of the decision'),
	minuteReference: fields.line('the reference of the minute', 60)
});
