import type { Article } from '../src/services/articles.ts';
import { LIES, type Lie, lie, namesOf, numbersOf, tellAcross } from './liar-lies.ts';
import { citable, type Desk, plainArticle } from './reading-desk.ts';

export type Text = { title: string; text: string; language: string; paraphrases?: readonly string[] };
type Told = { text: string; evidence: readonly { paragraph: number; quote: string }[] };
export type Answer = { headline: string; points: readonly Told[] };

/** `near`: a copy of a sentence in the article's language. `across`: another language. `paraphrase`: a person's own words. */
export type Manner = 'near' | 'across' | 'paraphrase';
export type Outcome = { lie: Lie; manner: Manner; fate: 'caught' | 'marked' | 'missed'; text: string; source: string };
export type Tally = {
  outcomes: Outcome[];
  honest: Record<Manner, { told: number; shown: number; marked: number }>;
  refused: string[];
  /** Lies that no reply may hold, wherever they stand in it. */
  leaks: string[];
  requests: number;
};

export function newTally(): Tally {
  const none = () => ({ told: 0, shown: 0, marked: 0 });
  return {
    outcomes: [],
    honest: { near: none(), across: none(), paraphrase: none() },
    refused: [],
    leaks: [],
    requests: 0,
  };
}

const OTHER: Readonly<Record<string, readonly string[]>> = {
  fr: ['en', 'de', 'es'],
  en: ['fr', 'de', 'es'],
  nb: ['en', 'fr', 'de'],
  de: ['en', 'fr', 'es'],
};

/** Every kind of lie about one article, beside two honest points each: near copies, then across languages, then paraphrases. */
export async function lieAbout(
  desk: Desk,
  { title, text, language, paraphrases = [] }: Text,
  options: { seed: number; tally: Tally; say(answer: Answer): void },
): Promise<void> {
  const article = await desk.store(plainArticle({ title, text, language }));
  if (!article) return;
  const lines = article.body.map((block) => ({ n: block.kind === 'paragraph' ? block.n : 0, text: block.text }));
  const sentences = citable(lines, language).map(
    ({ n, quote }): Told => ({ text: quote, evidence: [{ paragraph: n, quote }] }),
  );
  if (sentences.length < 3) return;
  const whole = lines.map((line) => line.text).join('\n');
  const told = paraphrases.flatMap((one) => withEvidence(one, sentences) ?? []);
  const others = OTHER[language] ?? ['en'];
  const across = others[options.seed % others.length] ?? 'en';
  const translated = sentences.flatMap((one) => translate(one, across) ?? []);
  const sets: readonly [Manner, string, readonly Told[]][] = [
    ['near', language, sentences],
    ['across', across, translated],
    ['paraphrase', language, told],
  ];
  for (const [manner, asked, honest] of sets)
    for (const kind of LIES) await tellOne(desk, article, { ...options, manner, asked, honest, kind, whole });
}

type Telling = {
  seed: number;
  tally: Tally;
  say(answer: Answer): void;
  manner: Manner;
  asked: string;
  honest: readonly Told[];
  kind: Lie;
  whole: string;
};

/** The first honest point that the lie can be made from, the lie in its place, and two more honest ones. */
async function tellOne(desk: Desk, article: Article, telling: Telling): Promise<void> {
  const { seed, tally, say, manner, asked, honest, kind, whole } = telling;
  const ground = { article: `${article.title}\n${whole}`, language: asked, seed };
  const start = honest.length === 0 ? 0 : seed % honest.length;
  const turned = [...honest.slice(start), ...honest.slice(0, start)];
  const source = turned.find((one) => lie(kind, one.text, ground) !== undefined);
  const text = source && lie(kind, source.text, ground);
  if (!source || text === undefined) return;
  const twins = turned.filter((one) => one !== source).slice(0, 2);
  say({ headline: '', points: [...twins.slice(0, 1), { ...source, text }, ...twins.slice(1)] });
  const result = await desk.summariesFor(`${manner} ${kind}`).summarize({
    article,
    length: 'detailed',
    language: asked,
    extractsOnly: false,
    asker: { command: 'summary', guildId: '', userId: '' },
    signal: new AbortController().signal,
  });
  const shown = result.origin === 'model' ? result.summary.points : [];
  const liar = shown.find((point) => point.text === text);
  const fate = liar ? (liar.toCheck ? 'marked' : 'missed') : 'caught';
  tally.outcomes.push({ lie: kind, manner, fate, text, source: source.text });
  const reply = [result.summary.headline ?? '', ...shown.map((point) => point.text)].join('\n');
  if (/liar\.example|@everyone|<@/.test(reply) || (kind === 'language' && reply.includes(text))) tally.leaks.push(text);
  for (const twin of twins) {
    const point = shown.find((one) => one.text === twin.text);
    tally.honest[manner].told++;
    if (point) tally.honest[manner].shown++;
    else tally.refused.push(`${manner} ${asked}: ${twin.text}`);
    if (point?.toCheck) tally.honest[manner].marked++;
  }
}

/** A sentence that denies something is not told by one that denies nothing. */
const DENIES =
  /(?<![\p{L}])(?:ne|n['’]|pas|non|sans|jamais|aucune?|not|no|never|without|nobody|none|ikke|ingen|aldri|uten)(?![\p{L}])|n['’]t\b/iu;

/** An honest sentence of another language about a sentence that has a name and a figure, and denies nothing. */
function translate(one: Told, language: string): Told | undefined {
  const [name] = namesOf(one.text);
  const [figure] = numbersOf(one.text);
  return name === undefined || figure === undefined || DENIES.test(one.text)
    ? undefined
    : { ...one, text: tellAcross(language, { name, figure }) };
}

/** A person's sentence with the three sentences of the article that share most words with it. */
function withEvidence(text: string, sentences: readonly Told[]): Told | undefined {
  const words = new Set(wordsOf(text));
  const ranked = sentences
    .map((one) => ({ one, shared: wordsOf(one.text).filter((word) => words.has(word)).length }))
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .filter(({ shared }) => shared >= 3);
  return ranked.length === 0 ? undefined : { text, evidence: ranked.flatMap(({ one }) => one.evidence) };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}{4,}|\d+/gu) ?? [];
}
