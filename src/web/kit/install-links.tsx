// What the head of every page says of the community's icons and of installing it.

import type { JSX } from 'preact';
import { iconAddress, markAddress, unreadAddress } from './install.ts';
import { ThemeColour } from './theme-colour.tsx';
import type { Visit } from './visit.ts';

export function InstallLinks({ visit }: { visit: Visit }): JSX.Element {
  const { settings } = visit.ctx.tenant;
  const mark = markAddress(settings);
  // The script swaps them: client/unread.ts.
  const unread = (format: 'png' | 'svg') =>
    visit.ctx.viewer === null ? undefined : unreadAddress(settings, format);
  return (
    <>
      <link
        rel="icon"
        href={iconAddress(settings, '32')}
        sizes="32x32"
        type="image/png"
        data-unread-href={unread('png')}
      />
      {mark !== undefined && (
        <link rel="icon" href={mark} sizes="any" type="image/svg+xml" data-unread-href={unread('svg')} />
      )}
      <link rel="apple-touch-icon" href={iconAddress(settings, '180')} />
      <link rel="manifest" href={`/manifest.webmanifest?lang=${visit.t.locale.tag}`} />
      <meta name="application-name" content={settings.shortName || settings.name} />
      <meta name="apple-mobile-web-app-title" content={settings.shortName || settings.name} />
      <ThemeColour visit={visit} />
    </>
  );
}
