import type { Role } from './roles.ts';

/**
 * How far a role's permission reaches:
 * review - any such record of the review; team - only where the role's own team is on the record's side;
 * post - only in the name of the very post that holds the role; served - in the name of the post that this office serves.
 */
export type Reach = 'review' | 'team' | 'post' | 'served';

const everyRole = {
	secretariat: 'review',
	chair: 'review',
	official: 'review',
	minister: 'review',
	private_office: 'review',
	special_adviser: 'review',
	treasury: 'review',
	cabinet_minister: 'review',
	cabinet_private_office: 'review',
	observer: 'review'
} as const satisfies Partial<Record<Role, Reach>>;

/** A departmental letter is a minister's; a Cabinet minister's own letters open a write-round. */
const ownOffice = {
	minister: 'post',
	private_office: 'served',
	cabinet_minister: 'post',
	cabinet_private_office: 'served'
} as const satisfies Partial<Record<Role, Reach>>;
const senderOfLetter = { ...ownOffice, secretariat: 'review' } as const satisfies Partial<Record<Role, Reach>>;
const addresseeOfLetter = {
	cabinet_minister: 'post',
	cabinet_private_office: 'served',
	secretariat: 'review'
} as const satisfies Partial<Record<Role, Reach>>;

/** Anybody who works in the department of the post that owns it. */
const worksForOwner = {
	secretariat: 'review',
	chair: 'review',
	official: 'team',
	minister: 'team',
	private_office: 'team',
	treasury: 'team',
	cabinet_minister: 'team',
	cabinet_private_office: 'team'
} as const satisfies Partial<Record<Role, Reach>>;

const speaksOnPapers = everyRole;

/**
 * Who may do what: every act, and for each role that may do it, how far. A role that is not named may not.
 * This is the one table of rights: pages hide what it refuses, commands enforce it, tests walk it.
 * What a person may know of at all is not here: row-level security decides that.
 */
