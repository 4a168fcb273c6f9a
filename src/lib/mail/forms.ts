import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

export const decideMailForm = z.object({ mail: fields.identifier('a message') });

export const digestForm = z.object({ digest: fields.oneOf('how often', ['daily', 'weekly', 'off']) });

export const remindersForm = z.object({ revision: fields.revision(), sendsReminders: fields.checkbox() });
