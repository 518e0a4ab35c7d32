import type { Clock } from '../clock.ts';

/** A reader should see something within two seconds; the reply's own way takes some of them. */
const PATIENCE_MS = 1_500;

/** The promise's value; before it, once, what `meanwhile` gives where it has not come within 1.5 seconds by the clock. */
export async function* answerInSteps<Value, First>(
  clock: Clock,
  promise: Promise<Value>,
  meanwhile: () => First,
  signal: AbortSignal,
): AsyncGenerator<First, Value> {
  const ended = new AbortController();
  const late = clock.wait(PATIENCE_MS, AbortSignal.any([signal, ended.signal])).then(
    () => true,
    () => false,
  );
  try {
    const isLate = await Promise.race([promise.then(() => false), late]);
    if (isLate) yield meanwhile();
    return await promise;
  } finally {
    ended.abort();
    // A generator that is left early leaves nobody to hear of a failure.
    promise.catch(() => undefined);
  }
}
