import { cleanLine } from '../clean.ts';
import { decodeReferences } from '../pages/entities.ts';
import { toAddress } from './feed-addresses.ts';
import type { RawImage } from './raw-feed.ts';

const IMAGE = /<img\s[^<>]{0,4000}>/gi;
/** Counters, buttons and smileys are pictures of this size and less. */
const SMALL = 48;
const MAX_LOOKED_AT = 10;
const ALT_MAX_CHARS = 500;

/** The item's image, of those that it names or else the first in its text, with the description that either gives. */
export function readImage(
  images: readonly RawImage[],
  { html, base, title }: { html: string | null; base: string | null; title: string | null },
): { url: string; alt: string | null } | null {
  const inText = imagesIn(html ?? '').map((image) => ({ ...image, url: toAddress(image.url, base) }));
  for (const { url: written, alt } of [...images, ...inText]) {
    const url = toAddress(written, base);
    if (url === null) continue;
    const same = inText.find((image) => image.url === url);
    return { url, alt: readAlt(alt, title) ?? readAlt(same?.alt ?? null, title) };
  }
  return null;
}

/** A description that only repeats the title says nothing of the image. */
function readAlt(alt: string | null, title: string | null): string | null {
  const line = cleanLine(decodeReferences((alt ?? '').replace(/<[^>]{0,500}>/g, ' '))).slice(0, ALT_MAX_CHARS);
  return line === '' || line === title ? null : line;
}

function imagesIn(html: string): readonly RawImage[] {
  const found: RawImage[] = [];
  let looked = 0;
  for (const [tag] of html.matchAll(IMAGE)) {
    if (++looked > MAX_LOOKED_AT) break;
    const url = attributeOf(tag, 'src');
    const sides = ['width', 'height'].map((side) => Number.parseInt(attributeOf(tag, side) ?? '', 10));
    if (url === null || /^data:/i.test(url) || sides.some((side) => side <= SMALL)) continue;
    found.push({ url, alt: attributeOf(tag, 'alt'), width: null });
  }
  return found;
}

function attributeOf(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`, 'i').exec(tag);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value === undefined ? null : decodeReferences(value);
}
