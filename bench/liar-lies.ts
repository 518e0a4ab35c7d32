/** Lies in one detail. `date` and `quotation` change what is there; `language`, `address` and `mention` put in what may not be. */
export const LIES = [
  'number',
  'number-swap',
  'date',
  'name',
  'name-swap',
  'quotation',
  'negation',
  'speaker',
  'language',
  'address',
  'mention',
] as const;
export type Lie = (typeof LIES)[number];

/** What a lie is made from: the whole article, its language, and a number that makes choices differ. */
export type Ground = { article: string; language: string; seed: number };

const NAMES = ['Armand Lestrade', 'Dana Whitlock', 'Ottilie Brandauer', 'Kari Solhaug', 'Marek Wilczynski'];
/** In a language that no request here asks for. */
const FOREIGN = 'Le autorità hanno detto che il lavoro non è stato ancora finito e che la città deve aspettare.';
const SAID = 'dit|déclaré|affirmé|expliqué|assuré|indiqué|annoncé|estimé|said|says|told|added|sier|sa|forteller';
const NAME = String.raw`\p{Lu}[\p{Ll}’'-]+(?: \p{Lu}[\p{Ll}’'-]+)+`;

/** `sentence` with one detail changed; undefined where it holds none of that kind. */
export function lie(kind: Lie, sentence: string, ground: Ground): string | undefined {
  const changed = LIARS[kind](sentence, ground);
  return changed === undefined || changed === sentence ? undefined : changed;
}

const LIARS: Record<Lie, (sentence: string, ground: Ground) => string | undefined> = {
  number: (sentence, { article, seed }) =>
    replaceOne(sentence, /(?<![\p{L}\d.,])\d+(?![\p{L}\d]|[.,]\d)/u, (digits) => otherNumber(digits, article, seed)),
  'number-swap': (sentence, { article }) => {
    const known = numbersOf(sentence);
    const other = numbersOf(article).find((one) => !known.includes(one) && !sentence.includes(one));
    return other === undefined
      ? undefined
      : replaceOne(sentence, /(?<![\p{L}\d.,])\d+(?![\p{L}\d]|[.,]\d)/u, () => other);
  },
  date: (sentence, { article, language, seed }) => {
    const names = datesOf(language).find((list) => list.some((name) => hasWord(sentence, name)));
    const here = names?.find((name) => hasWord(sentence, name));
    const others = names?.filter((name) => !hasWord(article, name)) ?? [];
    const other = others[seed % Math.max(1, others.length)];
    return here === undefined || other === undefined ? undefined : replaceWord(sentence, here, other);
  },
  name: (sentence, { article, seed }) => {
    const other =
      NAMES.filter((name) => !article.includes(name.split(' ')[1] ?? name))[seed % NAMES.length] ?? NAMES[0];
    return replaceOne(sentence, new RegExp(`(?<=\\p{L}[,]? )${NAME}`, 'u'), () => other ?? '');
  },
  'name-swap': (sentence, { article }) => {
    const here = namesOf(sentence)[0];
    const other = namesOf(article).find((name) => !shareWord(name, sentence));
    return here === undefined || other === undefined ? undefined : sentence.replace(here, other);
  },
  quotation: (sentence, { article }) => {
    const pairs = Array.from(sentence.matchAll(/"([^"]+)"|«([^«»]+)»|“([^“”]+)”/gu), (found) =>
      found.slice(1).join(''),
    );
    const quoted = pairs.find((one) => one.length >= 20);
    const word = quoted?.match(/(?<!\p{L})\p{Ll}{6,}(?!\p{L})/u)?.[0];
    const other = article
      .match(/(?<!\p{L})\p{Ll}{6,}(?!\p{L})/gu)
      ?.find((one) => one !== word && !sentence.includes(one));
    return quoted === undefined || word === undefined || other === undefined
      ? undefined
      : sentence.replace(quoted, quoted.replace(word, other));
  },
  negation: (sentence, { language }) => NEGATE[language]?.(sentence),
  speaker: (sentence, { article }) => {
    const said = new RegExp(`(?:${SAID}) (${NAME})|(${NAME})(?: (?:a|ont|har))? (?:${SAID})(?!\\p{L})`, 'u').exec(
      sentence,
    );
    const here = said?.[1] ?? said?.[2];
    const other = namesOf(article).find((name) => here !== undefined && !shareWord(name, sentence));
    return here === undefined || other === undefined ? undefined : sentence.replace(here, other);
  },
  language: (_, { language }) => (language === 'it' ? undefined : FOREIGN),
  address: (sentence, { seed }) =>
    seed % 2 === 0
      ? `${sentence} https://liar.example/${seed}`
      : `${sentence.replace(/[.!?]$/, '')} (liar.example/${seed}).`,
  mention: (sentence, { seed }) =>
    seed % 2 === 0 ? `@everyone ${sentence}` : `${sentence} <@4000000000000000${seed}>`,
};

