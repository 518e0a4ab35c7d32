import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run bench [-- name...] [--quick]`: runs the named benches, or all, one after the other. A bench is a file beside this
 * one that can run alone; most want KIOSQUE_CORPORA. Ends with 1 when one of them does.
 */
const ALL = [
  'guard',
  'summarize',
  'voices',
  'liar',
  'injection',
  'digests',
  'pages',
  'languages',
  'stories',
  'feeds',
  'search',
  'newsroom',
];

const args = process.argv.slice(2);
const flags = args.filter((arg) => arg.startsWith('-'));
const named = args.filter((arg) => !arg.startsWith('-'));
const unknown = named.filter((name) => !existsSync(fileOf(name)));

if (unknown.length > 0) {
  const names = readdirSync(import.meta.dirname).filter((file) => ALL.includes(file.replace(/\.ts$/, '')));
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${names.join(', ')}\n`);
  process.exitCode = 64;
} else {
  for (const name of named.length > 0 ? named : ALL) {
    process.stdout.write(`-- ${name}\n`);
    const { status } = spawnSync(process.execPath, [fileOf(name), ...flags], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}

function fileOf(name: string): string {
  return join(import.meta.dirname, `${name}.ts`);
}
