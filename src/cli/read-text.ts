import { readFile } from 'node:fs/promises';
import { OperatorError } from '../errors.ts';

/** The text of a UTF-8 file. Throws an OperatorError (exit code 66) for one that is absent or in another encoding. */
export async function readText(path: string): Promise<string> {
  try {
    // fatal: a file in another encoding would be taken with � in its words.
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    const detail = cause instanceof TypeError ? 'it is not UTF-8 text' : words;
    throw new OperatorError(`${path} cannot be read: ${detail}.`, { cause, exitCode: 66 });
  }
}
