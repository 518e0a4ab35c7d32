import { defineConfig } from 'vitest/config';

const major = Number(process.versions.node.split('.')[0]);
if (major < 26)
  throw new Error(
    `The tests need Node 26, this is ${process.versions.node}: run them with \`npm test\`, which brings it.`,
  );

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/support/setup.ts'],
    globalSetup: ['tests/support/body-count.ts'],
    env: { TZ: 'UTC' },
    testTimeout: 30_000,
    // The default leaves one of two cores idle, and much of the time is spent waiting for the bots that tests start.
    maxWorkers: '100%',
    // A worker of its own for each file was a third of the run: loading the packages and starting Node, again and again.
    isolate: false,
    restoreMocks: true,
  },
});
