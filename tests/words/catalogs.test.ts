import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { commandFaults } from '../../src/sandbox/command-rules.ts';
import { LOCALES, type Locale, localeFor, wordsFor } from '../../src/words/words.ts';
import { sayEverything } from '../support/catalogs.ts';

/** Alike in both languages, or nothing but arguments and marks. */
const SAME_AS_ENGLISH = new Set([
  ...'usage.line commands.search.feed.name commands.digest.pause.name commands.digest.cron.name commands.feed.pause.name commands.feed.feed.name commands.feed.checked.name buttons.original translation.byPerson digest.cron digest.order digest.change why.title why.line why.event guide.feeds'
    .split(' ')
    .map((path) => `de ${path}`),
  ...'usage.line usage.tokens commands.search.feed.name commands.digest.cron.name commands.feed.feed.name commands.feed.checked.name buttons.original translation.byPerson digest.cron digest.order digest.change digest.no why.title why.line why.event feed.listTitle guide.feeds'
    .split(' ')
    .map((path) => `es ${path}`),
  ...'commands.articleOption.name commands.shownOption.name commands.article.name commands.digest.pause.name commands.digest.cron.name commands.feed.pause.name commands.ask.question.name commands.ask.article.name buttons.original search.found translation.faults.date digest.cron digest.order digest.buttons.pause why.title why.event why.message feed.articles feed.buttons.pause'
    .split(' ')
    .map((path) => `fr ${path}`),
]);

const all = sayEverything();
const others = LOCALES.filter((locale) => locale !== 'en');
/** Only the first round has short texts alone. */
const short = all.filter(({ args }) => !JSON.stringify(args).includes('noch mehr'));

/** Each place that is not as it should be, as "language path: text". */
function faults(said: typeof all, isWrong: (text: string, locale: Locale, one: (typeof all)[number]) => boolean) {
  return said.flatMap((one) =>
    LOCALES.filter((locale) => isWrong(one.texts[locale], locale, one)).map(
      (locale) => `${locale} ${one.path}: ${one.texts[locale]}`,
    ),
  );
}

