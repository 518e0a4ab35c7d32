// First of all: node-cron stops for an hour in autumn when the process itself lives in a zone with a clock change.
process.env['TZ'] = 'UTC';

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
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
