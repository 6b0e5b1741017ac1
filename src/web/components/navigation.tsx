// The ways through the product: five doors below on a phone, a rail or a list at the side on wider screens.

import type { JSX } from 'preact';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import type { ShellProps } from '../kit/document.tsx';
import type { Door } from '../kit/page.ts';
import { Avatar } from './avatar.tsx';
import { Brand } from './brand.tsx';
import { Icon } from './icon.tsx';

/** On a phone: the community's name, search and, for visitors, signing in. */
export function TopBar({ visit, shell }: ShellProps): JSX.Element {
  const { t } = visit;
  return (
    <header class="topbar">
      <Brand visit={visit} />
      <div class="end">
        <a class="icon-button" href="/search" aria-label={t('nav.search')}>
          <Icon name="search" />
        </a>
        {shell.viewer === null ? (
          <a class="button compact" href="/sign-in">
            {t('nav.sign-in')}
          </a>
        ) : (
          <a class="icon-button" href="/settings" aria-label={t('nav.settings')}>
            <Icon name="settings" />
          </a>
        )}
      </div>
    </header>
  );
}

/** Above pages that stand alone. */
export const PlainHeader = ({ visit }: ShellProps): JSX.Element => (
  <header>
    <Brand visit={visit} />
  </header>
);

export function Side(props: ShellProps): JSX.Element {
  return (
    <div class="side">
      <div class="side-inner">
        <nav aria-label={props.visit.t('nav.main')}>
          <Brand visit={props.visit} />
          <ul class="doors">
            {props.shell.viewer === null ? <VisitorDoors {...props} /> : <MemberDoors {...props} />}
          </ul>
        </nav>
      </div>
    </div>
  );
}

function MemberDoors({ visit, page, shell }: ShellProps): JSX.Element {
  const { t } = visit;
  const at = page.door;
  const viewer = shell.viewer!;
  return (
    <>
      <DoorLink door="home" at={at} href="/home" icon="house" words={t('nav.home')} />
      <DoorLink wide door="community" at={at} href="/community" icon="users" words={t('nav.community')} />
      <DoorLink door="explore" at={at} href="/explore" icon="compass" words={t('nav.explore')} />
      <li class="narrow">
        <ComposeDoor words={t('nav.compose')} />
      </li>
      <li>
        <a class="door" href="/notifications" aria-current={at === 'notifications' ? 'page' : undefined}>
          <Icon name="bell" />
          <span class="words">{t('nav.notifications')}</span>
          <Unread {...{ visit, shell, page }} />
        </a>
      </li>
      <DoorLink wide door="bookmarks" at={at} href="/bookmarks" icon="bookmark" words={t('nav.bookmarks')} />
      <li>
        <a class="door" href={`/@${viewer.username}`} aria-current={at === 'profile' ? 'page' : undefined}>
          <Avatar profile={viewer} size="tiny" />
          <span class="words">{t('nav.profile')}</span>
        </a>
      </li>
      <DoorLink wide door="settings" at={at} href="/settings" icon="settings" words={t('nav.settings')} />
      <li class="wide">
        <ComposeDoor words={t('nav.compose')} />
      </li>
    </>
  );
}

function VisitorDoors({ visit, page }: ShellProps): JSX.Element {
  const { t } = visit;
  const at = page.door;
  return (
    <>
      <DoorLink door="community" at={at} href="/community" icon="users" words={t('nav.community')} />
      <DoorLink door="explore" at={at} href="/explore" icon="compass" words={t('nav.explore')} />
      <DoorLink door="search" at={at} href="/search" icon="search" words={t('nav.search')} />
      <li>
        <a class="door" href="/sign-in">
          <Icon name="log-in" />
          <span class="words">{t('nav.sign-in')}</span>
        </a>
      </li>
    </>
  );
}

interface DoorLinkProps {
  readonly door: Door;
  readonly at: Door | undefined;
  readonly href: string;
  readonly icon: string;
  readonly words: string;
  /** Only where there is room. */
  readonly wide?: boolean;
}

const DoorLink = ({ door, at, href, icon, words, wide }: DoorLinkProps): JSX.Element => (
  <li class={wide ? 'wide' : undefined}>
    <a class="door" href={href} aria-current={at === door ? 'page' : undefined}>
      <Icon name={icon} />
      <span class="words">{words}</span>
    </a>
  </li>
);

const ComposeDoor = ({ words }: { words: string }): JSX.Element => (
  <a class="door compose" href="/compose" data-compose>
    <Icon name="pencil" />
    <span class="words">{words}</span>
  </a>
);

/** How many notifications wait; the script keeps it true, so it is there even when there are none. */
function Unread({ visit, shell }: ShellProps): JSX.Element {
  const { unread } = shell;
  return (
    <span class="badge" data-unread hidden={unread === 0} title={visit.t(UNREAD, { count: unread })}>
      {unread > 99 ? '99+' : unread}
    </span>
  );
}

const UNREAD: MessageKey = 'nav.unread';
