/** The whole address of a password link. ORIGIN is what the operator says people type; a request may say anything. */
export function passwordLinkAddress(url: URL, token: string): string {
	return new URL(`/password/${token}`, process.env.ORIGIN ?? url.origin).href;
}
