import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    bodyCountPath: string;
  }
}

/** Adds what one sandbox checked to the sum that is printed after all tests. */
export function countBodies(path: string, valid: number): void {
  appendFileSync(path, `${valid}\n`);
}

/** Prints how many request bodies of the bot the end-to-end tests checked; each of them fails its own test if it was wrong. */
export function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-bodies-'));
  const path = join(folder, 'counts');
  appendFileSync(path, '');
  project.provide('bodyCountPath', path);
  return () => {
    const counts = readFileSync(path, 'utf8').trim().split('\n').map(Number);
    const sum = counts.reduce((total, count) => total + count, 0);
    rmSync(folder, { recursive: true });
    if (sum > 0)
      process.stdout.write(`\nBodies checked against Discord's schema and our own rules: ${sum}, all valid\n`);
  };
}
