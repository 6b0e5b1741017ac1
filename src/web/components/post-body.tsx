// What a post says: text, warning, pictures. Rendered once per version and language.

import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Media } from '../../media/media.ts';
import type { PostBody } from '../../post/body.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import { fragmentCache } from '../kit/fragments.ts';
import { Raw } from '../kit/raw.tsx';
import { Icon } from './icon.tsx';

const pieces = fragmentCache<PostBody>('template-post-body');

/** The body as safe markup. */
export const bodyPiece = (t: Translator, body: PostBody): string =>
  pieces(body, t.locale.tag, () => renderToString(<Body t={t} body={body} />));

interface BodyProps {
  readonly t: Translator;
  readonly body: PostBody;
}

function Body({ t, body }: BodyProps): JSX.Element {
  const text = body.html !== '' && (
    <Raw as="div" class="post-text" lang={body.language ?? undefined} dir="auto" html={body.html} />
  );
  const media = body.media.length > 0 && <MediaGrid t={t} media={body.media} />;
  if (body.spoilerText !== '') {
    return (
      <Warned t={t} warning={body.spoilerText}>
        {text}
        {media}
      </Warned>
    );
  }
  return (
    <>
      {text}
      {media && body.sensitive ? (
        <Warned t={t} warning={t('post.sensitive')}>
          {media}
        </Warned>
      ) : (
        media
      )}
    </>
  );
}

interface WarnedProps {
  readonly t: Translator;
  readonly warning: string;
  readonly children: preact.ComponentChildren;
}

const Warned = ({ t, warning, children }: WarnedProps): JSX.Element => (
  <details class="warned">
    <summary>
      <Icon name="triangle-alert" />
      <span dir="auto">{warning}</span>
      <span class="show">{t('post.show')}</span>
    </summary>
    {children}
  </details>
);

interface MediaGridProps {
  readonly t: Translator;
  readonly media: readonly Media[];
}

/** Up to four pictures; each a link to the whole picture, which the script opens in its viewer. */
export const MediaGrid = ({ t, media }: MediaGridProps): JSX.Element => (
  <div class={`media of-${Math.min(media.length, 4)}`} data-media>
    {media.map((one) => (
      <a href={one.url} target="_blank" rel="noopener">
        <img
          class={focusClass(one)}
          src={one.previewUrl}
          width={one.meta.small.width}
          height={one.meta.small.height}
          alt={one.description || t('post.image')}
          loading="lazy"
          decoding="async"
        />
        {one.description !== '' && (
          <span class="alt" title={one.description} aria-hidden="true">
            {t('post.alt')}
          </span>
        )}
      </a>
    ))}
  </div>
);

/** The point to keep in view, in tenths from the left and the top (styles/components/media.css). */
function focusClass({ meta }: Media): string {
  const tenth = (share: number) => Math.round(((share + 1) / 2) * 10);
  return `fx-${tenth(meta.focus.x)} fy-${tenth(-meta.focus.y)}`;
}
