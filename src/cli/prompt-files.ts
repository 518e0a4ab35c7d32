import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import type { Attaching } from '../sandbox/sandbox.ts';

/** The file at a path that was typed as an option's value; undefined where there is none that can be read. */
export function readTypedFile(path: string): Attaching | undefined {
  const whole = resolve(path.replace(/^~(?=\/)/, homedir()));
  try {
    if (!statSync(whole).isFile()) return undefined;
    return { name: basename(whole), bytes: readFileSync(whole) };
  } catch {
    return undefined;
  }
}
