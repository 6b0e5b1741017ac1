// The pictures of a post that is being written: those that are there, each with its description, and where
// the next ones are chosen. Without script files are sent with the form.

import type { JSX } from 'preact';
import { DESCRIPTION_LIMIT, IMAGE_LIMITS, IMAGE_TYPES } from '../../../media/limits.ts';
import type { Media } from '../../../media/media.ts';
import type { Translator } from '../../../utils/messages/translator.ts';
import { Icon } from '../../components/icon.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';

/** A form carries few files, whatever the community allows: see web/index.ts. */
const MOST_FILES = 4;

export interface PicturesProps {
  readonly visit: Visit;
  readonly media: readonly Media[];
  /** They are covered until somebody asks to see them. */
  readonly sensitive: boolean;
  readonly prefix: string;
  readonly problem: Problem | undefined;
}

export function Pictures({
  visit: { t, ctx },
  media,
  sensitive,
  prefix,
  problem,
}: PicturesProps): JSX.Element {
  const room = Math.min(MOST_FILES, ctx.tenant.settings.maxMedia) - media.length;
  const own = problem?.fields.get('media');
  return (
    <div class="composer-pictures">
      <ol class="attachments">
        {media.map((one) => (
          <Attachment t={t} media={one} prefix={prefix} problem={problem} />
        ))}
      </ol>
      {own !== undefined && <Wrong text={own} id={`${prefix}-media-problem`} />}
      <template data-attachment>
        <Attachment t={t} media={undefined} prefix={prefix} problem={undefined} />
      </template>
      <label class="check sensitive">
        <input type="checkbox" name="sensitive" value="yes" checked={sensitive} />
        <span>{t('compose.sensitive')}</span>
      </label>
      {room > 0 && <Files t={t} room={room} prefix={prefix} problem={problem} />}
    </div>
  );
}

interface AttachmentProps {
  readonly t: Translator;
  /** Undefined: the pattern for the script. */
  readonly media: Media | undefined;
  readonly prefix: string;
  readonly problem: Problem | undefined;
}

function Attachment({ t, media, prefix, problem }: AttachmentProps): JSX.Element {
  const id = media?.id ?? '';
  const { x, y } = media?.meta.focus ?? { x: 0, y: 0 };
  const own = problem?.fields.get(`description-${id}`);
  const field = `${prefix}-description-${id}`;
  return (
    <li class="attachment" data-media-id={id}>
      <input type="hidden" name="media" value={id} />
      <input type="hidden" name={`focus-${id}`} value={`${x},${y}`} data-focus />
      <img
        src={media?.previewUrl}
        width={media?.meta.small.width}
        height={media?.meta.small.height}
        alt=""
        decoding="async"
      />
      <div class="field">
        <label for={field}>{t('compose.description')}</label>
        <textarea
          id={field}
          name={`description-${id}`}
          rows={2}
          dir="auto"
          maxLength={DESCRIPTION_LIMIT}
          placeholder={t('compose.description-hint')}
          value={media?.description ?? ''}
          aria-describedby={own === undefined ? undefined : `${field}-problem`}
          aria-invalid={own === undefined ? undefined : 'true'}
        />
        {own !== undefined && <Wrong text={own} id={`${field}-problem`} />}
      </div>
      <label class="check no-script-only">
        <input type="checkbox" name="drop" value={id} />
        <span>{t('compose.remove-picture')}</span>
      </label>
    </li>
  );
}

interface FilesProps {
  readonly t: Translator;
  readonly room: number;
  readonly prefix: string;
  readonly problem: Problem | undefined;
}

function Files({ t, room, prefix, problem }: FilesProps): JSX.Element {
  const numbers = Array.from({ length: room }, (_, index) => index + 1);
  const wrong = numbers.some((number) => problem?.fields.has(`file-${number}`));
  return (
    <details class="composer-files no-script-only" open={wrong}>
      <summary>
        <Icon name="image-plus" />
        {t('compose.add-pictures')}
      </summary>
      <p class="hint">
        {t('compose.pictures-hint', { count: room, size: t.formats.bytes(IMAGE_LIMITS.bytes) })}
      </p>
      {numbers.map((number) => {
        const file = `${prefix}-file-${number}`;
        const own = problem?.fields.get(`file-${number}`);
        return (
          <fieldset class="field">
            <legend>{t('compose.picture', { number })}</legend>
            <input
              type="file"
              id={file}
              name={`file-${number}`}
              accept={IMAGE_TYPES.join(',')}
              aria-label={t('compose.picture', { number })}
              aria-describedby={own === undefined ? undefined : `${file}-problem`}
              aria-invalid={own === undefined ? undefined : 'true'}
            />
            {own !== undefined && <Wrong text={own} id={`${file}-problem`} />}
            <label for={`${file}-alt`}>{t('compose.description')}</label>
            <input
              id={`${file}-alt`}
              name={`alt-${number}`}
              dir="auto"
              maxLength={DESCRIPTION_LIMIT}
              placeholder={t('compose.description-hint')}
            />
          </fieldset>
        );
      })}
    </details>
  );
}

const Wrong = ({ text, id }: { text: string; id: string }): JSX.Element => (
  <p class="problem" id={id}>
    <Icon name="circle-alert" />
    {text}
  </p>
);
