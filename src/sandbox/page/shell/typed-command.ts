import type { PageChannel } from '../../page-protocol.ts';
import { addField, type Draft, fillField, startDraft } from './draft.ts';
import type { Leaf, Option } from './leaves.ts';
import { readValue } from './matching.ts';

/**
 * A whole command that was typed, pasted or taken from the history, as a draft; null when it names no command in full
 * or holds what the fields cannot. Names count as registered and as shown.
 */
export function readTyped(text: string, leaves: readonly Leaf[], channels: readonly PageChannel[]): Draft | null {
  const typed = text.trimStart();
  const named = leaves
    .flatMap((leaf) => [leaf.shown, leaf.path.join(' ')].map((name) => ({ leaf, head: `/${name} ` })))
    .filter(({ head }) => `${typed} `.toLowerCase().startsWith(head.toLowerCase()))
    .toSorted((a, b) => b.head.length - a.head.length)[0];
  if (!named) return null;
  let draft = startDraft(named.leaf);
  let rest = typed.slice(named.head.length).trimStart();
  while (rest !== '') {
    const head = /^([-_'\p{L}\p{M}\p{N}]{1,32}):\s*/u.exec(rest);
    const option = head ? findOption(named.leaf, head[1] ?? '') : undefined;
    if (!head || !option) return null;
    const { value, length } = cutValue(rest.slice(head[0].length), named.leaf);
    if (!draft.fields.some((field) => field.option === option)) draft = addField(draft, option);
    draft = fillField(draft, option.name, value, readValue(option, value, channels));
    rest = rest.slice(head[0].length + length).trimStart();
  }
  return draft;
}

/** Up to the next known ` name:`, or what stands in "quotes". */
function cutValue(text: string, leaf: Leaf): { value: string; length: number } {
  const quoted = /^"((?:[^"\\]|\\[^])*)"(?=\s|$)/.exec(text);
  if (quoted) return { value: (quoted[1] ?? '').replaceAll(/\\(["\\])/g, '$1'), length: quoted[0].length };
  for (const next of text.matchAll(/(?:^|\s+)([-_'\p{L}\p{M}\p{N}]{1,32}):/gu))
    if (findOption(leaf, next[1] ?? '')) return { value: text.slice(0, next.index).trim(), length: next.index };
  return { value: text.trim(), length: text.length };
}

function findOption(leaf: Leaf, name: string): Option | undefined {
  return leaf.options.find((one) => one.name === name || one.shown === name);
}
