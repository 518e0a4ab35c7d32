import { describeCorrections, describeEvents, describeSlot, type Teller } from '../commands/digest-why-words.ts';
import { OperatorError } from '../errors.ts';
import { type Markdown, md } from '../reply.ts';
import type { DigestDesk } from '../services/digests/digest-desk.ts';
import type { Digest, DigestHistory } from '../services/digests/digests.ts';
import type { DigestSummary } from '../services/digests/explain.ts';
import type { SlotHistory } from '../services/digests/history.ts';
import { wordsFor } from '../words/words.ts';

export const DIGEST_USAGE = `  digest list             the digests of all servers: ids, schedules, next and last editions
  digest preview ID       what the next edition would say (--language fr: in that language)
  digest why ID           what became of each slot`;

type Options = { json: boolean; language?: string | undefined; print(text: string): void };

const words = wordsFor('en');
/** Times are ISO, in UTC: an operator's servers live in many zones. */
const teller: Teller = { locale: 'en', words, moment: iso, exact: iso };

/** `kiosque digest list | preview ID | why ID`. Throws an OperatorError for a wrong call (64) or an unknown digest (65). */
export async function runDigest(args: readonly string[], desk: DigestDesk, options: Options): Promise<void> {
  const [act, id, ...more] = args;
  if (more.length > 0) throw wrongCall();
  if (act === 'list' && id === undefined) return printList(await desk.list(), options);
  if (id === undefined || (act !== 'preview' && act !== 'why')) throw wrongCall();
  if (act === 'why') {
    const history = found(await desk.why(id), id);
    return options.print(options.json ? JSON.stringify(history) : formatHistory(history).join('\n'));
  }
  const lines = found(await desk.previewText(id, readLanguage(options.language)), id);
  options.print(options.json ? JSON.stringify(lines) : lines.join('\n'));
}

function printList(list: readonly DigestSummary[], { json, print }: Options): void {
  if (json) return print(JSON.stringify(list));
  if (list.length === 0) return print('No server has a digest.');
  print(list.map(formatSummary).join('\n'));
}

function formatSummary({ digest, last }: DigestSummary): string {
  const next = digest.nextAt === null ? 'none in sight' : iso(digest.nextAt).md;
  const ended = last === null ? 'none' : `${last.localTime} ${last.state}`;
  return `${digest.id}  server ${digest.guildId}, channel ${digest.channelId}, ${formatOrder(digest)}, ${digest.state}; next: ${next}; last: ${ended}`;
}

/** A digest, what was done to it, and a paragraph for each slot, the latest due first. */
function formatHistory({ digest, events, slots }: DigestHistory): readonly string[] {
  const head = `Digest ${digest.id}: server ${digest.guildId}, channel ${digest.channelId}, ${formatOrder(digest)}, ${digest.state}.`;
  const lines = [head, ...describeEvents(teller, events, undefined).map(indent)];
  if (slots.length === 0) lines.push('No slot has fallen due yet.');
  return [...lines, ...slots.flatMap((slot) => ['', ...formatSlot(slot, digest.zone)])];
}

function formatSlot(slot: SlotHistory, zone: string): readonly string[] {
  const { sent, total, tries } = slot.parts;
  const work = total === 0 ? [] : [`  ${sent} of ${total} ${total === 1 ? 'part' : 'parts'} sent, tries: ${tries}`];
  const title = `${slot.localTime} ${slot.zone}: ${slot.state}`;
  const steps = [...describeEvents(teller, slot.events, slot), ...describeCorrections(teller, slot)].map(indent);
  return [title, indent(describeSlot(teller, slot, zone)), ...work, ...steps];
}

function formatOrder({ times, days, cron, zone, language, secondLanguage }: Digest): string {
  const when = cron === null ? `${times.join(' ')} on days ${days.join('')}` : `cron ${cron}`;
  return `${when} ${zone}, ${secondLanguage === null ? language : `${language}+${secondLanguage}`}`;
}

function indent(line: Markdown): string {
  return `  ${plain(line)}`;
}

/** Markdown as a terminal shows it: without what only escapes. */
function plain({ md: text }: Markdown): string {
  return text.replaceAll(/\\(?=[^\w\s])/g, '');
}

function iso(epochMs: number): Markdown {
  return md`${new Date(epochMs).toISOString()}`;
}

function readLanguage(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (cause) {
    throw new OperatorError(`“${tag}” is no language tag, such as fr or pt-BR.`, { cause, exitCode: 64 });
  }
}

function found<Value>(value: Value | undefined, id: string): Value {
  if (value === undefined)
    throw new OperatorError(
      `There is no digest ${id}. “npx kiosque digest list” shows the ids, as /digest list does.`,
      {
        exitCode: 65,
      },
    );
  return value;
}

function wrongCall(): OperatorError {
  return new OperatorError(`digest takes list, or preview or why and a digest's id.\n${DIGEST_USAGE}`, {
    exitCode: 64,
  });
}
