import { NO_ORIGIN } from '../src/services/articles.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { judgeClaim } from '../src/cli/verify.ts';
import { createNameIndex } from '../src/data/name-index.ts';
import { extractSummary } from '../src/services/extracts.ts';
import {
  checkText,
  type GuardOptions,
  type GuardSource,
  readSource,
  toParagraphs,
} from '../src/services/guard/guard.ts';
import { pairKey } from '../src/services/guard/source.ts';
import { tokenize } from '../src/services/guard/tokens.ts';
import { areaUnderCurve, meanOf, type Scored, shareFlagged } from './guard-score.ts';

// Prints the bars of the guard. KIOSQUE_CORPORA is a folder with faithfulness/ and summaries/; the cross-language set is
// in tests/fixtures. With --final its second half too.

const claim = z.object({
  id: z.string(),
  claim: z.string(),
  lang: z.string().optional(),
  label: z.number().optional(),
  types: z.array(z.string()).nullish(),
  evidence: z.array(z.string()).optional(),
});
const line = z.object({
  article_id: z.string().optional(),
  dataset: z.string().optional(),
  lang: z.string().optional(),
  article: z.string().optional(),
  claims: z.array(claim),
});
const written = z.object({ id: z.string(), lang: z.string(), document: z.string(), gold: z.array(z.string()) });

function readLines<T>(path: string, schema: z.ZodType<T>): readonly T[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((one) => one.trim() !== '').map((one) => schema.parse(JSON.parse(one)));
}

function scoreClaims(path: string, judge = judgeWhole): readonly Scored[] {
  return readLines(path, line).flatMap(({ dataset = '', lang = 'en', article = storedArticle(), claims }) => {
    const source = readSource(toParagraphs(article), lang);
    return claims.map(
      (one): Scored => ({
        dataset,
        supported: one.label === 1,
        type: one.types?.[0] ?? '',
        ...judge(one, source),
      }),
    );
  });
}

type Claim = z.output<typeof claim>;

function judgeWhole({ claim: text }: Claim, source: GuardSource): { score: number; flag: boolean } {
  const { score, flag } = judgeClaim(checkText(text, source));
  return { score, flag };
}

/** Plain overlap, the rival: the share of neighboring words that the article has side by side. */
function judgeByPairs({ claim: text }: Claim, source: GuardSource): { score: number; flag: boolean } {
  const tokens = tokenize(text);
  const pairs = tokens.slice(1).map((token, i) => pairKey(tokens[i], token));
  return { score: meanOf(pairs.map((pair) => (source.pairs.has(pair) ? 1 : 0))), flag: false };
}

function storedArticle(): string {
  const { title, body } = z
    .object({ title: z.string(), body: z.string() })
    .parse(JSON.parse(readFileSync('src/data/stored-article.json', 'utf8')));
  return `${title}\n${body}`;
}

const print = (text: string) => process.stdout.write(`${text}\n`);

function printMutations(path: string): void {
  print(`Mutations (${path}), mechanical changes of near-copies: share flagged`);
  const scored = scoreClaims(path);
  for (const supported of [false, true])
    for (const [type, claims] of Object.entries(Object.groupBy(scored, (one) => one.type)))
      if (claims?.[0]?.supported === supported)
        print(`  ${supported ? 'true ' : 'false'} ${type.padEnd(18)} ${shareFlagged(claims)}`);
}

function printFaithfulness(path: string): void {
  print(`Faithfulness (${path}), labels by people`);
  const rival = Object.groupBy(scoreClaims(path, judgeByPairs), ({ dataset }) => dataset);
  const sets = Object.entries(Object.groupBy(scoreClaims(path), ({ dataset }) => dataset));
  const rows = sets.map(([name, claims = []]) => {
    const supported = claims.filter((one) => one.supported);
    return {
      name,
      auc: areaUnderCurve(claims) ?? 0,
      pairs: areaUnderCurve(rival[name] ?? []) ?? 0,
      alarm: supported.filter(({ flag }) => flag).length / supported.length,
    };
  });
  const percent = (value: number) => (100 * value).toFixed(1).padStart(5);
  for (const { name, auc, pairs, alarm } of rows)
    print(`  ${name.padEnd(18)} AUC ${percent(auc)}, bigrams ${percent(pairs)}, false alarms ${percent(alarm)} %`);
  const [auc, pairs, alarm] = [rows.map((row) => row.auc), rows.map((row) => row.pairs), rows.map((row) => row.alarm)];
  print(
    `  macro              AUC ${percent(meanOf(auc))}, bigrams ${percent(meanOf(pairs))}, false alarms ${percent(meanOf(alarm))} %`,
  );
}

