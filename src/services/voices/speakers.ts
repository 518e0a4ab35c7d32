import type { Article } from '../articles.ts';
import { NAME_RUN } from './noun-phrases.ts';
import type { VoiceProfile } from './profile.ts';

/** Who a passage's words mean: `name` as the article gives it in full, `namedAs` the words themselves where they differ. */
export type Speaker = { name: string | null; namedAs: string | null };

/** Remembers, passage by passage, who was named last, and knows the names that the whole article gives. */
export type Speakers = {
  /** The speaker that words of a passage mean; a null name where a pronoun has nobody to point at. */
  resolve(words: string): Speaker;
  /** Somebody named as a passage's subject who says nothing there. */
  mention(words: string): void;
  /** The one named last. */
  last(): string | null;
};

/** The names of an article, with what it calls them beside ("the minister, Jane Roe"). */
export function createSpeakers(article: Article, profile: VoiceProfile): Speakers {
  const texts = article.body.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
  const names = collectNames(texts);
  const aliases = collectAliases(texts, profile);
  const met = new Set<string>();
  let last: string | null = null;
  /** Whom a pronoun means: a description ("the minister") goes on about the person named before it. */
  let meant: string | null = null;

  function nameOf(words: string): string {
    const described = aliases.get(foldPhrase(words, profile));
    if (described !== undefined) return described;
    const own = ownName(words, profile);
    const family = own.split(/\s+/u).at(-1) ?? '';
    if (!/^\p{Lu}/u.test(family)) return words;
    return names.find((name) => name.endsWith(` ${family}`) && isFuller(name, own)) ?? own;
  }

  return {
    resolve(words) {
      if (profile.pronouns.has(words.toLowerCase())) return { name: meant, namedAs: words };
      const name = nameOf(words);
      const goesOn = meant !== null && isFullName(meant, profile) && isPersonByRole(name, profile);
      if (!goesOn) meant = name;
      last = name;
      met.add(name);
      return { name, namedAs: name === words ? null : words };
    },
    mention(words) {
      const name = nameOf(words);
      // A single word may be a club or a town: it is somebody only where that name was somebody before.
      if (/\s/u.test(words) || met.has(name)) meant = last = name;
      met.add(name);
    },
    last: () => last,
  };
}

function isFullName(name: string, profile: VoiceProfile): boolean {
  return /^\p{Lu}\S*(?:\s\S+)+$/u.test(name) && !new RegExp(`^${profile.determiners}`, 'iu').test(name);
}

/** "The minister", "le médecin": one person, described and not named; never an institution, never somebody new ("a spokesman"). */
function isPersonByRole(words: string, profile: VoiceProfile): boolean {
  return (
    profile.definite.test(words) &&
    !INSTITUTIONS.test(words) &&
    (words.replace(profile.definite, '').match(NAME_RUN)?.length ?? 0) === 0
  );
}

const INSTITUTIONS =
  /(?<!\p{L})(?:groupe|préfecture|direction|ministère|gouvernement|syndicat|intersyndicale|association|collectif|commission|institution|entreprise|société|académie|parti|police|armée|agence|compagnie|ong|organisation|communiqué|rapport|étude|journal|authority|commission|government|company|group|council|police|ministry|department|agency|party|union|club|firm|court|committee|statement|report|study|paper|army|team|behörde|regierung|polizei|partei|firma)(?!\p{L})/iu;

function collectNames(texts: readonly string[]): readonly string[] {
  const runs = texts.flatMap((text) => text.match(NAME_RUN) ?? []);
  return [...new Set(runs.map((run) => run.replace(/\s+/gu, ' ').replace(/['’]s$/u, '')))];
}

/** A surname alone, or behind a title, is the same person as the full name; two full names are two people. */
function isFuller(name: string, own: string): boolean {
  const given = own.split(/\s+/u).slice(0, -1);
  return given.every((word) => TITLES.test(word) || name.includes(word));
}

const TITLES = /^(?:M\.?|Mme|Me|Mgr|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Lord|Lady|Sir|Herr|Frau|Det|Supt|Prof\.?|Sen\.?|Gen\.?)$/u;

/** The person's name at the end of "le professeur Zahir Amoura"; the words themselves where none stands there alone. */
function ownName(words: string, profile: VoiceProfile): string {
  const bare = words.replace(/\s*\([^)]*\)\s*$/u, '');
  const run = Array.from(bare.matchAll(NAME_RUN)).findLast((match) => match.index + match[0].length === bare.length);
  if (!run) return titledName(bare) ?? words;
  const before = bare.slice(0, run.index);
  const isOwned = /(?:(?<!\p{L})(?:de|du|des|of|the|für|der|des|la|le|les|à|in)\s+|['’])$/iu.test(before);
  const isOffice = before === '' || new RegExp(`^${profile.determiners}$`, 'iu').test(before);
  if (isOwned || (isOffice && before !== '')) return words;
  return run[0];
}

function titledName(words: string): string | undefined {
  return /(?:^|\s)(?:M\.|Mme|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Lord|Lady|Sir|sœur|frère)\s+\p{Lu}[\p{L}’'-]*$/u
    .exec(words)?.[0]
    .trim();
}

/** "le ministre russe de la Défense, Sergueï Choïgou," : the description leads to the name wherever it stands. */
function collectAliases(texts: readonly string[], profile: VoiceProfile): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  const pattern = new RegExp(
    `(?<![\\p{L}’'])(${profile.determiners}(?:[\\p{L}’'-]+ ){0,9}?[\\p{L}’'-]+), (\\p{Lu}[\\p{L}’'-]+(?: \\p{Lu}[\\p{L}’'-]+){1,3})(?=[,.])`,
    'gu',
  );
  for (const text of texts)
    for (const [, description = '', name = ''] of text.matchAll(pattern))
      aliases.set(foldPhrase(description, profile), name);
  return aliases;
}

/** A description without its determiner, for comparing. */
function foldPhrase(words: string, profile: VoiceProfile): string {
  return words
    .toLowerCase()
    .replace(/[’]/gu, "'")
    .replace(new RegExp(`^${profile.determiners}`, 'iu'), '')
    .trim();
}
