// The document around every page: head, navigation, and the one form that all small actions post through.

import type { JSX } from 'preact';
import { clientMessages } from '../../utils/messages/client-messages.ts';
import type { LocaleTag } from '../../utils/messages/locale.ts';
import { Aside } from '../components/aside.tsx';
import { PlainHeader, Side, TopBar } from '../components/navigation.tsx';
import { PageFoot } from '../components/page-foot.tsx';
import { assetAddresses } from './assets.ts';
import { brandSheet } from './brand.ts';
import { CLIENT_KEYS } from './client-keys.ts';
import { TOKEN_FIELD } from './form.ts';
import { InstallLinks } from './install-links.tsx';
import type { Page } from './page.ts';
import type { ShellState } from './shell-state.ts';
import type { Visit } from './visit.ts';
import { WORKER } from './worker-address.ts';

export interface ShellProps {
  readonly visit: Visit;
  readonly page: Page;
  readonly shell: ShellState;
}

interface DocumentProps extends ShellProps {
  /** By which the policy allows the page's script. */
  readonly nonce: string;
}

export function Document(props: DocumentProps): JSX.Element {
  const { visit, page } = props;
  const { locale } = visit.t;
  const { theme, contrast, motion, text } = visit.look;
  return (
    <html
      lang={locale.tag}
      dir={locale.dir}
      data-theme={theme}
      data-contrast={contrast}
      data-motion={motion}
      data-text={text}
    >
      <Head {...props} />
      <body>
        {page.shell === 'bare' ? <main id="main">{page.main}</main> : <Shell {...props} />}
        {!page.framed && <ForScript {...props} />}
        {visit.ctx.viewer !== null && <ActForm visit={visit} />}
      </body>
    </html>
  );
}

function Head({ visit, page, nonce }: DocumentProps): JSX.Element {
  const { settings } = visit.ctx.tenant;
  const { style, script, frameScript } = assetAddresses();
  const title = page.title === settings.name ? page.title : `${page.title} · ${settings.name}`;
  return (
    <head>
      <meta charset="utf-8" />
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <title>{title}</title>
      <link rel="stylesheet" href={style} />
      {/* made of checked colours, allowed by its hash */}
      <style dangerouslySetInnerHTML={{ __html: brandSheet(settings) }} />
      <script type="module" src={page.framed ? frameScript : script} nonce={nonce} />
      {!page.framed && <InstallLinks visit={visit} />}
      {(page.noindex || !settings.publicPreview) && <meta name="robots" content="noindex" />}
      {page.canonical !== undefined && <link rel="canonical" href={page.canonical} />}
      {page.head}
    </head>
  );
}

function Shell(props: ShellProps): JSX.Element {
  const { visit, page } = props;
  const main = (
    <main id="main" tabIndex={-1}>
      {page.main}
    </main>
  );
  const skip = (
    <a class="skip" href="#main">
      {visit.t('nav.skip')}
    </a>
  );
  if (page.shell === 'plain') {
    return (
      <div class="plain">
        {skip}
        <PlainHeader {...props} />
        {main}
        <PageFoot visit={visit} />
      </div>
    );
  }
  return (
    <div class="shell">
      {skip}
      <TopBar {...props} />
      <Side {...props} />
      {main}
      <Aside visit={visit} shell={props.shell}>
        {page.aside}
      </Aside>
      <PageFoot visit={visit} />
    </div>
  );
}

/** Where the script of pages speaks, and what it knows. */
const ForScript = (props: ShellProps): JSX.Element => (
  <>
    <div id="toasts" class="toasts" role="status" aria-live="polite" />
    <div id="alerts" class="toasts" role="alert" />
    <PageData {...props} />
  </>
);

/** What the script needs to know; a block of data, never run. */
function PageData({ visit }: ShellProps): JSX.Element {
  const viewer = JSON.stringify(visit.ctx.viewer?.id ?? null);
  const json = `{"viewer":${viewer},${sharedData(visit.t.locale.tag)}}`;
  return (
    // JSON without "<" cannot leave its element
    <script type="application/json" id="page" dangerouslySetInnerHTML={{ __html: json }} />
  );
}

const shared = new Map<LocaleTag, string>();

/** What is the same on all pages of a language, as JSON that cannot leave its element. */
function sharedData(tag: LocaleTag): string {
  let json = shared.get(tag);
  if (json === undefined) {
    const data = { worker: WORKER, messages: clientMessages(tag, CLIENT_KEYS) };
    json = JSON.stringify(data).slice(1, -1).replaceAll('<', '\\u003c');
    shared.set(tag, json);
  }
  return json;
}

/** The buttons of posts and people name this form, so that a card that is kept holds nobody's token. */
function ActForm({ visit }: { visit: Visit }): JSX.Element {
  return (
    <form id="act" method="post" hidden>
      <input type="hidden" name={TOKEN_FIELD} value={visit.token()} />
      <input type="hidden" name="return" value={visit.here} />
    </form>
  );
}
