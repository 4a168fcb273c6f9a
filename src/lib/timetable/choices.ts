type Owner = { postId: number; title: string; departmentName: string };

/** The posts to choose from, by department, each once. */
export function ownerChoices(owners: readonly Owner[]) {
	const departments = Map.groupBy(owners, ({ departmentName }) => departmentName);
	return [...departments].map(([label, posts]) => ({
		label,
		options: [...new Map(posts.map(({ postId, title }) => [postId, title]))].map(([postId, text]) => ({
			value: String(postId),
			text
		}))
	}));
}

/** The milestones that another may come after. */
export function milestoneChoices(milestones: readonly { id: number; title: string }[], but: number | null) {
	return milestones.filter(({ id }) => id !== but).map(({ id, title }) => ({ value: String(id), text: title }));
}
