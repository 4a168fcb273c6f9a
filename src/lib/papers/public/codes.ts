/**
 * Why words are withheld from a public copy. `exemption` says what the law or the policy says, and is printed in the
 * public copy beside how often it was used. A silent code leaves no trace there: that there was such a thing at all is
 * not told. `test` asks for a sentence on the public interest when somebody uses the code by hand.
 */
export const withholdingCodes = {
	above_marking: {
		label: 'Above the marking of this copy',
		exemption:
			'Government Security Classifications policy: a public copy holds OFFICIAL text that carries no further marking.',
		silent: false,
		test: false
	},
	personal: {
		label: 'Personal information',
		exemption: 'UK General Data Protection Regulation, articles 5 to 9.',
		silent: false,
		test: false
	},
	consent: {
		label: 'Consent not given',
		exemption: 'UK General Data Protection Regulation, articles 6 and 7: the person has not agreed to be quoted.',
		silent: false,
		test: false
	},
	chatham_house: {
		label: 'Said under the Chatham House Rule',
		exemption: 'What was said may be used; who said it, and where, may not be told.',
		silent: false,
		test: false
	},
	unattributed: {
		label: 'Not to be attributed',
		exemption: 'The person agreed to speak on the footing that the words are not traced to them.',
		silent: false,
		test: false
	},
	policy: {
		label: 'Policy still being formed',
		exemption: 'Freedom of Information Act 2000, section 35: formulation or development of government policy.',
		silent: false,
		test: true
	},
	conduct: {
		label: 'Effective conduct of public affairs',
		exemption: 'Freedom of Information Act 2000, section 36.',
		silent: false,
		test: true
	},
	working_material: {
		label: 'Working material of the review',
		exemption: 'Freedom of Information Act 2000, section 35: formulation or development of government policy.',
		silent: true,
		test: false
	},
	position: {
		label: 'A minister’s position',
		exemption: 'Freedom of Information Act 2000, section 35: ministerial communications.',
		silent: true,
		test: true
	},
	reply: {
		label: 'A reply between ministers',
		exemption: 'Freedom of Information Act 2000, section 35: ministerial communications.',
		silent: true,
		test: true
	},
	objection: {
		label: 'An objection',
		exemption: 'Freedom of Information Act 2000, section 35: ministerial communications.',
		silent: true,
		test: true
	},
	committee: {
		label: 'A committee of ministers',
		exemption: 'Freedom of Information Act 2000, section 35: ministerial communications.',
		silent: true,
		test: true
	},
	legal: {
		label: 'Legal advice',
		exemption: 'Freedom of Information Act 2000, section 35: advice of the Law Officers.',
		silent: true,
		test: true
	},
	treasury: {
		label: 'A view of the Treasury',
		exemption: 'Freedom of Information Act 2000, section 35: formulation or development of government policy.',
		silent: true,
		test: true
	},
	private_office: {
		label: 'Work of a private office',
		exemption: 'Freedom of Information Act 2000, section 35: operation of a ministerial private office.',
		silent: true,
		test: true
	}
} as const;

export type WithholdingCode = keyof typeof withholdingCodes;

export const withholdingCodeNames = Object.keys(withholdingCodes).filter(
	(name): name is WithholdingCode => name in withholdingCodes
);

export function isWithholdingCode(name: string): name is WithholdingCode {
	return name in withholdingCodes;
}

/** What stands in the public copy where words were; nothing for a whole paragraph under a silent code. */
export function withheldMark(code: WithholdingCode, whole: boolean): string {
	const { label, silent } = withholdingCodes[code];
	if (!silent) return `[Withheld: ${label.charAt(0).toLowerCase()}${label.slice(1)}]`;
	return whole ? '' : '[Withheld]';
}
