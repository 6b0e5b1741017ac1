/** Gives the focus to an element, or to the content of the page where that one cannot take it: it is never lost. */
export function focusOn(element: Element | null | undefined): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  if (element == null || document.activeElement !== element)
    document.getElementById('main')?.focus({ preventScroll: true });
}
