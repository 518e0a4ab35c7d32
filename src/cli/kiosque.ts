import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// First of all: node-cron and dates must not depend on the machine's zone.
process.env['TZ'] = 'UTC';
// Halves the time of a start; a folder that cannot be written is no failure.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/kiosque', import.meta.url)));

const argv = process.argv.slice(2);
const terminal = {
  env: process.env,
  cwd: process.cwd(),
  print: (text: string) => process.stdout.write(`${text}\n`),
  printError: (text: string) => process.stderr.write(`${text}\n`),
};

if (argv[0] === 'summarize' && argv.includes('--jsonl')) {
  // A batch in a pipe starts several times faster without the rest of the program.
  const { runSummarizeAlone } = await import('./summarize.ts');
  process.exitCode = await runSummarizeAlone(argv.slice(1), terminal);
} else if (argv[0] === 'read' && !argv.includes('--help')) {
  const { runReadAlone } = await import('./read.ts');
  process.exitCode = await runReadAlone(argv.slice(1), terminal);
} else {
  const { runCommandLine } = await import('./command-line.ts');
  process.exitCode = await runCommandLine(argv, terminal);
}
