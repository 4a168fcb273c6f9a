import { type Profile, profileSchema } from './profile.ts';
import departmentalLetter from './profiles/departmental-letter.json' with { type: 'json' };
import groupMinute from './profiles/group-minute.json' with { type: 'json' };
import handOverPack from './profiles/hand-over-pack.json' with { type: 'json' };
import interimUpdate from './profiles/interim-update.json' with { type: 'json' };
import linesToTake from './profiles/lines-to-take.json' with { type: 'json' };
import ministerialSubmission from './profiles/ministerial-submission.json' with { type: 'json' };
import nzCabinet from './profiles/nz-cabinet.json' with { type: 'json' };
import publicReport from './profiles/public-report.json' with { type: 'json' };
import speakingNote from './profiles/speaking-note.json' with { type: 'json' };
import ukCabinetCommittee from './profiles/uk-cabinet-committee.json' with { type: 'json' };
import writeRoundLetter from './profiles/write-round-letter.json' with { type: 'json' };

/** The profiles that come with the application, checked when it starts. */
export const profiles: readonly Profile[] = [
	ukCabinetCommittee,
	interimUpdate,
	publicReport,
	departmentalLetter,
	writeRoundLetter,
	ministerialSubmission,
	groupMinute,
	speakingNote,
	linesToTake,
	handOverPack,
	nzCabinet
].map((data) => profileSchema.parse(data));

export function findProfile(key: string): Profile | undefined {
	return profiles.find((profile) => profile.key === key);
}
