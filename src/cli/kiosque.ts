// First of all: node-cron and dates must not depend on the machine's zone.
process.env['TZ'] = 'UTC';

const { runCommandLine } = await import('./command-line.ts');
const print = (text: string) => process.stdout.write(`${text}\n`);
process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  print,
  printError: (text) => process.stderr.write(`${text}\n`),
});
