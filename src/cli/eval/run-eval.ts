import { parseArgs } from 'node:util';
import { systemClock } from '../../clock.ts';
import { readConfig } from '../../config.ts';
import { OperatorError } from '../../errors.ts';
import { systemRandom } from '../../ids.ts';
import { createLog } from '../../log.ts';
import type { Article } from '../../services/articles.ts';
import { createModel } from '../../services/llm/create-model.ts';
import { type Model, ModelError } from '../../services/llm/model.ts';
import { costOf, NANO_USD, priceOf } from '../../services/prices.ts';
import { writeSummary } from '../../services/summaries-writing.ts';
import { utcDay } from '../../services/ledger.ts';
import { composeEvalTable, type EvalCase } from './eval-table.ts';
import { readEvalArticles } from './eval-articles.ts';

const USAGE = `Usage: npm run eval -- [--count 20] [--languages fr,en,de] [--json] [FILE.jsonl...]

Asks the configured model (OPENAI_BASE_URL, OPENAI_API_KEY, LLM_MODEL) for short summaries and prints what the guard makes
of them. It costs what these calls cost. Without FILE: the stored article and ten short ones that were written for tests, in
turn; a FILE holds {id, title?, document, lang?} lines.`;

export type EvalPlace = {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  print(line: string): void;
  printError(line: string): void;
};

/** `npm run eval`; gives the exit code: 64 for a wrong call, 78 without a model, 1 where no call succeeded. */
export async function runEval(argv: readonly string[], place: EvalPlace): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        count: { type: 'string', default: '20' },
        languages: { type: 'string', default: 'fr,en,de' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return say(place, USAGE, 0);
    const count = Number(values.count);
    const languages = Intl.getCanonicalLocales(values.languages.split(',').map((tag) => tag.trim()));
    if (!Number.isInteger(count) || count < 1) return say(place, USAGE, 64);
    const cases = await evaluate(place, { files: positionals, count, languages });
    place.print(values.json ? JSON.stringify(cases) : composeEvalTable(cases));
    return cases.some(({ error }) => error === undefined) ? 0 : 1;
  } catch (error) {
    if (error instanceof OperatorError) return say(place, error.message, error.exitCode);
    if (error instanceof TypeError || error instanceof RangeError) return say(place, USAGE, 64);
    throw error;
  }
}

function say(place: EvalPlace, words: string, code: number): number {
  if (code === 0) place.print(words);
  else place.printError(words);
  return code;
}

type Plan = { files: readonly string[]; count: number; languages: readonly string[] };

/** One summary an article, the languages in turn: as many readers of their own language as of another one. */
async function evaluate(place: EvalPlace, { files, count, languages }: Plan): Promise<readonly EvalCase[]> {
  const config = readConfig(place.cwd, place.env);
  if (!config.model)
    throw new OperatorError('No model is configured: set OPENAI_BASE_URL or OPENAI_API_KEY.', { exitCode: 78 });
  const clock = systemClock();
  const log = createLog({
    level: 'error',
    now: clock.now,
    write: (line) => place.printError(line),
    secrets: config.secrets,
  });
  const model = createModel({ ...config.model, clock, random: systemRandom, log });
  const price = priceOf(config.model, config.price)(utcDay(clock.now()));
  const articles = await readEvalArticles(files, count);
  const cases: EvalCase[] = [];
  for (let i = 0; i < count; i++) {
    const article = articles[i % articles.length];
    if (!article) break;
    // Shifted at each round of the articles, so that none is asked for twice in one language.
    const language = languages[(i + Math.floor(i / articles.length)) % languages.length] ?? 'en';
    const before = clock.monotonicMs();
    const told = await summarize(model, article, language);
    const usd = price ? costOf(price, told.usage) / NANO_USD : null;
    const latencyMs = Math.round(clock.monotonicMs() - before);
    cases.push({
      article: article.title,
      from: article.language,
      to: language,
      model: model.name,
      latencyMs,
      usd,
      ...told,
    });
    place.printError(
      `${i + 1}/${count} ${article.language} -> ${language} ${latencyMs} ms${told.error ? ` ${told.error}` : ''}`,
    );
  }
  return cases;
}

type Told = Pick<EvalCase, 'supported' | 'toCheck' | 'faults' | 'repaired' | 'usage' | 'error'>;

async function summarize(model: Model, article: Article, language: string): Promise<Told> {
  try {
    const signal = new AbortController().signal;
    const { body, usage, faults, repaired } = await writeSummary({ model, article, length: 'short', language, signal });
    const toCheck = body.points.filter((point) => point.toCheck).length;
    return { supported: body.points.length - toCheck, toCheck, faults, repaired, usage };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { supported: 0, toCheck: 0, faults: [], repaired: 0, usage: error.usage, error: error.kind };
  }
}