function printHuman(path: string): void {
  const checks = readLines(path, written).flatMap(({ lang, document, gold }) => {
    const source = readSource(toParagraphs(document), lang);
    return gold.flatMap((summary) => checkText(summary, source));
  });
  const flags = (verdict: string) => shareFlagged(checks.map((check) => ({ flag: check.verdict === verdict })));
  print(
    `Sentences of summaries by writers (${path}): unsupported ${flags('unsupported')}, to check ${flags('to-check')}`,
  );
}

function printExtracts(path: string): void {
  const document = z.object({ id: z.string(), title: z.string(), document: z.string() });
  const checks = readLines(path, document).flatMap(({ id, title, document: text }) => {
    const paragraphs = toParagraphs(text);
    const body = paragraphs.map(({ n, text: words }) => ({ kind: 'paragraph' as const, n, text: words }));
    const article = { id, seq: 0, revision: 1, title, body, language: 'fr', outlet: null, url: null };
    const whole = { ...article, publishedAt: null, publishedOn: null, inferred: [], ...NO_ORIGIN, storedAt: 0 };
    const source = readSource(paragraphs, 'fr');
    return extractSummary(whole, 'short').points.flatMap((point) => checkText(point.text, source));
  });
  const flags = checks.map(({ verdict }) => ({ flag: verdict !== 'supported' }));
  print(`Offline summaries (${path}): flagged or to check ${shareFlagged(flags)}`);
}

function printCross(path: string, title: string, options: GuardOptions, withEvidence: boolean): void {
  const scored = scoreClaims(path, ({ claim: text, lang, evidence }, source) => {
    const given = { ...options, ...(lang && { language: lang }), ...(withEvidence && evidence && { evidence }) };
    const { score, flag } = judgeClaim(checkText(text, source, given));
    return { score, flag };
  });
  const [wrong, right] = [scored.filter((one) => !one.supported), scored.filter((one) => one.supported)];
  const types = Object.entries(Object.groupBy(wrong, ({ type }) => type)).map(
    ([type, claims = []]) => `${type} ${claims.filter(({ flag }) => flag).length}/${claims.length}`,
  );
  print(`${title}: caught ${shareFlagged(wrong)} (${types.join(', ')}), false alarms ${shareFlagged(right)}`);
}

function printCrossHalf(half: string): void {
  const path = `tests/fixtures/cross-language/${half}.jsonl`;
  const without = { names: createNameIndex(['Otan', 'Stoltenberg', 'Choïgou']) };
  printCross(path, `Across languages, ${half}, with evidence`, {}, true);
  printCross(path, `  without Otan, Stoltenberg and Choïgou in the table`, without, true);
  printCross(path, `  without evidence`, {}, false);
}

const corpora = process.env.KIOSQUE_CORPORA;
if (corpora === undefined || !existsSync(corpora))
  print('KIOSQUE_CORPORA names no folder: only the own set is measured.');
else {
  printMutations(join(corpora, 'faithfulness/mutations-fr-dev.jsonl'));
  printFaithfulness(join(corpora, 'faithfulness/faithfulness-dev.jsonl'));
  printHuman(join(corpora, 'summaries/writers-en-dev.jsonl'));
  printExtracts(join(corpora, 'summaries/orangesum-dev.jsonl'));
}
printCrossHalf('dev');
if (process.argv.includes('--final')) printCrossHalf('final');
