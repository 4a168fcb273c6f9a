import * as z from 'zod';
import { longestPassword, shortestPassword } from '#lib/access/password-rules.ts';
import * as fields from '#lib/forms/fields.ts';

export const signInForm = z.object({
	email: fields.email('your email address'),
	password: fields.password('your password')
});

export const demoForm = z.object({ email: fields.email(), to: fields.optionalLine('where to go', 2000) });

const newPassword = fields.password('your new password', { min: shortestPassword, max: longestPassword });

export const firstPasswordForm = z.object({ newPassword });

export const changePasswordForm = z.object({
	presentPassword: fields.password('your present password'),
	newPassword
});

/** Every password field there is: none of them is ever sent back to a page. */
export const passwordFields = ['password', 'presentPassword', 'newPassword'] as const;

export const actingPostForm = z.object({ actingPostId: fields.optionalIdentifier('a post') });

export const endSessionsForm = z.object({ session: fields.optionalIdentifier('a session') });

export const personForm = z.object({
	name: fields.line('a name', 200),
	email: fields.email(),
	isAdministrator: fields.checkbox(),
	mayCreateReviews: fields.checkbox()
});

export const editPersonForm = personForm.extend({ revision: fields.revision() });

export const accountForm = z.object({ revision: fields.revision() });

/** A form with nothing but its button. */
export const buttonForm = z.object({});

export const departmentForm = z.object({
	name: fields.line('a name', 200),
	shortName: fields.line('a short name', 40),
	isTreasury: fields.checkbox()
});

export const renameForm = z.object({
	revision: fields.revision(),
	name: fields.line('a name', 200),
	shortName: fields.line('a short name', 40),
	since: fields.isoDate('the first day of the name')
});

export const postForm = z.object({
	title: fields.line('a title', 200),
	servesPostId: fields.optionalIdentifier('a post'),
	severalHolders: fields.checkbox()
});

export const newPostForm = postForm.extend({ departmentId: fields.identifier('a department') });

export const editPostForm = postForm.extend({ revision: fields.revision() });

export const givePostForm = z.object({ postId: fields.identifier('a post') });

export const endHoldingForm = z.object({
	postId: fields.identifier('a post'),
	holdingId: fields.identifier('who holds it')
});

export const holderForm = z.object({ personId: fields.identifier('a person') });

/** What the database refuses, in words beside the field. */
export const personConstraints = {
	accounts_email_key: { field: 'email', message: 'Somebody has an account with this email address already' }
};

export const departmentConstraints = {
	department_names_name_key: { field: 'name', message: 'Another department has this name' },
	department_names_short_name_key: { field: 'shortName', message: 'Another department has this short name' }
};

export const postConstraints = {
	posts_title_key: { field: 'title', message: 'This department has a post with this title already' }
};

export const holderConstraints = {
	holdings_current_key: { field: 'personId', message: 'This person holds the post already' }
};
