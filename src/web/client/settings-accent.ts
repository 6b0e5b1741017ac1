// A community's colour while it is chosen: how it will be shaded, and how well text in it can be read.

import { accentShades } from '../../tenant/brand.ts';
import { contrast } from '../../tenant/colour.ts';

/** Begins on the field of pages/settings/community.tsx. */
export function previewAccent(field: HTMLElement): void {
  const input = field.querySelector<HTMLInputElement>('input[type="color"]');
  if (input === null) return;
  const show = () => {
    const shades = accentShades(input.value);
    sample(field, 'light', shades.light, shades.onLight);
    sample(field, 'dark', shades.dark, shades.onDark);
  };
  input.addEventListener('input', show);
  show();
}

function sample(field: HTMLElement, theme: string, shade: string, on: string): void {
  const shown = field.querySelector<HTMLElement>(`[data-sample="${theme}"]`);
  const ratio = shown?.querySelector('[data-ratio]');
  if (!shown || !ratio) return;
  shown.style.setProperty('--accent', shade);
  shown.style.setProperty('--on-accent', on);
  ratio.textContent = ratio.textContent!.replace(/[\d.]+/, contrast(shade, on).toFixed(1));
}
