// How many characters are left, counted by the very code that the server counts with.

import { cleanLine, cleanText } from '../../utils/text/clean.ts';
import { countCharacters } from '../../utils/text/length.ts';
import type { ComposerForm } from './composer-form.ts';

/** From here on the number is said, not only drawn. */
const NEAR = 40;
const SAY_AFTER = 700;

/** Begins to count; gives a function that counts again, for texts that came without typing. */
export function countDown({ form, text, warning, warned, limit, said, say }: ComposerForm): () => void {
  const box = form.querySelector<HTMLElement>('.composer-count')!;
  const ring = box.querySelector<SVGCircleElement>('[data-ring]')!;
  const number = box.querySelector<HTMLElement>('[data-left]')!;
  let later: ReturnType<typeof setTimeout> | undefined;
  let spoken = '';
  const count = () => {
    const words = countCharacters(cleanText(text.value));
    const used = words + (warned.checked ? countCharacters(cleanLine(warning.value)) : 0);
    const left = limit - used;
    box.hidden = used === 0;
    box.classList.toggle('near', left <= NEAR && left >= 0);
    box.classList.toggle('over', left < 0);
    ring.style.strokeDashoffset = String(100 - Math.min(100, (used / limit) * 100));
    number.textContent = String(left);
    const over = left < 0 ? say('compose.too-long', { n: -left }) : '';
    text.setCustomValidity(over);
    if (over === '') text.removeAttribute('aria-invalid');
    else text.setAttribute('aria-invalid', 'true');
    form.toggleAttribute('data-written', text.value.trim() !== '' && text.value !== text.defaultValue);
    clearTimeout(later);
    later = setTimeout(() => {
      const words = left > NEAR ? '' : over || say('compose.characters', { n: left });
      // Others speak here too: only its own words are taken back.
      if (words === '' && said.textContent !== spoken) return;
      said.textContent = words;
      spoken = words;
    }, SAY_AFTER);
  };
  for (const input of [text, warning, warned]) input.addEventListener('input', count);
  count();
  return count;
}
