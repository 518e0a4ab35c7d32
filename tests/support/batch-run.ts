import { Readable, Writable } from 'node:stream';
import type { SummarizeWorld } from '../../src/cli/summarize.ts';
import { OperatorError } from '../../src/errors.ts';

/** What a command with streams of its own printed and wrote for `input`; its exit code, an OperatorError's too. */
export async function runInWorld(command: (world: SummarizeWorld) => Promise<number>, input: string | Uint8Array = '') {
  const [printed, errors, written]: [string[], string[], string[]] = [[], [], []];
  const code = await command({
    env: {},
    cwd: '.',
    print: (text) => printed.push(text),
    printError: (text) => errors.push(text),
    showProgress: () => undefined,
    input: Readable.from([Buffer.from(input)]),
    output: new Writable({ write: (chunk, _, done) => (written.push(String(chunk)), done()) }),
  }).catch((error: unknown) => {
    if (!(error instanceof OperatorError)) throw error;
    errors.push(error.message);
    return error.exitCode;
  });
  const lines = written.join('').split('\n').filter(Boolean);
  return {
    code,
    printed: printed.join('\n'),
    errors: errors.join('\n'),
    lines: lines.map((line): unknown => JSON.parse(line)),
  };
}
