import { OperatorError } from '../errors.ts';
import type { Contests } from '../services/contests.ts';

/** `kiosque contests list|close ID`: what members say against outlets' cards. Throws an OperatorError for a wrong call or an id that is not open. */
export async function runContests(
  [deed = 'list', id]: readonly string[],
  contests: Pick<Contests, 'list' | 'close'>,
  { json, print }: { json: boolean; print(text: string): void },
): Promise<void> {
  if (deed === 'close' && id !== undefined) {
    if (!(await contests.close(id))) throw new OperatorError(`No open contest has the id ${id}.`);
    return print(`Closed: ${id}`);
  }
  if (deed !== 'list') throw new OperatorError('contests takes list, or close and an id.', { exitCode: 64 });
  const open = await contests.list();
  if (json) return print(JSON.stringify(open));
  if (open.length === 0) return print('No contest is open.');
  for (const { id: key, outletName, said, words, writtenAt, guildId } of open)
    print(
      `${key}  ${new Date(writtenAt).toISOString().slice(0, 10)}  ${outletName}: ${said}${words === null ? '' : `, “${words}”`}  (server ${guildId === '' ? '–' : guildId})`,
    );
}
