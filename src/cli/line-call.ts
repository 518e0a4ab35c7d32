import { createReadStream, existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { OperatorError } from '../errors.ts';

/** The arguments of a subcommand that takes one file, or with --jsonl a batch of lines. Throws an OperatorError (64) for a wrong call. */
export function parseBatchCall(
  argv: readonly string[],
  { name, usage }: { name: string; usage: string },
): { subject: string | undefined; options: { json: boolean; jsonl: boolean } } {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, jsonl: { type: 'boolean', default: false } },
    });
    if (positionals.length > 1) throw new TypeError(`${name} takes one file; --jsonl takes many lines`);
    return { subject: positionals[0], options: values };
  } catch (cause) {
    throw wrongCall(`${cause instanceof Error ? cause.message : String(cause)}.`, usage, cause);
  }
}

/** A wrong call, with how it should be. */
export function wrongCall(detail: string, usage: string, cause?: unknown): OperatorError {
  return new OperatorError(`${detail}\nUsage: npx kiosque\n${usage}`, { exitCode: 64, cause });
}

/** The streams of a batch: a file, or the program's own input. Throws an OperatorError (66) for a file that is absent. */
export function batchInput(
  subject: string | undefined,
  world: { input: Readable; output: Writable },
): { input: Readable; output: Writable } {
  if (subject === undefined || subject === '-') return { input: world.input, output: world.output };
  if (!existsSync(subject))
    throw new OperatorError(`${subject} cannot be read: there is no such file.`, { exitCode: 66 });
  return { input: createReadStream(subject), output: world.output };
}
