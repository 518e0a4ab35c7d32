import { useState } from 'preact/hooks';
import { LinkView } from './markdown-view.tsx';
import { fileNameOf, isPayload, type Payload, readAll, readFlag, readOne, readText, safeAddress } from './payload.ts';

type Picture = { url: string; alt: string; isSpoiler: boolean };

/** A picture of a component with `media`, `description` and `spoiler`. */
export function MediaView({ item, kind }: { item: Payload; kind: 'thumbnail' | 'gallery' }) {
  const url = readText(readOne(item, 'media'), 'url');
  return (
    <PictureView
      picture={{ url, alt: readText(item, 'description'), isSpoiler: readFlag(item, 'spoiler') }}
      kind={kind}
    />
  );
}

/** Up to ten pictures side by side. */
export function GalleryView({ gallery }: { gallery: Payload }) {
  const items = readAll(gallery, 'items');
  return (
    <div class={items.length === 1 ? 'dc-gallery dc-gallery-one' : 'dc-gallery'}>
      {items.map((item, i) => (
        <MediaView key={i} item={item} kind="gallery" />
      ))}
    </div>
  );
}

/**
 * A picture, or in its place what it shows: the page loads nothing from elsewhere, so that a picture of another
 * site is a frame with its words and a link.
 */
export function PictureView({ picture, kind }: { picture: Picture; kind: string }) {
  const [isShown, show] = useState(!picture.isSpoiler);
  const [isBroken, setBroken] = useState(false);
  if (!isShown)
    return (
      <button type="button" class={`dc-picture dc-${kind} dc-cover`} onClick={() => show(true)}>
        Spoiler: show the picture
      </button>
    );
  const alt = picture.alt === '' ? fileNameOf(picture.url) : picture.alt;
  if (isOwn(picture.url) && !isBroken)
    return <img class={`dc-picture dc-${kind}`} src={picture.url} alt={alt} onError={() => setBroken(true)} />;
  const address = safeAddress(picture.url);
  return (
    <div class={`dc-picture dc-${kind} dc-frame`}>
      <span class="dc-frame-words">{alt === '' ? 'Picture' : alt}</span>
      {address !== null && (
        <LinkView url={address} title="Picture">
          Open<span class="dc-hidden"> the picture: {alt}</span>
        </LinkView>
      )}
    </div>
  );
}

function isOwn(url: string): boolean {
  return URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}

/** The picture of an embed (`image`, `thumbnail`); nothing when there is none. */
export function EmbedPicture({ media, kind }: { media: unknown; kind: 'embed-image' | 'embed-thumbnail' }) {
  const url = readText(media, 'url');
  if (!isPayload(media) || url === '') return null;
  return <PictureView picture={{ url, alt: readText(media, 'description'), isSpoiler: false }} kind={kind} />;
}
