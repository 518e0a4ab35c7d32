import * as z from 'zod';
import type { Article } from './articles.ts';
import { explainFault } from './fault-words.ts';
import { type Model, ModelError, type ModelRequest, onceBegun, type Tier, type Usage } from './llm/model.ts';
import { addBounds, addUsage, mostTokens, NO_USAGE, type TokenBound } from './llm/tokens.ts';
import {
  composeSummaryArticle,
  composeSummaryRepair,
  composeSummaryTask,
  SUMMARY_INSTRUCTIONS,
  SUMMARY_SHAPES,
  type SummaryAnswer,
  summarySchema,
} from './prompts.ts';
import { type Judged, judgeHeadline, judgePoint, type RefusalReason } from './summaries-check.ts';
import { estimateJudging, judgePoints } from './summaries-judge.ts';
import { estimateReading, readArticle } from './summaries-reading.ts';
import type { Point, SummaryLength } from './summaries-text.ts';

/** What is stored of a model's summary. No points left means that too few held: the same question is not paid for again. */
export const storedSummary = z.object({
  headline: z.string().nullable(),
  points: z.array(
    z.object({
      text: z.string(),
      evidence: z.array(z.object({ paragraph: z.number(), quote: z.string() })),
      toCheck: z.literal(true).exactOptional(),
    }),
  ),
  dropped: z.number(),
});
export type StoredSummary = z.output<typeof storedSummary>;

export type SummaryJob = {
  model: Model;
  article: Article;
  length: SummaryLength;
  language: string;
  tier?: Tier | undefined;
  signal: AbortSignal;
  /** The points that the guard held go to the model once more, with their passages alone. */
  judge?: boolean;
};

export type WrittenSummary = {
  body: StoredSummary;
  usage: Usage;
  /** Why points were refused in the end, and how many the repair saved. */
  faults: readonly (RefusalReason | 'judge')[];
  repaired: number;
  /** Why the judge that was asked gave no verdicts. */
  judgeFault?: unknown;
};

/** A repair reads the refused points besides. */
const REPAIR_TOKENS = 2_000;

/** The most that a summary may cost: reading a long article, the summary, one repair, and the judge where there is one. */
export function estimateSummary(
  article: Article,
  length: SummaryLength,
  language: string,
  withJudge = false,
): TokenBound {
  const reading = estimateReading(article);
  const whole = composeSummaryArticle(article);
  // Of a long article the dearest part that may be chosen: its scripts may cost different numbers of tokens.
  const text = reading.bound.tokensIn === 0 ? whole : dearestPart(whole, reading.chars + article.title.length + 2_000);
  const request = promptOf(text, length, composeSummaryTask(length, language));
  const repair = mostTokens({ ...request, rounds: 1 });
  const refused = { tokensIn: REPAIR_TOKENS, tokensOut: 0 };
  const judging = withJudge ? [estimateJudging(article, SUMMARY_SHAPES[length].maxPoints)] : [];
  return addBounds([reading.bound, mostTokens(request), repair, refused, ...judging]);
}

/** `chars` characters that hold as many letters of several bytes as the text has, and no fewer. */
function dearestPart(text: string, chars: number): string {
  const wide = text.replace(/\p{ASCII}/gu, '').slice(0, chars);
  return wide + 'a'.repeat(Math.max(0, Math.min(chars, text.length) - wide.length));
}

/**
 * Reads, asks, checks; what fails the check goes back once with the reasons. Points that still fail are dropped; when more
 * fall than hold, none is kept. Throws a ModelError whose usage is that of all requests.
 */
export async function writeSummary(job: SummaryJob): Promise<WrittenSummary> {
  const { model, article, length, language, signal } = job;
  const reading = await readArticle(job, article);
  const tier = reading.requests > 0 ? onceBegun(job.tier) : job.tier;
  let usage = reading.usage;
  try {
    const request = promptOf(reading.text, length, composeSummaryTask(length, language));
    const first = await model.ask({ ...request, schema: summarySchema, tier, signal });
    usage = addUsage(usage, first.usage);
    const judged = judge(first.value, job);
    const repair = await repairPoints(job, request, judged);
    usage = addUsage(usage, repair.usage);
    const headline = judgeHeadline(first.value.headline, article, language);
    const settled = { ...settle(repair.judged, headline, length), usage, repaired: repair.repaired };
    return job.judge ? await passJudge(job, settled) : settled;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const spent = addUsage(usage, error.usage);
    throw new ModelError(error.kind, { cause: error.cause, retryAfterMs: error.retryAfterMs, usage: spent });
  }
}

