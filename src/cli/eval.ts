// First of all: nothing here may depend on the machine's zone.
process.env['TZ'] = 'UTC';

const { runEval } = await import('./eval/run-eval.ts');
process.exitCode = await runEval(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
});
