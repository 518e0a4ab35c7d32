import type { Doctor } from '../services/doctor/doctor.ts';
import { explainFinding } from '../words/explain-finding.ts';
import { wordsFor } from '../words/words.ts';

/** Nothing is broken; something is. */
const EXIT = { fine: 0, broken: 1 } as const;

/** The operator, at no server's expense. */
const OPERATOR = { command: 'doctor', guildId: '', userId: '' };

/**
 * `kiosque doctor`: a line for each finding about all servers, JSON with `json`; gives the exit code, 1 where something is
 * broken. `llm`: the model is asked one tiny thing too, which the budgets count.
 */
export async function runDoctor(
  doctor: Doctor,
  { json, llm, print }: { json: boolean; llm: boolean; print(text: string): void },
): Promise<number> {
  const asked = llm ? [await doctor.askModel(OPERATOR, new AbortController().signal)] : [];
  const findings = [...(await doctor.examine(undefined)), ...asked];
  if (json) print(JSON.stringify(findings));
  else
    for (const finding of findings)
      print(`${finding.state.padEnd(6)}  ${toPlain(explainFinding(finding, wordsFor('en')).md)}`);
  return findings.some(({ state }) => state === 'broken') ? EXIT.broken : EXIT.fine;
}

/** A sentence as a terminal shows it: Discord's moments as ISO instants, its channels by id. */
function toPlain(markdown: string): string {
  return markdown
    .replace(/<t:(\d+):\w>/g, (_, seconds: string) => new Date(Number(seconds) * 1000).toISOString())
    .replace(/<#(\d+)>/g, 'channel $1')
    .replace(/\\(.)/g, '$1');
}
