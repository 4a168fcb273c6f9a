/** What the page to write letters begins with. A review changes it as it likes before it writes. */
export const usualTemplate = {
	subject: '{{review}}: recommendations for your agreement',
	text: `Dear {{addressee}},

I represent our department on the group of ministers of the review “{{review}}”. **The group recommends the changes in the schedule. I ask you to agree to those that our department would lead or contribute to, and to note the others, by {{reply_by}}.**

{{schedule}}

Each recommendation stands in the words that the group has agreed or is considering. An answer to some of them and not to others is welcome, and so is an answer in part: please say which words you would agree to.

Yours sincerely,`
} as const;
