import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const major = Number(process.versions.node.split('.')[0]);
if (major < 26)
  throw new Error(
    `The tests need Node 26, this is ${process.versions.node}: run them with \`npm test\`, which brings it.`,
  );

/** Half a minute each, much of it spent waiting: begun last, they would hold up the end alone. */
const LONGEST = /\/e2e\/(?:kill|digest-crashes)\.test\.ts$/;

/** Where no earlier run tells how long each file takes, the largest would go first. Vitest wants a class. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (LONGEST.test(moduleId) ? 0 : moduleId.includes('/e2e/') ? 1 : 2);
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/support/setup.ts'],
    globalSetup: ['tests/support/body-count.ts'],
    env: { TZ: 'UTC' },
    testTimeout: 30_000,
    // More than there are cores, because much of the time is spent waiting for the bots that tests start.
    maxWorkers: availableParallelism() + 1,
    // A worker of its own for each file was a third of the run: loading the packages and starting Node, again and again.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    restoreMocks: true,
  },
});
