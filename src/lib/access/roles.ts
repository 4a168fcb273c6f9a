/** The part that a post plays in a review. A person has a role only through a post. */
export const roles = {
	official: 'Official',
	minister: 'Minister',
	private_office: 'Private office',
	special_adviser: 'Special adviser',
	secretariat: 'Secretariat',
	chair: 'Chair',
	treasury: 'Treasury spending team',
	cabinet_minister: 'Cabinet minister',
	cabinet_private_office: 'Private office of a Cabinet minister',
	observer: 'Observer'
} as const;

export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles).filter((name): name is Role => name in roles);
