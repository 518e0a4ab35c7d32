import { useState } from 'preact/hooks';
import type { PageMessage } from '../../page-protocol.ts';
import { useShared } from './message-context.ts';
import { PictureView } from './media-view.tsx';
import { fileNameOf, type Payload, readFlag, readNumber, readOne, readText } from './payload.ts';

/** A file of a Components V2 message; its text opens in place. */
export function FileView({ component }: { component: Payload }) {
  const url = readText(readOne(component, 'file'), 'url');
  const name = readText(component, 'name') || fileNameOf(url);
  return (
    <AttachedFile
      name={name}
      url={url}
      isSpoiler={readFlag(component, 'spoiler')}
      size={readNumber(component, 'size', -1)}
    />
  );
}

/** A classic attachment: a picture, or a file. */
export function AttachmentView({ attachment }: { attachment: Payload }) {
  const name = readText(attachment, 'filename');
  const isSpoiler = name.startsWith('SPOILER_');
  const alt = readText(attachment, 'description') || name;
  if (readText(attachment, 'content_type').startsWith('image/'))
    return <PictureView picture={{ url: readText(attachment, 'url'), alt, isSpoiler }} kind="gallery" />;
  const url = readText(attachment, 'url');
  return <AttachedFile name={name} url={url} isSpoiler={isSpoiler} size={readNumber(attachment, 'size', -1)} />;
}

function AttachedFile(props: { name: string; url: string; isSpoiler: boolean; size: number }) {
  const { name, url, isSpoiler, size } = props;
  const { files } = useShared();
  const [isShown, show] = useState(!isSpoiler);
  const file = files.find((one) => one.name === name);
  if (!isShown)
    return (
      <button type="button" class="dc-file dc-cover" onClick={() => show(true)}>
        Spoiler: show the file
      </button>
    );
  const about = sizeWords(size < 0 ? file?.text.length : size);
  if (!file || !isReadable(file))
    return (
      <div class="dc-file">
        <span class="dc-file-name">{name}</span>
        <span class="dc-soft">{about}</span>
        <Download name={name} url={url} />
      </div>
    );
  return (
    <details class="dc-file">
      <summary>
        <span class="dc-file-name">{name}</span> <span class="dc-soft">{about}</span>
      </summary>
      <pre tabIndex={0} role="region" aria-label={`Text of ${name}`}>
        {file.text}
      </pre>
      <Download name={name} url={url} />
    </details>
  );
}

/** By its path alone: the page may be open under the other name of this machine. Nothing from elsewhere is offered. */
function Download({ name, url }: { name: string; url: string }) {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  if (!path.startsWith('/attachments/')) return null;
  return (
    <a class="dc-file-download" href={path} download={name} aria-label={`Download ${name}`}>
      Download
    </a>
  );
}

/** Bytes that are no text show themselves by what decoding put in their place. */
function isReadable({ text }: PageMessage['files'][number]): boolean {
  return !text.slice(0, 2000).includes('\u0000') && !text.slice(0, 2000).includes('\ufffd');
}

function sizeWords(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
