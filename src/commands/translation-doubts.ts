import type { Translation } from '../services/translations.ts';
import type { Ask } from './command.ts';

/** The paragraphs, each that a check did not pass with what is to be checked behind it. */
export function markDoubts(ask: Ask, { body, doubts }: Pick<Translation, 'body' | 'doubts'>): readonly string[] {
  const words = ask.words.translation;
  const faults: Readonly<Record<string, string>> = words.faults;
  const list = new Intl.ListFormat(ask.locale, { type: 'unit' });
  return body.map((text, i) => {
    const doubt = doubts.find(({ n }) => n === i + 1);
    if (!doubt) return text;
    const named = new Set(doubt.faults.map((fault) => faults[fault] ?? words.faults.other));
    return `${text} [${doubt.original ? words.left : words.toCheck(list.format(named))}]`;
  });
}
