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

/** What the bot never sends: it registers its commands as one list, and writes to nobody who did not ask. */
const UNUSED_KINDS: readonly string[] = ['single commands', 'openings of a direct channel'];

/** Adds what one sandbox checked to the sum that is printed after all tests. */
export function countBodies(
  path: string,
  { valid, kinds, faults = [] }: Pick<Checks, 'valid' | 'kinds'> & Partial<Pick<Checks, 'faults'>>,
): void {
  appendFileSync(path, `${JSON.stringify({ valid, kinds, wrong: faults.length })}\n`);
}

const line = z.object({ valid: z.number(), kinds: z.record(z.string(), z.number()), wrong: z.number() });
type Counted = z.infer<typeof line>;

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

/** The sum by kind. A kind that the bot never sends is named apart; any other without a body was reached by no test. */
export function describe(counts: readonly Counted[]): string {
  const sum = counts.reduce((total, { valid }) => total + valid, 0);
  const wrong = counts.reduce((total, one) => total + one.wrong, 0);
  const countOf = (kind: string) => counts.reduce((total, { kinds }) => total + (kinds[kind] ?? 0), 0);
  const unused = UNUSED_KINDS.filter((kind) => countOf(kind) === 0);
  const byKind = BODY_KINDS.filter((kind) => !unused.includes(kind)).map((kind) => `${kind} ${countOf(kind)}`);
  const judged = wrong === 0 ? 'all valid' : `and ${wrong} WRONG`;
  return `\nBodies checked against Discord's schema and our own rules: ${sum}, ${judged}\n  ${byKind.join(', ')}\n  not sent by this bot: ${unused.join(', ')}\n`;
}