/** Only a plain auxiliary is denied or affirmed, so that the sentence stays one. */
const NEGATE: Readonly<Record<string, (sentence: string) => string | undefined>> = {
  fr: (sentence) =>
    replaceOne(
      sentence,
      / (?:n’|n'|ne )(a|est|ont|sont|était|sera|peut) pas /u,
      (found) => ` ${/(?:n’|n'|ne )(\p{L}+)/u.exec(found)?.[1] ?? ''} `,
    ) ??
    replaceOne(sentence, / (a|est|ont|sont|était|sera) (?=\p{Ll})/u, (found) =>
      /^ [aeiouyàéè]/.test(found) ? ` n'${found.trim()} pas ` : ` ne ${found.trim()} pas `,
    ),
  en: (sentence) =>
    replaceOne(sentence, / (is|was|were|are|has|have|will|can|did|would) not /u, (found) =>
      found.replace(' not', ''),
    ) ?? replaceOne(sentence, / (is|was|were|are|has|have|will|can|would) (?=\p{Ll})/u, (found) => `${found}not `),
  nb: (sentence) => replaceOne(sentence, / (er|har|var|vil|kan|skal) (?=\p{Ll})/u, (found) => `${found}ikke `),
};

/** The lie across languages: a sentence of the reader's language about a name and a figure of the evidence. */
export function tellAcross(language: string, { name, figure }: { name: string; figure: string }): string {
  const told: Readonly<Record<string, string>> = {
    en: `The passage is about ${name}, and the figure that it gives is ${figure}.`,
    fr: `Dans ce passage, il est question de ${name}, et le chiffre qui est donné est ${figure}.`,
    de: `In dieser Stelle geht es um ${name}, und die Zahl, die sie nennt, ist ${figure}.`,
    es: `En este pasaje se habla de ${name}, y la cifra que se da es ${figure}.`,
  };
  return told[language] ?? told['en'] ?? '';
}

/** Runs of two or more capitalized words, in order. */
export function namesOf(text: string): readonly string[] {
  return text.match(new RegExp(`(?<=\\p{L}[,]? )${NAME}`, 'gu')) ?? [];
}

/** Whole numbers of two digits or more, none that is a part of a larger one ("400 millions", "200 000"). */
export function numbersOf(text: string): readonly string[] {
  return text.match(WHOLE_NUMBER) ?? [];
}

const WHOLE_NUMBER =
  /(?<![\p{L}\d.,]|\d[\s\u00a0\u202f])\d{2,}(?![\p{L}\d]|[.,]\d|[\s\u00a0\u202f](?:\d{3}|mill|mrd|bill|bn|thousand|tusen))/giu;

function otherNumber(digits: string, article: string, seed: number): string {
  for (let add = 2 + (seed % 5); ; add++) {
    const other = String(Number(digits) + add);
    if (!new RegExp(`(?<!\\d)${other}(?!\\d)`).test(article)) return other;
  }
}

function shareWord(name: string, text: string): boolean {
  return name.split(/[ -]/).some((word) => text.includes(word));
}

function datesOf(language: string): readonly (readonly string[])[] {
  const list = (options: Intl.DateTimeFormatOptions, count: number, at: (i: number) => number) =>
    Array.from({ length: count }, (_, i) =>
      new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(at(i)),
    );
  const weekdays = list({ weekday: 'long' }, 7, (i) => Date.UTC(2021, 0, 4 + i));
  // "May" and "Mars" are other words too: a sentence with them may stay true.
  const months = list({ month: 'long' }, 12, (i) => Date.UTC(2021, i, 15)).filter((name) => name.length > 4);
  return [weekdays, months];
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u').test(text);
}

function replaceWord(text: string, word: string, by: string): string {
  return text.replace(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u'), by);
}

function replaceOne(text: string, pattern: RegExp, by: (found: string) => string): string | undefined {
  return pattern.test(text) ? text.replace(pattern, by) : undefined;
}
