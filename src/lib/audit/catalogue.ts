/**
 * Who reads an entry: members - every member of the review; team - one department's team until the record is shared;
 * secretariat - the secretariat and the chair; administrators - entries about people and posts, which carry no content.
 */
export type Audience = 'members' | 'team' | 'secretariat' | 'administrators';

/** Every kind of entry, with the words that tell it in a history: "Evidence official shared this evidence". */
export const auditEvents = {
	'review.created': 'created this review',
	'review.edited': 'changed the review',
	'review.closed': 'closed the review',
	'review.reopened': 'reopened the review',
	'question.changed': 'changed the terms of reference',
	'milestone.added': 'added a key date',
	'milestone.removed': 'removed a key date',
	'team.added': 'added a department',
	'member.added': 'added a member',
	'member.ended': 'ended a membership',
	'vocabulary.changed': 'changed the kinds and themes of findings',

	'event.logged': 'logged this evidence',
	'event.edited': 'changed this evidence',
	'event.shared': 'shared this evidence',
	'event.withdrawn': 'withdrew this evidence',

	'finding.recorded': 'recorded this finding',
	'finding.edited': 'changed this finding',
	'finding.reworded': 'reworded this finding',
	'finding.shared': 'shared this finding',
	'finding.withdrawn': 'withdrew this finding',
	'passage.added': 'added a passage',
	'passage.consent_withdrawn': 'recorded that consent was withdrawn',
	'finding.related': 'related this finding to another',
	'finding.unrelated': 'took a relation to another finding away',
	'accuracy.asked': 'asked for a check of accuracy',
	'accuracy.answered': 'answered the check of accuracy',

	'link.made': 'tagged a finding',
	'link.changed': 'changed a tag',
	'link.confirmed': 're-confirmed a tag',
	'link.removed': 'removed a tag',

	'recommendation.drafted': 'drafted this recommendation',
	'recommendation.edited': 'changed this recommendation',
	'recommendation.reworded': 'reworded this recommendation',
	'recommendation.drafting_changed': 'made a drafting change, meaning unchanged',
	'recommendation.drafting_reopened': 'reopened a drafting change',
	'recommendation.proposed': 'proposed this recommendation to the group',
	'recommendation.not_taken_forward': 'recorded that this is not taken forward',
	'position.recorded': 'recorded a position',
	'condition.ticked': 'marked a condition as met',
	'agreement.recorded': 'recorded the agreement of the group',

	'paper.started': 'started this paper',
	'paper.edited': 'changed the details of this paper',
	'section.added': 'added a section',
	'section.edited': 'changed a section',
	'section.moved': 'moved a section',
	'section.removed': 'removed a section',
	'section.restored': 'put back a section',
	'citation.accepted': 'accepted the new wording of what this paper rests on',
	'snapshot.taken': 'froze a snapshot',
	'paper.exported': 'exported this paper',
	'pack.made': 'made this pack',
	'pack.exported': 'took a copy of this pack',
	'public_copy.started': 'started the public copy',
	'public_copy.edited': 'changed the title, address or date of the public copy',
	'public_copy.removal_added': 'withheld words from the public copy',
	'public_copy.removal_decided': 'decided what the public copy leaves out',
	'public_copy.removal_undone': 'took back what was withheld by hand',
	'public_copy.approved': 'approved the public copy',
	'public_copy.reopened': 'opened the public copy again',
	'public_copy.published': 'published the public copy',
	'state_of_play.made': 'made the state of play',

	'person.created': 'created a person',
	'person.edited': 'changed a person',
	'person.disabled': 'closed an account',
	'person.enabled': 'opened an account again',
	'password.link_issued': 'issued a password link',
	'password.changed': 'changed a password',
	'session.started': 'signed in',
	'session.ended': 'ended a session',
	'department.created': 'created a department',
	'department.renamed': 'renamed a department',
	'post.created': 'created a post',
	'post.edited': 'changed a post',
	'holding.started': 'put a person in a post',
	'holding.ended': 'took a person out of a post'
} as const;

export type AuditEvent = keyof typeof auditEvents;
