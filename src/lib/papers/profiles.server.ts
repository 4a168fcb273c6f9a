import { type Profile, profileSchema } from './profile.ts';
import interimUpdate from './profiles/interim-update.json' with { type: 'json' };
import ukCabinetCommittee from './profiles/uk-cabinet-committee.json' with { type: 'json' };

/** Every profile that a paper can be started from, checked when the application starts. */
export const profiles: readonly Profile[] = [ukCabinetCommittee, interimUpdate].map((data) =>
	profileSchema.parse(data)
);

export function findProfile(key: string): Profile | undefined {
	return profiles.find((profile) => profile.key === key);
}
