import { UserError } from '../errors.ts';
import type { Markdown } from '../reply.ts';
import type { SourceProblem } from '../services/feeds/feeds.ts';
import type { Words } from '../words/words.ts';

/** Far more than any address that a person gives. */
const ADDRESS_CHARS = 2_000;

/** Why an address cannot be read, with what to do about it, as one or two sentences. */
export function explainSource(words: Words, { what, status }: SourceProblem): Markdown {
  const { source } = words;
  return what === 'status' ? source.statuses[kindOf(status ?? 0)](status ?? 0) : source[what]();
}

function kindOf(status: number): keyof Words['source']['statuses'] {
  if (status === 404 || status === 410) return 'missing';
  if (status === 401 || status === 403 || status === 402) return 'forbidden';
  if (status === 451) return 'legal';
  if (status === 429) return 'often';
  return status >= 500 ? 'site' : 'other';
}

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
