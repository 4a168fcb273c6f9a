/** The page shown while the database cannot be reached. It needs nothing else of the application, and reloads itself. */
export function unavailableAnswer(): Response {
	return new Response(page, {
		status: 503,
		headers: { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '5', 'Cache-Control': 'no-store' }
	});
}

const page = `<!doctype html>
<html lang="en-GB">
	<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width, initial-scale=1">
		<meta http-equiv="refresh" content="5">
		<title>Throughline is not available just now</title>
	</head>
	<body>
		<main>
			<h1>Throughline is not available just now</h1>
			<p>The database cannot be reached. Nothing that was saved is lost.</p>
			<p>This page tries again every five seconds. If you were sending a form, go back and send it again when this page has gone: your browser keeps what you typed.</p>
		</main>
	</body>
</html>
`;
