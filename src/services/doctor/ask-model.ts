import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { Finding } from '../../words/finding.ts';
import type { Asker } from '../asker.ts';
import type { Ledger } from '../ledger.ts';
import { type Model, ModelError, type ModelRequest, type Usage } from '../llm/model.ts';
import { mostTokens, NO_USAGE } from '../llm/tokens.ts';

const answer = z.object({ ok: z.boolean() });

/** As small as a request with an answer in a shape can be. */
const QUESTION = {
  schema: answer,
  name: 'check',
  instructions: 'Answer in JSON.',
  article: '',
  task: 'Set ok to true.',
  maxOutputTokens: 20,
  rounds: 1,
} as const satisfies Omit<ModelRequest<z.output<typeof answer>>, 'signal'>;

/** The failures after which the model is known to write, only not in so little room. */
const CUT: ReadonlySet<string> = new Set(['truncated', 'empty']);

/** Asks the model one tiny thing at the asker's expense, and says what came of it. Never throws for a failing model. */
export async function askOnce(
  { model, ledger, clock }: { model: Model; ledger: Ledger; clock: Clock },
  { asker, signal }: { asker: Asker; signal: AbortSignal },
): Promise<Finding> {
  const { name } = model;
  const reservation = await ledger.reserve(asker, 'check', mostTokens(QUESTION));
  if (!reservation.granted)
    return { code: 'model-not-asked', state: 'look', details: { paced: reservation.reason === 'pace' } };
  const askedAt = clock.monotonicMs();
  try {
    const { usage } = await model.ask({ ...QUESTION, signal });
    const ms = Math.round(clock.monotonicMs() - askedAt);
    await ledger.settle(reservation.id, usage);
    const details = { model: name, ms, form: model.form?.() ?? 'prompt', tokens: sum(usage) } as const;
    return { code: 'model-answered', state: 'fine', details };
  } catch (error) {
    const [kind, usage] = error instanceof ModelError ? [error.kind, error.usage] : ['unexpected', NO_USAGE];
    await ledger.fail(reservation.id, kind, usage);
    if (!(error instanceof ModelError)) throw error;
    if (CUT.has(kind)) return { code: 'model-cut', state: 'look', details: { model: name, tokens: sum(usage) } };
    return { code: 'model-failed', state: 'broken', details: { model: name, reason: kind } };
  }
}

function sum({ tokensIn, tokensOut }: Usage): number {
  return tokensIn + tokensOut;
}
