import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LIES } from './liar-lies.ts';
import { type Answer, lieAbout, type Manner, newTally, type Text } from './liar-run.ts';
import { openDesk, startEndpoint } from './reading-desk.ts';

/**
 * `node bench/liar.ts [--quick] [--misses]`: an endpoint that lies in one detail beside honest points, over more than 200
 * articles, half of the replies in another language. KIOSQUE_CORPORA is the folder that holds `summaries/`: OrangeSum
 * (CC BY-SA 4.0), writers-en (CNN, Daily Mail, BBC), NorSumm (CC0). Their human summaries are the paraphrases.
 */
const corpora = process.env['KIOSQUE_CORPORA'];
if (corpora === undefined) throw new Error('Set KIOSQUE_CORPORA to the folder that holds summaries/');
const folder = join(corpora, 'summaries');
const row = z.object({
  id: z.string(),
  title: z.string().optional(),
  document: z.string(),
  gold: z.union([z.string(), z.array(z.string())]),
});

function readTexts(file: string, language: string, skip: number, count: number): readonly Text[] {
  const lines = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.slice(skip, skip + count).map((line) => {
    const { title, document, gold, id } = row.parse(JSON.parse(line));
    // OrangeSum's summaries tell what its texts do not: only the writers' are checked ones.
    const golds = language === 'fr' ? [] : [gold].flat();
    const paraphrases = golds.flatMap((one) => sentencesOf(one, language));
    return { title: title ?? id, text: document.replaceAll('\n', '\n\n'), language, paraphrases };
  });
}

function sentencesOf(text: string, language: string): readonly string[] {
  const segments = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
  return Array.from(segments, ({ segment }) => segment.trim()).filter((one) => one.length >= 40 && /[.!?]$/.test(one));
}

const step = process.argv.includes('--quick') ? 20 : 1;
// The last of the validation split: the guard was measured on other files, the extracts fitted on this one choose nothing here.
const texts = [
  ...readTexts('orangesum-valid.jsonl', 'fr', 1_300, 160),
  ...readTexts('writers-en-dev.jsonl', 'en', 0, 40),
  ...readTexts('norsumm-nb-dev.jsonl', 'nb', 0, 25),
].filter((_, i) => i % step === 0);

let answer: Answer = { headline: '', points: [] };
const endpoint = await startEndpoint(() => answer);
const desk = await openDesk(endpoint.baseUrl);
const tally = newTally();
const say = (next: Answer) => {
  answer = next;
};
for (const [seed, text] of texts.entries()) await lieAbout(desk, text, { seed, tally, say });

const share = (part: number, all: number) => (all === 0 ? 0 : Math.round((1000 * part) / all) / 10);
/** The bars of what must be caught, percent: all of what may never be shown, 93 of flips and swaps near a copy. */
const NEVER = new Set<string>(['number', 'date', 'quotation', 'language', 'address', 'mention']);
for (const manner of ['near', 'across', 'paraphrase'] satisfies Manner[]) {
  for (const kind of LIES) {
    const fates = tally.outcomes.filter((one) => one.manner === manner && one.lie === kind).map(({ fate }) => fate);
    if (fates.length === 0) continue;
    const of = (fate: string) => share(fates.filter((one) => one === fate).length, fates.length);
    const bar = NEVER.has(kind) && manner !== 'paraphrase' ? 100 : manner === 'near' ? 93 : undefined;
    const ok = bar === undefined ? {} : { bar, ok: of('caught') >= bar };
    const counts = { n: fates.length, caught: of('caught'), marked: of('marked'), missed: of('missed') };
    process.stdout.write(`${JSON.stringify({ name: `liar ${manner} ${kind}`, ...counts, ...ok })}\n`);
  }
  const { told, shown, marked } = tally.honest[manner];
  const honest = { n: told, shown: share(shown, told), marked: share(marked, told) };
  // A paraphrase's evidence is picked by shared words here, and often lacks what a person took from elsewhere: no bar.
  const ok = manner === 'paraphrase' ? {} : { bar: 95, ok: honest.shown >= 95 };
  process.stdout.write(`${JSON.stringify({ name: `honest ${manner}`, ...honest, ...ok })}\n`);
}
process.stdout.write(
  `${JSON.stringify({ name: 'liar leaks', value: tally.leaks.length, bar: 0, ok: tally.leaks.length === 0 })}\n`,
);
process.stdout.write(`${JSON.stringify({ name: 'articles', value: texts.length, requests: endpoint.requests() })}\n`);
if (process.argv.includes('--misses')) {
  for (const one of tally.outcomes.filter(({ fate }) => fate !== 'caught'))
    process.stderr.write(`${one.fate} ${one.manner} ${one.lie}: ${one.text}\n   from: ${one.source}\n`);
  for (const one of tally.refused) process.stderr.write(`refused, honest: ${one}\n`);
}
await desk.close();
endpoint.stop();
