// A mail as plain text and as simple HTML that looks the same in every program.

import { type Content, html, raw } from '../utils/html.ts';
import type { Locale } from '../utils/messages/locale.ts';
import type { MailText } from './mail-texts.ts';

/** The plain form. */
export function plainMail(text: MailText, origin: string): string {
  const { paragraphs, button, after = [] } = text;
  const link = button === undefined ? [] : [`${button.label}:\n${button.link}`];
  return `${[...paragraphs, ...link, ...after, `-- \n${origin}`].join('\n\n')}\n`;
}

export interface Letterhead {
  readonly locale: Locale;
  readonly community: string;
  readonly origin: string;
}

/**
 * The HTML form. Mail programs know inline styles and tables; they drop style sheets, and some the
 * attributes of `html` and `body`, so language and direction stand on the table too.
 */
export function htmlMail(text: MailText, { locale, community, origin }: Letterhead): string {
  const { subject, paragraphs, button, after = [] } = text;
  const { tag, dir } = locale;
  const page = html`<!doctype html>
<html lang="${tag}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;padding:24px;background:#f4f4f7;font:16px/1.5 system-ui,sans-serif;color:#222">
<table role="presentation" lang="${tag}" dir="${dir}" align="center" width="100%" style="max-width:560px;margin:0 auto;background:#fff;border-radius:12px">
<tr><td style="padding:32px">
<p style="margin:0 0 24px;font-weight:600">${community}</p>
${paragraphs.map(paragraph)}
${button && html`<p style="margin:24px 0"><a href="${button.link}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#4338ca;color:#fff;text-decoration:none;font-weight:600">${button.label}</a></p>`}
${after.map(paragraph)}
<p style="margin:32px 0 0;font-size:13px;color:#666">${origin}</p>
</td></tr></table></body></html>
`;
  return page.toString();
}

function paragraph(text: string): Content {
  const lines = text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [raw('<br>'), line]));
  return html`<p style="margin:0 0 16px">${lines}</p>`;
}
