import MailComposer from 'nodemailer/lib/mail-composer';

export type Draft = {
	/** Empty where no mailbox of the addressee is known: the sender fills it in. */
	to: { name: string; address: string }[];
	subject: string;
	text: string;
	attachment: { name: string; type: string; bytes: Uint8Array };
};

/**
 * A message ready to be sent from somebody's own mailbox. `X-Unsent` makes mail programs open it as a draft; without a
 * sender it takes that of whoever opens it.
 */
export async function composeDraft({ to, subject, text, attachment }: Draft): Promise<Uint8Array> {
	const message = new MailComposer({
		to: to.map(({ name, address }) => ({ name, address })),
		subject,
		text,
		attachments: [{ filename: attachment.name, content: Buffer.from(attachment.bytes), contentType: attachment.type }],
		headers: { 'X-Unsent': '1' }
	});
	return new Uint8Array(await message.compile().build());
}
