// A chosen picture is shown in place of the present one before it is sent; one that is too large is refused here.

/** Begins on a field made by pages/settings/picture-field.tsx. */
export function previewPicture(field: HTMLElement): void {
  const input = field.querySelector<HTMLInputElement>('input[type="file"]');
  const preview = field.querySelector<HTMLElement>('[data-preview]');
  if (input === null || preview === null) return;
  const before = [...preview.childNodes];
  const remove = field.querySelector<HTMLInputElement>('input[type="checkbox"]');
  let address = '';
  input.addEventListener('change', () => {
    if (address !== '') URL.revokeObjectURL(address);
    address = '';
    const file = input.files?.[0];
    input.setCustomValidity(tooLarge(input, file));
    input.reportValidity();
    if (file === undefined || !input.validity.valid) return preview.replaceChildren(...before);
    address = URL.createObjectURL(file);
    preview.replaceChildren(picture(address));
    if (remove !== null) remove.checked = false;
  });
}

function tooLarge(input: HTMLInputElement, file: File | undefined): string {
  const { most = '0', tooLarge: words = '' } = input.dataset;
  return file !== undefined && file.size > Number(most) ? words : '';
}

function picture(address: string): HTMLImageElement {
  const image = new Image();
  image.src = address;
  image.alt = '';
  return image;
}
