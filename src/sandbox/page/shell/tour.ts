import type { PageMessage } from '../../page-protocol.ts';
import { isJson } from './json.ts';

/** The six things to try first; the text is on the button. */
export const STEPS = [
  { id: 'read', label: 'Read the stored article' },
  { id: 'summarize', label: 'Summarize it' },
  { id: 'evidence', label: 'See the original words' },
  { id: 'translate', label: 'Read it in English' },
  { id: 'post', label: 'Have it posted at 08:00' },
  { id: 'setup', label: 'Set up a digest step by step' },
] as const;

export type StepId = (typeof STEPS)[number]['id'];

/** `isOpen` is false once the visitor has closed it. */
export type Tour = { isOpen: boolean; done: readonly StepId[] };

export const NEW_TOUR: Tour = { isOpen: true, done: [] };

/** What was kept in the browser; a new tour where that is nothing or nothing known. */
export function readTour(text: string | null): Tour {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (!isJson(value) || typeof value['isOpen'] !== 'boolean') return NEW_TOUR;
    const kept: unknown = value['done'];
    const done = Array.isArray(kept) ? STEPS.map(({ id }) => id).filter((id) => kept.includes(id)) : [];
    return { isOpen: value['isOpen'], done };
  } catch {
    return NEW_TOUR;
  }
}

/** With one more step done. */
export function markDone(tour: Tour, id: StepId): Tour {
  return tour.done.includes(id) ? tour : { ...tour, done: [...tour.done, id] };
}

/** The newest button that opens a summary's evidence, among the messages given (oldest first). */
export function findEvidence(messages: readonly PageMessage[]): { messageId: string; customId: string } | null {
  for (const message of messages.toReversed()) {
    const customId = findCustomId(message.body['components']);
    if (customId !== null) return { messageId: message.id, customId };
  }
  return null;
}

function findCustomId(components: unknown): string | null {
  if (!Array.isArray(components)) return null;
  for (const one of components.filter(isJson)) {
    const id = one['custom_id'];
    if (typeof id === 'string' && id.includes('.evidence.') && one['disabled'] !== true) return id;
    const inner = findCustomId(one['components']) ?? findCustomId([one['accessory']]);
    if (inner !== null) return inner;
  }
  return null;
}
