import type { PageChannel } from '../../page-protocol.ts';
import { KINDS, type Leaf, type Option } from './leaves.ts';

/** One line of the list above the composer. */
export type Suggestion = { key: string; title: string; detail: string };

const MAX_SHOWN = 25;
/** What stands beside a channel's name. */
const DETAILS = { text: '', announcement: 'announcements', forum: 'forum', thread: 'thread' } as const;
/** Discord's channel types. */
const CHANNEL_TYPES = { text: 0, announcement: 5, thread: 11, forum: 15 } as const;

/** The commands that fit what stands behind the slash: those that begin so first. */
export function matchLeaves(leaves: readonly Leaf[], typed: string): readonly Leaf[] {
  const wanted = fold(typed.replace(/^\//, '')).trim();
  const names = (leaf: Leaf) => [fold(leaf.shown), fold(leaf.path.join(' '))];
  const first = leaves.filter((leaf) => names(leaf).some((name) => name.startsWith(wanted)));
  const later = leaves.filter((leaf) => !first.includes(leaf) && names(leaf).some((name) => name.includes(wanted)));
  return [...first, ...later].slice(0, MAX_SHOWN);
}

/** What the client itself can offer for an option; null where the member writes freely or the bot completes. */
export function offerValues(option: Option, channels: readonly PageChannel[]): readonly Suggestion[] | null {
  if (option.choices.length > 0)
    return option.choices.map(({ shown, value }) => ({ key: String(value), title: shown, detail: '' }));
  if (option.kind === KINDS.boolean)
    return ['true', 'false'].map((key) => ({ key, title: key === 'true' ? 'True' : 'False', detail: '' }));
  if (option.kind !== KINDS.channel) return null;
  return channels
    .filter(({ kind }) => option.channelTypes.length === 0 || option.channelTypes.includes(CHANNEL_TYPES[kind]))
    .map(({ id, name, kind }) => ({
      // Titles of threads are not names: two may be the same.
      key: kind === 'thread' ? `<#${id}>` : `#${name}`,
      title: `#${name}`,
      detail: DETAILS[kind],
    }));
}

/** Those whose title holds what is typed, in any case and with or without accents; those that begin so first. */
export function matchSuggestions(all: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = fold(typed).trim();
  const place = ({ title }: Suggestion) => fold(title.replace(/^#/, '')).indexOf(wanted.replace(/^#/, ''));
  const fitting = all.filter((one) => place(one) >= 0);
  return fitting.toSorted((a, b) => Math.min(place(a), 1) - Math.min(place(b), 1)).slice(0, MAX_SHOWN);
}

/** The value that a text stands for on its own: a choice by its name or value, a channel without its #. */
export function readValue(option: Option, text: string, channels: readonly PageChannel[]): string {
  const offered = offerValues(option, channels);
  const wanted = fold(text.trim());
  const fits = ({ key, title }: Suggestion) =>
    [key, title, title.replace(/^#/, '')].some((one) => fold(one) === wanted);
  return offered?.find(fits)?.key ?? text;
}

/** Lower case without accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
