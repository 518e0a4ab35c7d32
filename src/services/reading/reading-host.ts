import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock.ts';
import type { ReadingAnswer, ReadingInput, ReadingTask, ReadingValue } from './reading-tasks.ts';

export type ReadingLimits = {
  /** From the start of the task; the worker's own start counts. */
  timeoutMs: number;
  /** Of the worker's heap. */
  memoryMb: number;
};

/** `fault` is a mistake in the reader itself; the others are the input's doing. */
export type ReadingOutcome<Value> =
  | { value: Value }
  | { failure: 'timeout' | 'memory' | 'fault' | 'closed'; detail: string };

export type ReadingHost = {
  /** Runs a task in the worker, after those before it. Never rejects: what went wrong is the outcome. */
  runReading<Task extends ReadingTask>(
    task: Task,
    input: ReadingInput<Task>,
    limits: ReadingLimits,
  ): Promise<ReadingOutcome<ReadingValue<Task>>>;
  /** Ends the worker and what it was at; may be called twice. */
  close(): Promise<void>;
};

/** An idle worker costs memory; a new one costs a third of a second. */
const IDLE_MS = 30_000;

/**
 * Runs readers of hostile input in one worker thread, one task after the other: started when a task comes, killed when a task
 * takes too long or too much memory (the next one gets a new worker), ended when idle.
 */
export function createReadingHost(clock: Clock, idleMs: number = IDLE_MS): ReadingHost {
  let open: { worker: Worker; memoryMb: number } | undefined;
  let rest: AbortController | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const end = async () => {
    const ended = open;
    open = undefined;
    await ended?.worker.terminate();
  };
  const workerFor = async (memoryMb: number) => {
    if (open && open.memoryMb !== memoryMb) await end();
    open ??= { worker: startWorker(memoryMb), memoryMb };
    open.worker.ref();
    return open.worker;
  };
  const restLater = () => {
    open?.worker.unref();
    const mine = new AbortController();
    rest = mine;
    void clock.wait(idleMs, mine.signal).then(
      () => (rest === mine ? end() : undefined),
      () => undefined,
    );
  };
  return {
    runReading: (task, input, limits) => {
      const turn = line.then(async () => {
        rest?.abort();
        if (isClosed) return { failure: 'closed' as const, detail: 'The reading host is closed' };
        const outcome = await askWorker(await workerFor(limits.memoryMb), { task, input }, { clock, limits });
        if ('failure' in outcome && outcome.failure !== 'fault') await end();
        if (!isClosed) restLater();
        return outcome;
      });
      line = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      isClosed = true;
      rest?.abort();
      await end();
      await line;
    },
  };
}

function startWorker(memoryMb: number): Worker {
  return new Worker(new URL('./reading-worker.ts', import.meta.url), {
    // The young generation comes on top of the old one; at 16 MB the worst pages took the process past 300 MB.
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
  });
}

type Order = { task: ReadingTask; input: unknown };

async function askWorker(
  worker: Worker,
  order: Order,
  { clock, limits }: { clock: Clock; limits: ReadingLimits },
): Promise<ReadingOutcome<never>> {
  const done = new AbortController();
  const { signal } = done;
  const answered = once(worker, 'message', { signal }).then(
    (said: readonly ReadingAnswer<never>[]): ReadingOutcome<never> => {
      const [answer] = said;
      if (answer === undefined) return { failure: 'fault', detail: 'The worker said nothing' };
      return 'value' in answer ? answer : { failure: 'fault', detail: answer.fault };
    },
    toFailure,
  );
  const exited = once(worker, 'exit', { signal }).then(
    (): ReadingOutcome<never> => ({ failure: 'closed', detail: 'The worker ended' }),
    toFailure,
  );
  const late = clock
    .wait(limits.timeoutMs, signal)
    .then(
      (): ReadingOutcome<never> => ({ failure: 'timeout', detail: `No answer within ${limits.timeoutMs} ms` }),
      toFailure,
    );
  worker.postMessage(order, []);
  try {
    return await Promise.race([answered, exited, late]);
  } finally {
    done.abort();
  }
}

function toFailure(error: unknown): ReadingOutcome<never> {
  const detail = error instanceof Error ? error.message : String(error);
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return { failure: isMemory ? 'memory' : 'fault', detail };
}
