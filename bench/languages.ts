import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eld } from 'eld/small';
import { chooseLanguage } from '../src/services/detection/choose-language.ts';
import { detectText } from '../src/services/detection/detect-text.ts';
import { report, reportExact, round, say } from './report.ts';

// node bench/languages.ts, with KIOSQUE_CORPORA set: the detector over languages/langid-dev.tsv, one JSON line a figure.

const CORE = new Set('en fr es de it pt nl ru uk pl tr ar zh ja ko fa he el ro cs sv da fi hu bg'.split(' '));
/** Told apart by nobody on a sentence. */
const SAME: Readonly<Record<string, string>> = { hr: 'bs', id: 'ms', nb: 'no' };
const BARS: Readonly<Record<string, number>> = { 'sentence core 25': 0.998, 'headline core 25': 0.983 };

type Line = { language: string; kind: string; text: string };

function readLines(path: string): readonly Line[] {
  const [, ...rows] = readFileSync(path, 'utf8').split('\n');
  return rows.flatMap((row) => {
    const [language, kind, text] = row.split('\t');
    return language && kind && text ? [{ language, kind, text }] : [];
  });
}

function isSame(found: string | null, wanted: string): boolean {
  const base = found?.split('-')[0] ?? '';
  return (SAME[base] ?? base) === (SAME[wanted] ?? wanted);
}

function measureAccuracy(lines: readonly Line[]): void {
  const kinds = Map.groupBy(
    lines.flatMap((line) => {
      const all = { ...line, kind: `${line.kind} all 59` };
      return CORE.has(line.language) ? [{ ...line, kind: `${line.kind} core 25` }, all] : [all];
    }),
    ({ kind }) => kind,
  );
  for (const [kind, members] of kinds) {
    const right = members.filter(({ text, language }) => isSame(detectText(text).language, language)).length;
    const plain = members.filter(({ text, language }) => isSame(eld.detect(text).language, language)).length;
    const [value, baseline] = [right / members.length, plain / members.length];
    const bar = BARS[kind];
    report({
      name: `languages.accuracy.${kind}`,
      value: round(value, 4),
      unit: 'share',
      baseline: round(baseline, 4),
      ratio: round(value / baseline, 3),
      ...(bar !== undefined && { bar: `>= ${bar}`, ok: value >= bar }),
    });
  }
}

/** Every text under its true declaration: none may be taken for another language. */
function measureOverrides(lines: readonly Line[]): void {
  const judged = lines.map(({ text, language }) => ({ detected: detectText(text), language }));
  const overridden = judged.filter(
    ({ detected, language }) => chooseLanguage({ declared: [language], detected }).inferred !== null,
  );
  reportExact(`languages.declarations wrongly refuted of ${lines.length}`, overridden.length, 'texts');
  const sentences = lines.filter(({ kind, language }) => kind === 'sentence' && language !== 'en');
  const refuted = sentences.filter(
    ({ text }) => chooseLanguage({ declared: ['en-US'], detected: detectText(text) }).inferred !== null,
  );
  const share = round(refuted.length / sentences.length, 3);
  report({ name: 'languages.one sentence refutes a wrong en-US', value: share, unit: 'share' });
}

function measureSpeed(lines: readonly Line[]): void {
  const rate = (detect: (text: string) => unknown) => {
    const start = performance.now();
    for (const { text } of lines) detect(text);
    return (lines.length / (performance.now() - start)) * 1000;
  };
  const rounds = [0, 1, 2].map(() => ({ own: rate(detectText), plain: rate((text) => eld.detect(text)) }));
  const own = Math.max(...rounds.map((one) => one.own));
  const plain = Math.max(...rounds.map((one) => one.plain));
  report({
    name: 'languages.speed beside plain eld',
    value: Math.round(own),
    unit: 'texts/s',
    baseline: Math.round(plain),
    ratio: round(own / plain),
  });
}

const path = join(process.env['KIOSQUE_CORPORA'] ?? '', 'languages/langid-dev.tsv');
if (existsSync(path)) {
  const lines = readLines(path);
  measureAccuracy(lines);
  measureOverrides(lines);
  measureSpeed(lines);
} else say('languages: skipped, KIOSQUE_CORPORA names no folder with languages/langid-dev.tsv');