function promptOf(
  article: string,
  length: SummaryLength,
  task: string,
): Omit<ModelRequest<SummaryAnswer>, 'schema' | 'signal'> {
  const { maxOutputTokens } = SUMMARY_SHAPES[length];
  return { name: 'summary', instructions: SUMMARY_INSTRUCTIONS, article, task, maxOutputTokens };
}

function judge(answer: SummaryAnswer, { article, language }: SummaryJob): readonly Judged[] {
  const seen = new Set<string>();
  return answer.points
    .map((point) => judgePoint(point, article, language))
    .filter((one) => {
      const text = one.held ? one.point.text : one.text;
      if (seen.has(text)) return false;
      seen.add(text);
      return true;
    });
}

type Repair = { judged: readonly Judged[]; usage: Usage; repaired: number };

/** The refused points asked for once more. A repair that fails leaves what there was: the first answer is paid for. */
async function repairPoints(
  job: SummaryJob,
  request: ReturnType<typeof promptOf>,
  judged: readonly Judged[],
): Promise<Repair> {
  const failing = judged.filter((one) => faultOf(one) !== undefined);
  const none = { judged, usage: NO_USAGE, repaired: 0 };
  if (failing.length === 0) return none;
  const words = failing.map((one) => ({
    text: one.held ? one.point.text : one.text,
    why: explainFault(faultOf(one) ?? ''),
  }));
  const task = composeSummaryRepair(job.language, words);
  try {
    const { value, usage } = await job.model.ask({
      ...request,
      schema: summarySchema,
      task,
      rounds: 1,
      tier: onceBegun(job.tier),
      signal: job.signal,
    });
    return { ...mergeRepair(judged, judge(value, job), failing.length), usage };
  } catch (error) {
    if (!(error instanceof ModelError) || job.signal.aborted) throw error;
    return { ...none, usage: error.usage };
  }
}

function faultOf(one: Judged): RefusalReason | 'attribution' | undefined {
  return one.held ? one.mendable : one.fault;
}

/** The better points in the places of the failing ones, in order; nothing that was held is lost or told twice. */
function mergeRepair(
  judged: readonly Judged[],
  answered: readonly Judged[],
  failing: number,
): { judged: readonly Judged[]; repaired: number } {
  const held = new Set(judged.flatMap((one) => (one.held ? [one.point.text] : [])));
  const fresh = answered.filter((one) => one.held && one.mendable === undefined && !held.has(one.point.text));
  // As many as were asked for: each mends the one in its place. Otherwise they mend the first ones.
  const aligned = answered.length === failing;
  let at = -1;
  let repaired = 0;
  const merged = judged.map((one) => {
    if (faultOf(one) === undefined) return one;
    at++;
    const better = aligned ? answered[at] : fresh[at];
    if (!better || !fresh.includes(better)) return one;
    repaired++;
    return better;
  });
  return { judged: merged, repaired };
}

/** At most as many points as the length wants; none where more fell than held. */
function settle(judged: readonly Judged[], headline: string | null, length: SummaryLength) {
  const points = judged.flatMap((one): Point[] => (one.held ? [one.point] : []));
  const faults = judged.flatMap((one) => (one.held ? [] : [one.fault]));
  const kept = faults.length > points.length ? [] : points.slice(0, SUMMARY_SHAPES[length].maxPoints);
  const body = storedSummary.parse({ headline, points: kept, dropped: faults.length });
  return { body, faults };
}

/** What the judge leaves of a summary: a point that it calls unsupported falls like one that the guard refused. */
async function passJudge(job: SummaryJob, written: WrittenSummary): Promise<WrittenSummary> {
  const { body, faults } = written;
  const { kept, usage: spent, fault } = await judgePoints(job, body.points);
  const usage = addUsage(written.usage, spent);
  const fallen = body.points.length - kept.length;
  if (fallen === 0) return { ...written, usage, ...(fault !== undefined && { judgeFault: fault }) };
  const dropped = body.dropped + fallen;
  const points = dropped > kept.length ? [] : kept;
  return {
    ...written,
    body: storedSummary.parse({ ...body, points, dropped }),
    usage,
    faults: [...faults, ...Array.from({ length: fallen }, () => 'judge' as const)],
  };
}
