// First of all: nothing here may depend on the machine's zone.
process.env['TZ'] = 'UTC';

const { runDemo } = await import('./demo/run-demo.ts');
process.exitCode = await runDemo(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  print: (line) => process.stdout.write(`${line}\n`),
});
