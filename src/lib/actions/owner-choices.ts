type Owner = { postId: number; title: string; departmentName: string; holders: string[] };

/** The posts to choose from, by department, each with who holds it: "Minister for Families (A. Person)". */
export function ownerChoices(owners: readonly Owner[]) {
	const departments = Map.groupBy(owners, ({ departmentName }) => departmentName);
	return [...departments].map(([label, posts]) => ({
		label,
		options: posts.map(({ postId, title, holders }) => ({
			value: String(postId),
			text: `${title} (${holders.length === 0 ? 'vacant' : holders.join(', ')})`
		}))
	}));
}
