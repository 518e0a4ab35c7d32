import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// First of all: node-cron stops for an hour in autumn when the process itself lives in a zone with a clock change.
process.env['TZ'] = 'UTC';
// Halves the time of a start. A folder that cannot be written is no failure; beside the packages nobody else writes.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/kiosque', import.meta.url)));

const { readConfig } = await import('./config.ts');
const { OperatorError } = await import('./errors.ts');

/** `npm start`: with a token the bot; without one, the sandbox with the bot as its child. */
async function main(): Promise<void> {
  const config = readConfig(process.cwd(), process.env);
  if (config.mode === 'sandbox') {
    const { runSandbox } = await import('./cli/sandbox-prompt.ts');
    return runSandbox(config, process.env);
  }
  const { runBot } = await import('./cli/bot-process.ts');
  return runBot(config);
}

try {
  await main();
  // A process that is killed later has kept it all the same.
  flushCompileCache();
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