export const acts = {
	'review.edit': { secretariat: 'review' },
	'review.close': { secretariat: 'review' },
	'member.manage': { secretariat: 'review' },
	'vocabulary.edit': { secretariat: 'review' },
	/** Whether the review reminds its members, and what becomes of its messages. */
	'mail.manage': { secretariat: 'review' },

	'event.log': { official: 'team', secretariat: 'team' },
	'event.edit': { official: 'team', secretariat: 'team' },
	'event.share': { official: 'team', secretariat: 'team' },
	'event.withdraw': { official: 'team', secretariat: 'team' },

	'finding.record': { official: 'team', secretariat: 'team' },
	'finding.edit': { official: 'team', secretariat: 'team' },
	'finding.share': { official: 'team', secretariat: 'team' },
	'finding.withdraw': { official: 'team', secretariat: 'team' },
	'finding.relate': { official: 'team', secretariat: 'review' },
	'accuracy.ask': { official: 'team', secretariat: 'review' },
	'accuracy.answer': { official: 'team', private_office: 'team' },

	'link.make': { official: 'team', secretariat: 'review' },
	'link.confirm': { official: 'team', secretariat: 'review' },
	'link.remove': { official: 'team', secretariat: 'review' },

	'recommendation.draft': { official: 'team', secretariat: 'team' },
	'recommendation.edit_emerging': { official: 'team', secretariat: 'review' },
	'recommendation.edit': { secretariat: 'review' },
	'recommendation.propose': { secretariat: 'review', chair: 'review' },
	'recommendation.not_take_forward': { secretariat: 'review', chair: 'review' },
	/** Where they were asked, observers speak on papers; on recommendations nobody asks them. */
	'thread.speak': {
		official: 'review',
		minister: 'review',
		private_office: 'review',
		special_adviser: 'review',
		secretariat: 'review',
		chair: 'review',
		treasury: 'review',
		cabinet_minister: 'review',
		cabinet_private_office: 'review'
	},
	/** For officials: what their own department began. Whoever began a thread settles it too. */
	'thread.settle': { official: 'team', secretariat: 'review' },
	'judgement.give': { official: 'review', minister: 'post', private_office: 'served', treasury: 'review' },
	'judgement.export': {
		official: 'review',
		minister: 'review',
		private_office: 'review',
		special_adviser: 'review',
		secretariat: 'review',
		chair: 'review',
		treasury: 'review',
		cabinet_minister: 'review',
		cabinet_private_office: 'review',
		observer: 'review'
	},
	'drafting_change.reopen': { minister: 'post', private_office: 'served' },

	'position.record': { minister: 'post', private_office: 'served' },
	'position.see_grid': {
		secretariat: 'review',
		chair: 'review',
		private_office: 'review',
		minister: 'review',
		observer: 'review'
	},
	/** In the name of the very post that asked: a member of the group, or a Cabinet minister in a write-round. */
	'condition.tick': { ...ownOffice, chair: 'post' },
	'condition.assign': { secretariat: 'review' },
	/** In the name of the post that asked, or of the minister who asks for agreement. */
	'condition.propose_words': { ...ownOffice, chair: 'post', secretariat: 'review' },
	/** Which version meets it, or how it was dealt with: the secretariat, and the post that owns it. */
	'condition.settle': {
		secretariat: 'review',
		official: 'post',
		minister: 'post',
		private_office: 'post',
		chair: 'post',
		treasury: 'post',
		cabinet_minister: 'post',
		cabinet_private_office: 'post'
	},
	'agreement.record': { chair: 'post', private_office: 'served' },

	/** What a department's officials advise their own minister; the special adviser says that they have seen it. */
	'advice.write': { official: 'team' },
	'advice.clear': { official: 'team' },
	'advice.note_seen': { special_adviser: 'team' },
	'box_question.ask': { minister: 'post', private_office: 'served' },
	/** Officials answer what their own minister asks them; the secretariat what it is asked. */
	'box_question.answer': { official: 'team', secretariat: 'review' },
	'box_pack.make': { minister: 'post', private_office: 'served' },

	'disagreement.propose': { secretariat: 'review' },
	'disagreement.agree': { minister: 'post', private_office: 'served' },
	'disagreement.withdraw': { minister: 'post', private_office: 'served' },

	'paper.start': { secretariat: 'review' },
	'paper.edit': { secretariat: 'review' },
	'paper.freeze': { secretariat: 'review' },
	'profile.edit': { secretariat: 'review' },
	/** For officials: on papers that their own department sponsors. */
	'check.record': { official: 'team', secretariat: 'review' },
	'check.record_treasury': { treasury: 'review' },
	/** What even the existence of is confidential. */
	'check.record_confidential': { secretariat: 'review' },
	'paper.export': {
		secretariat: 'review',
		chair: 'review',
		official: 'review',
		minister: 'review',
		private_office: 'review',
		observer: 'review'
	},
	'paper.see_readers': { secretariat: 'review' },
	'paper.export_annex': { secretariat: 'review', chair: 'review', official: 'review' },
	'pack.make': { secretariat: 'review' },
	'pack.export': {
		secretariat: 'review',
		chair: 'review',
		official: 'review',
		minister: 'review',
		private_office: 'review',
		observer: 'review'
	},
	'public_copy.prepare': { secretariat: 'review' },
	'public_copy.approve': { secretariat: 'review', chair: 'review' },
	'public_copy.publish': { secretariat: 'review' },

	// Whoever sees a paper may propose words for it, in their own name: advisers and offices too, since a suggestion
	// records no minister's position. Observers speak where a window asks their department (papers/speaking.ts).
	'paper.suggest': speaksOnPapers,
	'paper.comment': speaksOnPapers,
	// What goes into the text, and what counts as answered, is the editor's to decide.
	'suggestion.decide': { secretariat: 'review' },
	'comment.resolve': { secretariat: 'review' },
	'comment_window.manage': { secretariat: 'review' },
	'paper.send_for_comment': { secretariat: 'review' },
	'paper.bring_back': { secretariat: 'review' },

	'fiscal_event.manage': { secretariat: 'review' },
	'bid.start': { official: 'team' },
	/** The lead department's: the record, options, partners, and what is frozen and submitted. */
	'bid.edit': { official: 'team' },
	'bid.edit_share': { official: 'team' },
	'bid.agree_share': { official: 'team' },
	/** From the very post that the department named as its finance lead. */
	'bid.sign': { official: 'team' },
	'bid.submit': { official: 'team' },
	/** Every submitted version of the review: what a paper may print that has no other readers. */
	'bid.see_submissions': { secretariat: 'review', chair: 'review', treasury: 'review' },
	'bid.export': {
		official: 'review',
		minister: 'review',
		private_office: 'review',
		special_adviser: 'review',
		secretariat: 'review',
		chair: 'review',
		treasury: 'review',
		cabinet_minister: 'review',
		cabinet_private_office: 'review'
	},
	'treasury_position.record': { treasury: 'review' },
	'treasury_note.write': { treasury: 'review' },
	'bid_question.ask': { treasury: 'review' },
	'bid_question.answer': { official: 'team' },
	'portfolio.rank': { secretariat: 'review' },
	'appraisal.run': { official: 'team', secretariat: 'review' },
	'parameter_edition.add': { secretariat: 'review' },

	'committee.manage': { secretariat: 'review' },
	'round.manage': { secretariat: 'review' },
	/**
	 * What a department replied. The post that is asked and its office give it; the Treasury’s team passes on what its own
	 * minister said, the secretariat what came by letter.
	 */
	'reply.record': {
		secretariat: 'review',
		cabinet_minister: 'post',
		cabinet_private_office: 'served',
		minister: 'post',
		private_office: 'served',
		chair: 'post',
		treasury: 'team'
	},
	/** What every department replied; each department sees its own replies without it. */
	'round.see_replies': {
		secretariat: 'review',
		chair: 'review',
		minister: 'review',
		private_office: 'review',
		cabinet_minister: 'review',
		cabinet_private_office: 'review',
		treasury: 'review'
	},

	/** The act of the Cabinet committee's chair, written down: the chair of the group cannot clear. */
	'clearance.record': { secretariat: 'review' },
	'clearance.advise': { secretariat: 'review', chair: 'review' },

	'letter.write': { secretariat: 'review' },
	/** Its words, while it has not gone out. */
	'letter.edit': senderOfLetter,
	/** The sender's own office clears and records the signature: nobody else speaks for it. */
	'letter.clear': ownOffice,
	'letter.sign': ownOffice,
	'letter.issue': senderOfLetter,
	/** In the name of the addressee. */
	'letter.receive': addresseeOfLetter,
	'letter.withdraw': { secretariat: 'review' },
	'letter_answer.record': addresseeOfLetter,
	'review_settings.edit': { secretariat: 'review' },
	/** The secretariat's, and of the post that chairs the meeting with its office. */
	'meeting.manage': { secretariat: 'review', chair: 'post', private_office: 'served' },
	/** What members say in the room, noted for their offices to confirm or correct. */
	'position.record_in_meeting': { secretariat: 'review' },
	/** What the chair sums up in the room, written down in the chair's name. */
	'agreement.record_in_meeting': { secretariat: 'review' },
	'meeting.export': everyRole,

	/** For a department: what its own posts do. */
	'action.add': { secretariat: 'review', chair: 'review', official: 'team', private_office: 'team' },
	'action.change': { secretariat: 'review', chair: 'review' },
	'action.finish': worksForOwner,
	'action.export': everyRole,
	/** What came of it, said to whom it was to be reported to. */
	'action.report': worksForOwner,

	/** For a department: what its own posts owe. */
	'undertaking.record': { secretariat: 'review', chair: 'review', official: 'team', private_office: 'team' },
	'undertaking.change': { secretariat: 'review', chair: 'review' },
	'undertaking.meet': worksForOwner,
	'undertaking.export': everyRole,

	/** For a department: what it leads. */
	'announcement.record': { secretariat: 'review', official: 'team', private_office: 'team' },
	/** For a department: what it leads or has a part in. */
	'delivery.record': { secretariat: 'review', official: 'team', private_office: 'team' },
	'handover.make': { secretariat: 'review', chair: 'review' },

	'timetable.plan': { secretariat: 'review' },
	/** By anybody who works in the department of the post that owns it. */
	'milestone.finish': {
		secretariat: 'review',
		chair: 'review',
		official: 'team',
		minister: 'team',
		private_office: 'team',
		treasury: 'team',
		cabinet_minister: 'team',
		cabinet_private_office: 'team'
	},

	'state_of_play.make': { secretariat: 'review', chair: 'review' }
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

export type Act = keyof typeof acts;

// Marked as pure so that no browser is sent the table for it.
export const actNames = /* @__PURE__ */ Object.keys(acts).filter((name): name is Act => name in acts);

/** @returns how far a role's right to an act reaches, or null where it has none */
export function reachOf(act: Act, role: Role): Reach | null {
	const rights: Partial<Record<Role, Reach>> = acts[act];
	return rights[role] ?? null;
}
