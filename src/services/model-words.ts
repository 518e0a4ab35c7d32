import { repeatsInstructions } from './own-words.ts';
import { OUR_WORDS } from './prompts.ts';

/** What a model's text may not bring to a reader, and what it tells the model at the repair. */
export type Foreign = 'address' | 'mention' | 'markup' | 'prompt';

/** Top-level domains that a bare address ends in. A closed list: "février.Le" and "9.30" are no addresses. */
const TLD =
  'com|org|net|info|biz|io|gg|co|me|tv|ly|app|dev|xyz|site|online|top|link|click|shop|club|live|news|example|test|onion|eu|fr|de|es|it|uk|us|ru|ua|pl|nl|be|ch|at|pt|se|no|dk|fi|cz|gr|ro|hu|tr|br|mx|ar|ca|au|nz|in|cn|jp|kr|ir|il|za';
const SCHEME = /(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]{1,20}:\/{2}|(?:javascript|data|mailto|tel|vbscript):\S|www\.\S)/iu;
const INVITE = /discord(?:app)?\s*\.\s*(?:gg|com|media)\b/iu;
const LINK = /\]\s*\(|\]\s*\[|<(?:https?|www)/iu;
const BARE = new RegExp(
  String.raw`(?<![\p{L}\p{N}.@-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:${TLD})(?![\p{L}\p{N}-])(?:\/\S*)?`,
  'gu',
);
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+/gu;
const PING = /@\s*(?:everyone|here)\b|<[@#]|<\/[^>]*:\d*>|<a?:\w+:\d*>|<t:-?\d|<id:/iu;
const HANDLE = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{2,}/gu;
const MARKUP = /```|<\/?[a-z!][^>]*>|<\|[^|]*\||\{\{|\}\}|&(?:#\d+|#x[\da-f]+|[a-z]+);|={3,}\s*(?:END OF\s+)?[A-Z]/iu;

/**
 * What in a model's text stands for more than words: an address, a mention, markup, or our own instructions. Addresses
 * without a scheme and handles may be repeated where a source has them; whole addresses, pings and markup never.
 */
export function findForeign(text: string, sources: readonly string[]): Foreign | undefined {
  const plain = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const isHeld = (found: string) => sources.some((source) => source.normalize('NFKC').includes(found));
  if (SCHEME.test(plain) || INVITE.test(plain) || LINK.test(plain)) return 'address';
  if (PING.test(plain)) return 'mention';
  if (MARKUP.test(plain)) return 'markup';
  const bare = [...(plain.match(EMAIL) ?? []), ...(plain.match(BARE) ?? [])];
  if (!bare.every((found) => isHeld(found.replace(/[.,;:!?)]+$/u, '')))) return 'address';
  if (!(plain.match(HANDLE) ?? []).every((found) => isHeld(found.replace(/\.+$/u, '')))) return 'mention';
  return repeatsInstructions(plain, OUR_WORDS, sources) ? 'prompt' : undefined;
}

/** A model's text as one line of plain words: emphasis, heading and list marks that models put in are taken out. */
export function toPlainWords(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(\*{1,3}|_{2,3}|~~|\|\|)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/^\s*(?:#{1,6}\s+|[-*•]\s+|>\s+|\[\d+\]\s*|\d{1,2}[.)]\s+(?=\p{Lu}))/u, '')
    .trim();
}
