// What other apps of the device share: its pictures become the draft's, its words begin the text. Nothing is
// sent before the person says so.

import { openDraft } from './drafts.ts';
import { lastViewer } from './worker-pages.ts';

const WORDS = ['title', 'text', 'url'];

/** Keeps shared pictures with the draft of a new post and leads there. */
export async function keepShared(request: Request): Promise<Response> {
  const shared = await request.formData();
  const viewer = await lastViewer();
  const files = shared.getAll('media').filter((one): one is File => one instanceof File && one.size > 0);
  if (viewer !== null) for (const file of files) await openDraft(viewer, 'new').keepFile(file);
  const words = WORDS.map((name) => [name, String(shared.get(name) ?? '')] as const);
  const query = new URLSearchParams(words.filter(([, value]) => value !== '').map((pair) => [...pair]));
  return Response.redirect(`/compose?${query}`, 303);
}