test('GIVEN every sentence with any arguments THEN each language has a text, with nothing undefined in it', () => {
  expect(all.length).toBeGreaterThan(600);
  expect(faults(all, (text) => text.trim() === '' || /undefined|\bnull\b|NaN|\[object|Invalid/.test(text))).toEqual([]);
});

test('GIVEN a language other than English THEN its sentences are not English, but those that are alike in both', () => {
  const alike = all.flatMap(({ path, texts }) =>
    others.filter((locale) => texts[locale] === texts.en).map((locale) => `${locale} ${path}`),
  );
  expect([...new Set(alike)].filter((one) => !SAME_AS_ENGLISH.has(one))).toEqual([]);
});

test('GIVEN an argument that the English sentence shows THEN every language shows it', () => {
  const shown = (text: string, mark: string) => text.includes(mark);
  const wrong = all.flatMap(({ path, args, texts }) => {
    const marks = [...new Set(JSON.stringify(args).match(/Qz\w+|\b73\b/g))];
    return marks.flatMap((mark) =>
      others
        .filter((locale) => shown(texts.en, mark) && !shown(texts[locale], mark))
        .map((locale) => `${locale} ${path} ${mark}`),
    );
  });
  expect(wrong).toEqual([]);
});

test('GIVEN 2, 5 and 73 of something THEN they are said alike: those languages have one plural', () => {
  const byCount = (path: string, count: number) =>
    all.find((one) => one.path === path && one.args.length === 1 && one.args[0] === count);
  for (const path of new Set(short.map((one) => one.path))) {
    const [two, five] = [byCount(path, 2), byCount(path, 5)];
    if (!two || !five) continue;
    for (const locale of LOCALES) expect(two.texts[locale].replace('2', '5')).toBe(five.texts[locale]);
  }
});

test('GIVEN one of something THEN German gives its number and gender, French its singular for none, too', () => {
  const { search, edition } = wordsFor('de');
  expect(search.more(1).md).toContain('1 weiterer:');
  expect(search.alsoIn(['RFI'], 1).md).toBe('Auch in: RFI und 1 weiteren');
  expect(edition.also({ md: 'RFI' }, 1).md).toBe('Auch: RFI · 1 weiteres');
  expect(wordsFor('fr').search.found(0)).toBe('0 article');
  expect(wordsFor('es').digest.both('francés', 'inglés')).toBe('francés e inglés');
});

test('GIVEN labels of buttons THEN they fit a phone; placeholders and choices fit Discord', () => {
  const isButton =
    /(?:^|\.)(?:buttons|settle)\.|^removal\.(?:button|confirmButton|undo)$|\.(?:undo|unmute|latest|forget|inThisLanguage)$|^(?:why\.all|sources\.open|doctor\.(?:again|askModel)|settings\.search|contest\.button|contests\.(?:button|settings))$/;
  const isChosen = /(?:pick\w*|pick\.\w+|placeholders\.\w+|policies\.[\w-]+\.\w+)$/;
  expect(faults(short, (text, _, { path }) => isButton.test(path) && text.length > 34)).toEqual([]);
  expect(faults(short, (text, _, { path }) => isChosen.test(path) && text.length > 100)).toEqual([]);
});

test('GIVEN an error THEN it says what to do in at most 300 characters', () => {
  expect(faults(short, (text, _, { path }) => path.startsWith('errors.') && text.length > 300)).toEqual([]);
});

test('GIVEN a sentence THEN a phone shows it in a few lines: 150 characters at most', () => {
  const sentences = (text: string) => text.split(/(?<=[.!?])\s|\n/);
  expect(faults(short, (text) => sentences(text).some((sentence) => sentence.length > 150))).toEqual([]);
});

test('GIVEN another language THEN no word of English stands in it, but in what is quoted', () => {
  const english = /(?<![\w-])(?:the|and|of|with|this|that|are|is|were|from|you|your|it)(?![\w-])/i;
  const unquoted = (text: string) => text.replaceAll(/„[^“]*“|«[^»]*»/g, '');
  expect(faults(all, (text, locale) => locale !== 'en' && english.test(unquoted(text)))).toEqual([]);
});

test('GIVEN a form THEN its title, labels and hints fit Discord: 45 and 100 characters', () => {
  expect(
    faults(short, (text, _, { path }) => /[fF]orm\.(?:title|label|reason|words)$/.test(path) && text.length > 45),
  ).toEqual([]);
  expect(faults(short, (text, _, { path }) => /[fF]orm\.placeholder$/.test(path) && text.length > 100)).toEqual([]);
});

test('GIVEN every sentence THEN quotation marks, apostrophes and spaces are set as each language sets them', () => {
  expect(faults(short, (text) => /\S {2}\S|['"]/.test(text))).toEqual([]);
  expect(faults(short, (text, locale) => locale !== 'fr' && /\s[:;?!](?=\s|$)/.test(text))).toEqual([]);
  const marks: Record<Locale, RegExp> = { en: /[«»„]/, fr: /[“”„]/, de: /[«»”]/, es: /[“”„]/ };
  expect(faults(short, (text, locale) => marks[locale].test(text))).toEqual([]);
  const count = (text: string, mark: string) => text.split(mark).length;
  expect(faults(short, (text, locale) => locale === 'de' && count(text, '„') !== count(text, '“'))).toEqual([]);
  expect(faults(short, (text, locale) => locale !== 'de' && count(text, '«') !== count(text, '»'))).toEqual([]);
  expect(faults(short, (text, locale) => locale === 'es' && count(text, '?') !== count(text, '¿'))).toEqual([]);
});

test('GIVEN a French sentence THEN no mark stands at the head of a line: U+00A0 before “:” and inside guillemets, U+202F before “;”, “?” and “!”', () => {
  const french = (wrong: RegExp) => faults(short, (text, locale) => locale === 'fr' && wrong.test(text));
  expect(french(/(?:^|[^\u00a0])»|«(?:[^\u00a0]|$)/)).toEqual([]);
  expect(french(/(?<![\u00a0\d]):(?=\s|\*|$)/)).toEqual([]);
  expect(french(/[^\u202f][;?!](?=\s|$)/)).toEqual([]);
  expect(french(/\d[ ](?:%|h\b|Mo\b)/)).toEqual([]);
});

test('GIVEN a German text THEN an ellipsis stands apart from the word, never on a line of its own', () => {
  expect(faults(short, (text, locale) => locale === 'de' && /[^\u00a0 ]…| …(?! )/.test(text))).toEqual([]);
});

type Labeled = {
  name: string;
  name_localizations?: Record<string, string | null | undefined> | null | undefined;
  options?: readonly Labeled[] | undefined;
};

test('GIVEN the commands as Discord gets them THEN it takes them, and names are unique at each level in every locale', () => {
  const data: Labeled[] = commands.map((command) => command.data);
  expect(commandFaults(data)).toEqual([]);
  const check = (level: readonly Labeled[], at: string): string[] =>
    ['en-US', 'fr', 'de', 'es-ES', 'es-419'].flatMap((locale) => {
      const names = level.map((one) => one.name_localizations?.[locale] ?? one.name);
      const missing = locale === 'en-US' ? [] : level.filter((one) => one.name_localizations?.[locale] === undefined);
      const twice = names.filter((name, i) => names.indexOf(name) < i);
      return [...twice, ...missing.map((one) => `${one.name} missing`)].map((name) => `${locale} ${at}${name}`);
    });
  const walk = (level: readonly Labeled[], at: string): string[] => [
    ...check(level, at),
    ...level.flatMap((one) => walk(one.options ?? [], `${at}${one.name} `)),
  ];
  expect(walk(data, '/')).toEqual([]);
});

test('GIVEN a command that a sentence names THEN it has that name in the sentence’s language, its subcommand too', () => {
  const data: Labeled[] = commands.map((command) => command.data);
  const theirs: Record<Locale, string> = { en: 'en-US', fr: 'fr', de: 'de', es: 'es-ES' };
  const nameIn = (one: Labeled, locale: Locale) => one.name_localizations?.[theirs[locale]] ?? one.name;
  const known = (locale: Locale) =>
    data.flatMap((one) => [
      `/${nameIn(one, locale)}`,
      ...(one.options ?? []).map((option) => `/${nameIn(one, locale)} ${nameIn(option, locale)}`),
    ]);
  const wrong = faults(short, (text, locale, { path }) => {
    if (path.startsWith('commands.') || path.startsWith('errors.stale-')) return false;
    const names = known(locale);
    return [...text.matchAll(/(?<![\w/<.:])\/([\p{L}-]+)(?: ([\p{L}-]+))?/gu)].some(([, command = '', sub = '']) => {
      const { digest, feed } = wordsFor(locale).commands;
      const hasSubs = [digest.name, feed.name].includes(command);
      return !names.includes(`/${command}`) || (hasSubs && sub !== '' && !names.includes(`/${command} ${sub}`));
    });
  });
  expect(wrong).toEqual([]);
});

test('GIVEN any locale of Discord THEN the nearest language that we write answers, else English', () => {
  expect(['de', 'es-ES', 'es-419', 'fr', 'en-GB', 'en-US', 'pt-BR'].map(localeFor)).toEqual([
    'de',
    'es',
    'es',
    'fr',
    'en',
    'en',
    'en',
  ]);
});
