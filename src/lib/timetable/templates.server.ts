import { type Template, templateSchema } from './template.ts';
import uk from './templates/uk.json' with { type: 'json' };

/** The template that comes with the application, checked when it starts. */
export const shippedTemplate: Template = templateSchema.parse(uk);
