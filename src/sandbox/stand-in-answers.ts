import { isJson, type Json, readJson, readList, readText } from './json.ts';

/** Texts that were made by a person and given to the stand-in, by the language's English name or tag. */
export type Replayed = Readonly<Record<string, { title: string; body: readonly string[] }>>;

/** What a request is about: its numbered lines (0 is the title) and every word around them. */
export type Material = { lines: ReadonlyMap<number, string>; task: string };

export type Computed = { value: unknown; isReplayed: boolean; wrongNumber?: number };

const NAME = 'stand-in, not a language model';
const MAX_POINTS = 8;
const MIN_SENTENCE = 25;

/** Reads `[n] text` lines; the first of each number counts, as a repair may quote them again. */
export function readMaterial(text: string): Material {
  const lines = new Map<number, string>();
  const rest: string[] = [];
  for (const line of text.split('\n')) {
    const [, n, words] = /^\[(\d+)\] (.*)$/.exec(line) ?? [];
    if (n === undefined || words === undefined) rest.push(line);
    else if (!lines.has(Number(n))) lines.set(Number(n), words);
  }
  return { lines, task: rest.join('\n') };
}

/** An answer of the schema's shape, computed from the request alone: extracts, a replayed translation, or blanks. */
export function computeAnswer(schema: Json | undefined, material: Material, replayed: Replayed): Computed {
  const keys = Object.keys(readJson(schema, 'properties') ?? {});
  const isTranslation = schema ? keys.includes('paragraphs') : material.task.includes('"paragraphs"');
  const isSummary = schema ? keys.includes('points') : !isTranslation;
  if (isTranslation) return translate(material, replayed);
  if (isSummary) return summarize(material, replayed);
  return { value: fillSchema(schema ?? {}, schema ?? {}), isReplayed: false };
}

type Point = { text: string; evidence: { paragraph: number; quote: string }[] };

/**
 * The first sentence of paragraphs spread over the article, each with its own words as evidence. Where the language asked
 * for is replayed, the point is that translation's first sentence.
 */
function summarize({ lines, task }: Material, replayed: Replayed): Computed {
  const [, from = '3', to] = /(\d+)(?: to (\d+))? points?\b/.exec(task) ?? [];
  const wanted = Math.min(MAX_POINTS, Number(to ?? from));
  const firsts = [...lines].flatMap(([n, text]) => {
    const sentence = n === 0 ? undefined : firstSentence(text);
    return sentence === undefined ? [] : [{ n, sentence }];
  });
  const step = Math.max(1, firsts.length / Math.max(1, wanted));
  const chosen = Array.from({ length: Math.min(wanted, firsts.length) }, (_, i) => firsts[Math.floor(i * step)]);
  const held = findReplayed(task, replayed);
  // The lines of a summary are paragraphs alone; a translation has inter-titles too, which end in no point.
  const prose = held?.body.filter((text) => /[.!?…”"»)]$/u.test(text)) ?? [];
  const isReplayed = held !== undefined && prose.length === [...lines.keys()].filter((n) => n > 0).length;
  const points = chosen.flatMap((one): Point[] => {
    if (!one) return [];
    const text = isReplayed ? (firstSentence(prose[one.n - 1] ?? '') ?? one.sentence) : one.sentence;
    return [{ text, evidence: [{ paragraph: one.n, quote: one.sentence }] }];
  });
  const headline = isReplayed ? `${held.title} [stand-in: replayed]` : (lines.get(0) ?? NAME);
  return { value: { headline, points }, isReplayed };
}

function findReplayed(task: string, replayed: Replayed): Replayed[string] | undefined {
  return Object.entries(replayed).find(([language]) =>
    new RegExp(`(?<![\\w-])${RegExp.escape(language)}(?![\\w-])`).test(task),
  )?.[1];
}

function firstSentence(text: string): string | undefined {
  const segments = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text);
  for (const { segment } of segments) if (segment.trim().length >= MIN_SENTENCE) return segment.trim();
  return undefined;
}

function translate({ lines, task }: Material, replayed: Replayed): Computed {
  const numbered = [...lines].filter(([n]) => n > 0);
  const held = findReplayed(task, replayed);
  if (held && numbered.every(([n]) => held.body[n - 1] !== undefined)) {
    const paragraphs = numbered.map(([n]) => ({ n, text: held.body[n - 1] }));
    // The only place of the answer that a reader sees and that may say so without touching the text.
    return { value: { title: `${held.title} [stand-in: replayed]`, paragraphs }, isReplayed: true };
  }
  const language = /into ([\p{L}() -]+)/u.exec(task)?.[1] ?? 'that language';
  const title = `[stand-in: no translation into ${language}] ${(lines.get(0) ?? '').toUpperCase()}`;
  return {
    value: { title, paragraphs: numbered.map(([n, text]) => ({ n, text: text.toUpperCase() })) },
    isReplayed: false,
  };
}

/**
 * The summary with one number that the article does not have: the first of a point, or one more in the first point.
 * Large, so that it is found nowhere else in a reply.
 */
export function changeNumber(value: unknown, { lines }: Material): { value: unknown; wrongNumber: number } {
  const article = [...lines.values()].join(' ');
  const points = readList(value, 'points').filter(isJson);
  const at = Math.max(
    0,
    points.findIndex((point) => /\d/.test(readText(point, 'text') ?? '')),
  );
  const text = readText(points[at], 'text') ?? '';
  let wrongNumber = 7000 + Number(/\d{1,4}/.exec(text)?.[0] ?? 11);
  while (article.includes(String(wrongNumber))) wrongNumber += 1000;
  const isThere = /\d/.test(text);
  const lie = isThere ? text.replace(/\d+/, String(wrongNumber)) : `${text.replace(/[.!?]$/, '')} ${wrongNumber}.`;
  const changed = points.map((point, i) => (i === at ? { ...point, text: lie } : point));
  return { value: isJson(value) ? { ...value, points: changed } : value, wrongNumber };
}

/** The summary with points that nobody wrote, each with words that are not in the article. */
export function inventPoints(value: unknown): unknown {
  if (!isJson(value)) return value;
  const lie = 'The minister denied on 31 February that he had said anything at all.';
  const points = readList(value, 'points').map(() => ({ text: lie, evidence: [{ paragraph: 1, quote: lie }] }));
  return { ...value, points };
}

/** The emptiest value that a schema allows, its texts saying who wrote it. */
function fillSchema(node: Json, root: Json): unknown {
  const reference = /^#\/\$defs\/(.+)$/.exec(readText(node, '$ref') ?? '')?.[1];
  const definition = reference === undefined ? undefined : readJson(root['$defs'], reference);
  if (definition) return fillSchema(definition, root);
  const choices = readList(node, 'anyOf').filter(isJson);
  if (choices.length > 0) return fillSchema(choices.find((one) => one['type'] === 'null') ?? choices[0] ?? {}, root);
  const allowed = readList(node, 'enum');
  if (allowed.length > 0) return allowed[0];
  const types = typeof node['type'] === 'string' ? [node['type']] : readList(node, 'type');
  if (types.includes('null')) return null;
  if (types.includes('array')) return [];
  if (types.includes('string')) return NAME;
  if (types.includes('boolean')) return false;
  if (types.includes('integer') || types.includes('number')) return 0;
  const properties = Object.entries(readJson(node, 'properties') ?? {});
  return Object.fromEntries(properties.map(([key, one]) => [key, isJson(one) ? fillSchema(one, root) : null]));
}
