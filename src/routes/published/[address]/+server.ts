import { servePublished } from '#lib/papers/public/serve.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params }) => servePublished(params.address, 'html');
