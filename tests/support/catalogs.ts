import { LOCALES, type Locale, wordsFor } from '../../src/words/words.ts';

/** One sentence of a catalog, said once in each language with the same arguments. */
export type Said = { path: string; args: readonly unknown[]; texts: Record<Locale, string> };

/** Parameters that are numbers, by their name in the English catalog. */
const NUMBERS =
  /^(?:count|rest|total|n|page|pages|hours|max|maxChars|length|bytes|status|stories|messages|tries|texts|added|known|percent|at)$/;
const AT = Date.UTC(2026, 10, 23, 7);
/** Where a name means something else, or only some values make sense. */
const SPECIAL: Record<string, readonly unknown[]> = {
  'contest.told said': ['Qzsaid', null],
  'errors.unknown-language known': ['Qzknown'],
  'errors.bad-cron reason': ['too-often', 'never', 'other'],
  'errors.article-gone reason': ['age', 'manager'],
  'errors.article-gone url': ['https://qz.example/x', null],
  'errors.same-language language': ['it'],
  'edition.corrected at': ['Qzat'],
  'edition.refused reason': ['Qzreason.'],
  'edition.refusedForNow reason': ['Qzreason.'],
  'edition.withdrawn at': ['Qzat'],
  'card.stated day': ['Qzday', null],
  'search.alsoIn names': [['Qznames'], ['Qznames', 'Qzother']],
  'feed.state.active next': ['Qznext', null],
  'feed.state.failing next': ['Qznext', null],
  'help.model model': ['Qzmodel', undefined],
  'doctor.findings.feed-failing since': [AT],
  'doctor.findings.error-last at': [AT],
  'doctor.findings.slot-next at': [AT],
  'doctor.findings.model-retires day': ['2027-03-31'],
  'doctor.findings.model-retired day': ['2027-03-31'],
  'doctor.findings.slot-next zone': ['Europe/Paris'],
  'doctor.findings.model-answered ms': [840, 1437],
  'doctor.findings.model-answered form': ['json_schema', 'json_object', 'prompt'],
  'doctor.findings.model-answered tokens': [31],
  'doctor.findings.model-cut tokens': [31],
  'doctor.findings.model-not-asked paced': [true, false],
  'doctor.findings.slot-trouble at': [AT],
  'doctor.findings.slot-trouble kind': ['uncertain', 'refused'],
  'voices.itself outlet': ['Qzoutlet', ''],
  'why.late delay': ['Qzdelay', ''],
};
const COUNTS = [73, 0, 1, 2, 5, 1234] as const;
const LONG = 'Qzlang und noch mehr ';

/** Every sentence of every catalog, with short and long texts and the counts 0, 1, 2, 5, 73 and 1234. */
export function sayEverything(): Said[] {
  return leavesOf(wordsFor('en'), '').flatMap(({ path, value }) => {
    const rounds = typeof value === 'function' ? roundsFor(path, paramsOf(value)) : [[]];
    return rounds.map((args) => ({ path, args, texts: sayInAll(path, args) }));
  });
}

function sayInAll(path: string, args: readonly unknown[]): Record<Locale, string> {
  const say = (locale: Locale) => {
    const leaf = leavesOf(wordsFor(locale), '').find((one) => one.path === path)?.value;
    return textOf(typeof leaf === 'function' ? Reflect.apply(leaf, undefined, [...args]) : leaf);
  };
  const [en, fr, de, es] = LOCALES.map(say);
  if (en === undefined || fr === undefined || de === undefined || es === undefined) throw new Error(path);
  return { en, fr, de, es };
}

function leavesOf(node: unknown, path: string): { path: string; value: unknown }[] {
  if (typeof node !== 'object' || node === null) return [{ path, value: node }];
  return Object.entries(node).flatMap(([key, value]) => leavesOf(value, path === '' ? key : `${path}.${key}`));
}

/** What a sentence is made of shows as it is: a string, Markdown, or several. */
function textOf(said: unknown): string {
  if (typeof said === 'string') return said;
  if (Array.isArray(said)) return said.map(textOf).join('\n');
  if (typeof said === 'object' && said !== null && 'md' in said) return String(said.md);
  throw new Error(`not a text: ${String(said)}`);
}

/** A parameter's name, or the names that an object is taken apart into. */
type Param = string | readonly string[];

function paramsOf(leaf: unknown): Param[] {
  const [, list = ''] = /^\(([^)]*)\)/.exec(String(leaf)) ?? [];
  const pieces = list.match(/\{[^}]*\}|[^,{}]+/g) ?? [];
  const names = (text: string) => [...text.matchAll(/\w+/g)].map(([name]) => name);
  return pieces
    .filter((piece) => piece.trim() !== '')
    .map((piece) => (piece.includes('{') ? names(piece) : piece.trim()));
}

function roundsFor(path: string, params: readonly Param[]): unknown[][] {
  const choices = params.flat().map((name) => valuesFor(path, name).length);
  const rounds = Math.max(1, ...choices);
  return Array.from({ length: rounds }, (_, round) => {
    const pick = (name: string) => {
      const values = valuesFor(path, name);
      return values[Math.min(round, values.length - 1)];
    };
    return params.map((param) =>
      typeof param === 'string' ? pick(param) : Object.fromEntries(param.map((name) => [name, pick(name)])),
    );
  });
}

function valuesFor(path: string, name: string): readonly unknown[] {
  const special = SPECIAL[`${path} ${name}`];
  if (special) return special;
  if (NUMBERS.test(name)) return COUNTS;
  return [`Qz${name}`, `Qz${name} ${LONG.repeat(10)}end`, `Qz${name}`];
}
