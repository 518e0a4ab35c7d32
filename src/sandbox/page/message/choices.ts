import type { SelectTarget } from './message-context.ts';
import { type Payload, readAll, readFlag, readNumber, readText } from './payload.ts';

/** One line of a select. `glyph` is an emoji's text or the mark of a user, role or channel; empty for none. */
export type SelectChoice = { value: string; label: string; about: string; glyph: string };

/** Component types of selects (https://docs.discord.com/developers/components/reference#component-object-component-types). */
const STRING = 3;
const KINDS: Readonly<Record<number, readonly SelectTarget['kind'][]>> = {
  5: ['user'],
  6: ['role'],
  7: ['user', 'role'],
  8: ['channel'],
};

/** Whether this component is a select of any kind. */
export function isSelect(one: Payload): boolean {
  const type = readNumber(one, 'type', 0);
  return type === STRING || KINDS[type] !== undefined;
}

/** What a select offers: its own options, or the server's users, roles and channels. */
export function choicesOf(
  select: Payload,
  targets: readonly SelectTarget[],
  glyphOf: (emoji: unknown) => string,
): readonly SelectChoice[] {
  const type = readNumber(select, 'type', STRING);
  if (type === STRING)
    return readAll(select, 'options').map((option) => ({
      value: readText(option, 'value'),
      label: readText(option, 'label'),
      about: readText(option, 'description'),
      glyph: glyphOf(option['emoji']),
    }));
  const kinds = KINDS[type] ?? [];
  const types: unknown = select['channel_types'];
  const isOffered = ({ kind, type: own }: SelectTarget) =>
    kinds.includes(kind) && (!Array.isArray(types) || own === undefined || types.includes(own));
  return targets.filter(isOffered).map(({ id, name, kind }) => ({
    value: id,
    label: name.replace(/^[@#]/, ''),
    about: type === 7 ? kind : '',
    glyph: kind === 'channel' ? '#' : '@',
  }));
}

/** What is chosen before the visitor does anything. */
export function defaultsOf(select: Payload): readonly string[] {
  const options = readAll(select, 'options')
    .filter((option) => readFlag(option, 'default'))
    .map((option) => readText(option, 'value'));
  return [...options, ...readAll(select, 'default_values').map((one) => readText(one, 'id'))];
}

/** How many values a select takes; one where it does not say. */
export function rangeOf(select: Payload): { min: number; max: number } {
  return { min: readNumber(select, 'min_values', 1), max: readNumber(select, 'max_values', 1) };
}

/** The targets of a message whose server is not told: what its names and defaults say of themselves. */
export function guessTargets(
  names: Readonly<Record<string, string>>,
  components: readonly Payload[],
): readonly SelectTarget[] {
  const told = new Map<string, SelectTarget['kind']>();
  const visit = (one: Payload): void => {
    for (const value of readAll(one, 'default_values')) {
      const kind = readText(value, 'type');
      if (kind === 'user' || kind === 'role' || kind === 'channel') told.set(readText(value, 'id'), kind);
    }
    for (const child of readAll(one, 'components')) visit(child);
  };
  for (const one of components) visit(one);
  return Object.entries(names).flatMap(([id, name]) => {
    const kind = told.get(id) ?? (name.startsWith('#') ? 'channel' : undefined);
    const kinds = kind ? [kind] : (['user', 'role', 'channel'] as const);
    return kinds.map((one) => ({ id, name, kind: one }));
  });
}
