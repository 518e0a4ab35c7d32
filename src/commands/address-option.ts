import { UserError } from '../errors.ts';

/** Far more than any address that a person gives. */
const ADDRESS_CHARS = 2_000;

/** An address of the web as a member writes it, with or without https://. Throws UserError bad-address. */
export function parseAddress(typed: string): string {
  // Browsers hand feeds on as feed://example.org/rss or feed:https://example.org/rss.
  const bare = typed
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/^feed:(?:(?=https?:)|\/\/)/i, '');
  const isNamed = /^[a-z][a-z\d+.-]*:/i.test(bare) && !/^[^/]*:\d/.test(bare);
  const whole = isNamed ? bare : `https://${bare}`;
  const url = URL.canParse(whole) && whole.length <= ADDRESS_CHARS ? new URL(whole) : undefined;
  // A word without a dot is no site.
  if (!url || /\s/.test(bare) || !/^https?:$/.test(url.protocol) || (!isNamed && !/\.\w/.test(url.hostname)))
    throw new UserError('bad-address', { value: bare.slice(0, 80) });
  return url.href;
}
