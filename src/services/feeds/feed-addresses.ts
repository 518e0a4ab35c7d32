/**
 * An address of a feed as one that can be opened; null for anything but http(s). One that is whole stays as it is written:
 * it is what the feed's items are known by.
 */
export function toAddress(written: string | null | undefined, base: string | null): string | null {
  const link = written?.replace(/[\t\n\r]/g, '').trim() ?? '';
  if (link === '' || link.length > 4_000) return null;
  if (/^https?:\/\/[^\s]+$/i.test(link)) return URL.canParse(link) ? link : null;
  const bare = /^www\.[\w.-]+\.[a-z]{2,}(?:\/|$)/i.test(link) ? `http://${link}` : link;
  const whole = parse(bare, base);
  return whole !== null && /^https?:$/.test(whole.protocol) ? whole.href : null;
}

/** The address against which those inside are meant, each given against the one before (xml:base). */
export function toBase(...bases: readonly (string | null)[]): string | null {
  return bases.reduce<string | null>((outer, one) => (one === null ? outer : (toAddress(one, outer) ?? outer)), null);
}

function parse(link: string, base: string | null): URL | null {
  const at = base === null ? undefined : base;
  return URL.canParse(link, at) ? new URL(link, at) : null;
}
