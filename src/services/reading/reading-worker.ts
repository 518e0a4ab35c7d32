import { parentPort } from 'node:worker_threads';
import { type ReadingAnswer, readingTasks, type ReadingTask } from './reading-tasks.ts';

// One order after the other; whoever orders waits for the answer.
parentPort?.on('message', ({ task, input }: { task: ReadingTask; input: never }) => {
  void answer(task, input).then((said) => parentPort?.postMessage(said, []));
});

async function answer(task: ReadingTask, input: never): Promise<ReadingAnswer<unknown>> {
  try {
    return { value: await readingTasks[task](input) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
