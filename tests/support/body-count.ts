import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import * as z from 'zod';
import { BODY_KINDS } from '../../src/sandbox/body-kinds.ts';
import type { Checks } from '../../src/sandbox/contract.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    bodyCountPath: string;
  }
}

/** Adds what one sandbox checked to the sum that is printed after all tests. */
export function countBodies(path: string, { valid, kinds }: Pick<Checks, 'valid' | 'kinds'>): void {
  appendFileSync(path, `${JSON.stringify({ valid, kinds })}\n`);
}

const line = z.object({ valid: z.number(), kinds: z.record(z.string(), z.number()) });

/** Prints how many request bodies of the bot the end-to-end tests checked; each of them fails its own test if it was wrong. */
export function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-bodies-'));
  const path = join(folder, 'counts');
  appendFileSync(path, '');
  project.provide('bodyCountPath', path);
  return () => {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    const counts = lines.map((text) => line.parse(JSON.parse(text)));
    rmSync(folder, { recursive: true });
    if (counts.length > 0) process.stdout.write(describe(counts));
  };
}

function describe(counts: readonly z.infer<typeof line>[]): string {
  const sum = counts.reduce((total, { valid }) => total + valid, 0);
  const byKind = BODY_KINDS.map(
    (kind) => `${kind} ${counts.reduce((total, { kinds }) => total + (kinds[kind] ?? 0), 0)}`,
  );
  return `\nBodies checked against Discord's schema and our own rules: ${sum}, all valid\n  ${byKind.join(', ')}\n`;
}
