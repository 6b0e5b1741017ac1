// A post for the pages of others: alone in a frame, always as visitors see it; and the code that puts it there.

import type { JSX } from 'preact';
import { authorsOf } from '../../post/authors.ts';
import { type Post, postById } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import { DomainError, notFound } from '../../utils/error.ts';
import { Avatar } from '../components/avatar.tsx';
import { Mark } from '../components/brand.tsx';
import { Icon } from '../components/icon.tsx';
import { PageHead } from '../components/page-head.tsx';
import { bodyPiece } from '../components/post-body.tsx';
import { fullName, postUrl, profileUrl } from '../components/share-card.ts';
import { embedCode, embedUrl } from '../kit/embed-code.ts';
import { type Answer, framedPage, type Page, readingPage, type WebApp } from '../kit/page.ts';
import { Raw } from '../kit/raw.tsx';
import type { Visit } from '../kit/visit.ts';
import { misnamed, postPath, withPost } from './post/open-post.ts';

export const embedPages = (app: WebApp): void => {
  framedPage(app, '/@:name/:id/embed', embedPage);
  readingPage(app, '/@:name/:id/embed-code', codePage);
};

/** Links lead out of the frame. */
const HEAD = <base target="_blank" />;

const framed = { shell: 'bare', framed: true, noindex: true, head: HEAD } as const;

async function embedPage(visit: Visit): Promise<Answer> {
  try {
    const { ctx } = visit;
    const post = await postById(ctx, visit.param('id'));
    const author = (await authorsOf(ctx, [post], new Map())).get(post.authorId);
    if (author === undefined || post.repostOfId !== null) throw notFound();
    return (
      misnamed(visit, { post, author }, '/embed') ?? {
        ...framed,
        title: fullName(visit, author),
        canonical: postUrl(visit, post, author),
        shared: true,
        main: <Embedded visit={visit} post={post} author={author} />,
      }
    );
  } catch (error) {
    // The error page may not stand in a frame; who shows the post shall see that it is gone.
    if (error instanceof DomainError && error.code === 'not-found') return gone(visit);
    throw error;
  }
}

function gone({ t, ctx }: Visit): Page {
  const { settings, origin } = ctx.tenant;
  return {
    ...framed,
    title: t('share.embed-gone'),
    status: 404,
    main: (
      <div class="embed">
        <p class="soft">{t('share.embed-gone')}</p>
        <footer>
          <a class="from" href={origin}>
            <Mark settings={settings} />
            <span dir="auto">{settings.name}</span>
          </a>
        </footer>
      </div>
    ),
  };
}

interface EmbeddedProps {
  readonly visit: Visit;
  readonly post: Post;
  readonly author: User;
}

function Embedded({ visit, post, author }: EmbeddedProps): JSX.Element {
  const { t, ctx } = visit;
  const { settings } = ctx.tenant;
  const { profile, username } = author;
  const { createdAt } = post.body;
  return (
    <article class="embed" aria-labelledby="by">
      <h1 class="visually-hidden">{fullName(visit, author)}</h1>
      <header>
        {/* biome-ignore lint/a11y/useAnchorContent: the name beside it leads to the same page */}
        <a class="face" href={profileUrl(visit, username)} tabIndex={-1} aria-hidden="true">
          <Avatar profile={profile} />
        </a>
        <a class="who" id="by" href={profileUrl(visit, username)}>
          <bdi class="name">{profile.displayName || username}</bdi>
          <span class="handle" dir="ltr">
            @{username}
          </span>
        </a>
        <a class="from" href={ctx.tenant.origin} title={settings.name}>
          <Mark settings={settings} />
          <span class="visually-hidden">{settings.name}</span>
        </a>
      </header>
      <Raw as="div" class="body" html={bodyPiece(t, post.body)} />
      <footer>
        <a href={postUrl(visit, post, author)}>
          <time datetime={createdAt.toISOString()}>{t.formats.dateTime(createdAt)}</time>
        </a>
        <Counts visit={visit} post={post} />
        <a class="open" href={postUrl(visit, post, author)}>
          {t('share.embed-open', { community: settings.name })}
        </a>
      </footer>
    </article>
  );
}

function Counts({ visit: { t }, post }: { visit: Visit; post: Post }): JSX.Element {
  const { commentCount, likeCount } = post;
  return (
    <>
      {commentCount > 0 && (
        <span>
          <Icon name="message-circle" />
          {t('post.replies', { count: commentCount })}
        </span>
      )}
      {likeCount > 0 && (
        <span>
          <Icon name="heart" />
          {t('post.likes', { count: likeCount })}
        </span>
      )}
    </>
  );
}

const codePage = (visit: Visit): Promise<Answer> =>
  withPost(visit, '/embed-code', async ({ post, author }) => {
    if (post.visibility !== 'public' && post.visibility !== 'unlisted') throw notFound();
    const { t } = visit;
    const title = t('share.embed-title');
    return {
      title,
      noindex: true,
      shared: true,
      main: (
        <>
          <PageHead visit={visit} title={title} back={postPath(author.username, post.id)} />
          <section class="section embed-code" data-settings>
            <p class="soft">{t('share.embed-hint')}</p>
            <label for="code">{t('share.embed-code')}</label>
            <textarea id="code" rows={8} readOnly dir="ltr" spellcheck={false}>
              {embedCode(visit, post, author)}
            </textarea>
            <div class="actions">
              <button
                class="button script-only"
                type="button"
                data-copy="code"
                data-copied={t('share.embed-copied')}
              >
                <Icon name="copy" />
                <span>{t('share.embed-copy')}</span>
              </button>
              <a class="button quiet" href={embedUrl(visit, post, author)} target="_blank" rel="noopener">
                {t('share.embed-look')}
              </a>
            </div>
          </section>
        </>
      ),
    };
  });
