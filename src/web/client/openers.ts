// Links that open something over the page: the compose form, the pictures of a post. Their scripts are fetched
// with the first press; a press with a modifier opens the link as everywhere.

/** Begins to answer clicks on such links. */
export function listenForOpeners(member: boolean): void {
  document.addEventListener('click', (event) => {
    const { target } = event;
    if (event.defaultPrevented || event.button !== 0 || hasModifier(event) || !(target instanceof Element))
      return;
    const link = target.closest('a');
    if (link === null) return;
    if (member && link.matches('[data-compose], [data-reply]')) openForm(event, link);
    else if (link.matches('[data-media] > a')) {
      event.preventDefault();
      void import('./media-viewer.ts').then(({ openViewer }) => openViewer(link));
    }
  });
}

function openForm(event: MouseEvent, link: HTMLAnchorElement): void {
  const { pathname, search } = new URL(link.href);
  if (pathname !== '/compose' || location.pathname === '/compose') return;
  const here = document.querySelector<HTMLFormElement>('.post-large ~ .reply-form form');
  const reply = new URLSearchParams(search).get('reply');
  event.preventDefault();
  if (reply !== null && here?.querySelector<HTMLInputElement>('input[name="reply"]')?.value === reply)
    here.querySelector('textarea')?.focus();
  else void import('./compose-dialog.ts').then(({ openComposer }) => openComposer(link.href));
}

const hasModifier = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey;
