import type { RawImage } from './raw-feed.ts';

type Enclosure = { url?: string; type?: string };
type Described = { description?: { value?: string }; title?: { value?: string } };
type Thumbnail = { url?: string; width?: number };
type Content = Described & {
  url?: string;
  type?: string;
  medium?: string;
  width?: number;
  thumbnails?: readonly Thumbnail[];
};
type Media = Described & {
  contents?: readonly Content[];
  thumbnails?: readonly Thumbnail[];
  groups?: readonly (Described & { contents?: readonly Content[]; thumbnails?: readonly Thumbnail[] })[];
};

const IMAGE_NAME = /\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])/i;

/** The images of an item, the best first: Media RSS by width, enclosures, thumbnails, then what podcasts show. */
export function readImages(from: {
  media?: Media | undefined;
  enclosures?: readonly Enclosure[] | undefined;
  others?: readonly (string | undefined)[];
}): readonly RawImage[] {
  const { media, enclosures = [], others = [] } = from;
  const parts = [media, ...(media?.groups ?? [])].flatMap((part) => (part ? [part] : []));
  const contents = parts.flatMap((part) =>
    (part.contents ?? []).filter(isImage).flatMap((content) => toImage(content, altOf(content) ?? altOf(part))),
  );
  const thumbnails = parts.flatMap((part) =>
    [...(part.thumbnails ?? []), ...(part.contents ?? []).flatMap((content) => content.thumbnails ?? [])].flatMap(
      (thumbnail) => toImage(thumbnail, altOf(part)),
    ),
  );
  return [
    ...contents.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0)),
    ...enclosures.filter(isImage).flatMap((enclosure) => toImage(enclosure, null)),
    ...thumbnails.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0)),
    ...others.flatMap((url) => toImage({ url }, null)),
  ];
}

function isImage({ url, type, medium }: Enclosure & { medium?: string }): boolean {
  if (type !== undefined) return /^image\//i.test(type);
  if (medium !== undefined) return medium.toLowerCase() === 'image';
  return IMAGE_NAME.test(url ?? '');
}

function altOf({ description, title }: Described): string | null {
  return description?.value ?? title?.value ?? null;
}

function toImage(
  { url, width }: { url?: string | undefined; width?: number },
  alt: string | null,
): readonly RawImage[] {
  return url === undefined ? [] : [{ url, alt, width: width ?? null }];
}
