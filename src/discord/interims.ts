import type { Clock } from '../clock.ts';
import type { Reply } from '../reply.ts';
import { TIMES } from './limits.ts';

/**
 * Runs `answer` to its last reply, which it gives. Interim replies go to `show`: the newest one each 1.5 s at most, one
 * at a time. When this resolves none is on its way, so the last reply is never overtaken. `show` must not throw.
 */
export async function showInterims(
  answer: AsyncGenerator<Reply, Reply>,
  { show, clock, signal }: { show: (reply: Reply) => Promise<void>; clock: Clock; signal: AbortSignal },
): Promise<Reply> {
  const finished = new AbortController();
  const over = AbortSignal.any([finished.signal, signal]);
  let newest: Reply | undefined;
  let showing: Promise<void> | undefined;
  let shownAt = -Infinity;

  async function showNewest(): Promise<void> {
    while (newest && !over.aborted) {
      const waitMs = shownAt + TIMES.interimMs - clock.monotonicMs();
      // Aborted by the last reply: it takes the place of this one.
      if (waitMs > 0) await clock.wait(waitMs, over).catch(() => undefined);
      if (over.aborted) break;
      const reply = newest;
      newest = undefined;
      shownAt = clock.monotonicMs();
      await show(reply);
    }
    showing = undefined;
  }

  try {
    for (;;) {
      const step = await answer.next();
      if (step.done === true) return step.value;
      newest = step.value;
      showing ??= showNewest();
    }
  } finally {
    finished.abort();
    await showing;
  }
}
