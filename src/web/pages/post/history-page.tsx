// The versions of a post, the newest first, each with what changed in it.

import type { JSX } from 'preact';
import { editsOf, type PostVersion } from '../../../post/history.ts';
import { PageHead } from '../../components/page-head.tsx';
import { MediaGrid } from '../../components/post-body.tsx';
import type { Answer } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';
import { postPath, withPost } from './open-post.ts';
import { wordDiff } from './word-diff.ts';

/** `/@name/ID/history` */
export const historyPage = (visit: Visit): Promise<Answer> =>
  withPost(visit, '/history', async ({ post, author }) => {
    const { t, ctx } = visit;
    const { versions } = await editsOf(ctx, post.id);
    const title = t('post.history-title');
    const numbered = versions.map((version, index) => ({ version, before: versions[index - 1], index }));
    return {
      title,
      noindex: true,
      main: (
        <>
          <PageHead visit={visit} title={title} back={postPath(author.username, post.id)} />
          <p class="section soft small">
            {versions.length === 1
              ? t('post.history-none')
              : t.parts<JSX.Element>('post.history-hint', {
                  ins: (words) => <ins>{words}</ins>,
                  del: (words) => <del>{words}</del>,
                })}
          </p>
          <ol class="history">
            {numbered.toReversed().map(({ version, before, index }) => (
              <Version
                visit={visit}
                version={version}
                before={before}
                title={versionTitle(visit, index, versions.length)}
                language={post.body.language}
              />
            ))}
          </ol>
        </>
      ),
    };
  });

function versionTitle({ t }: Visit, index: number, count: number): string {
  if (index === 0) return t('post.history-first');
  return index === count - 1 ? t('post.history-now') : t('post.history-version', { number: index + 1 });
}

interface VersionProps {
  readonly visit: Visit;
  readonly version: PostVersion;
  readonly before: PostVersion | undefined;
  readonly title: string;
  readonly language: string | null;
}

function Version({ visit, version, before, title, language }: VersionProps): JSX.Element {
  const { t } = visit;
  const picturesBefore = before?.media.map(({ id }) => id).join();
  const picturesNow = version.media.map(({ id }) => id).join();
  const warned = version.spoilerText !== '' || (before?.spoilerText ?? '') !== '';
  return (
    <li class="section">
      <header class="version">
        <h2>{title}</h2>
        <time class="soft small" datetime={version.writtenAt.toISOString()} data-moment>
          {t.formats.dateTime(version.writtenAt)}
        </time>
      </header>
      {warned && (
        <p class="soft small">
          {t('post.history-warning')}:{' '}
          <Changes visit={visit} before={before?.spoilerText} after={version.spoilerText} />
        </p>
      )}
      <div class="post-text version-text" dir="auto" lang={language ?? undefined}>
        <Changes visit={visit} before={before?.text} after={version.text} />
      </div>
      {picturesBefore !== undefined && picturesBefore !== picturesNow && (
        <p class="soft small">{t('post.history-pictures', { count: version.media.length })}</p>
      )}
      {version.media.length > 0 && <MediaGrid t={t} media={version.media} />}
    </li>
  );
}

interface ChangesProps {
  readonly visit: Visit;
  readonly before: string | undefined;
  readonly after: string;
}

/** Marks are said, too: not every screen reader tells of them. */
function Changes({ visit: { t }, before, after }: ChangesProps): JSX.Element {
  if (before === undefined) return <>{after}</>;
  return (
    <>
      {wordDiff(before, after, t.locale.tag).map(({ kind, text }) => {
        if (kind === 'same') return text;
        const Mark = kind === 'added' ? 'ins' : 'del';
        return (
          <Mark>
            <span class="visually-hidden">
              {t(kind === 'added' ? 'post.history-added' : 'post.history-removed')}{' '}
            </span>
            {text}
          </Mark>
        );
      })}
    </>
  );
}
