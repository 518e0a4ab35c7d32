import type { Clock } from '../clock.ts';

/** A reader should see something within two seconds; the reply's own way takes some of them. */
const PATIENCE_MS = 1_500;

/** What a reader sees while something takes long. */
export type Progress = {
  /** The promise's value; before it, once, what `meanwhile` gives where it has not come within 1.5 seconds. */
  follow<Value, First>(
    promise: Promise<Value>,
    meanwhile: () => Promise<First>,
    signal: AbortSignal,
  ): AsyncGenerator<First, Value>;
};

/** Progress by `clock`. */
export function createProgress(clock: Clock): Progress {
  return {
    async *follow(promise, meanwhile, signal) {
      const ended = new AbortController();
      const late = clock.wait(PATIENCE_MS, AbortSignal.any([signal, ended.signal])).then(
        () => true,
        () => false,
      );
      try {
        if (await Promise.race([promise.then(() => false), late])) yield await meanwhile();
        return await promise;
      } finally {
        ended.abort();
        // A generator that is left early leaves nobody to hear of a failure.
        promise.catch(() => undefined);
      }
    },
  };
}
