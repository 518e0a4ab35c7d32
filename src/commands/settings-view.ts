import { UserError } from '../errors.ts';
import {
  type Block,
  type Button,
  type Markdown,
  md,
  type Reply,
  type SelectOption,
  subtext,
  textBlock,
} from '../reply.ts';
import { findZone } from '../services/digests/calendar.ts';
import { ADDERS, type GuildSettings, SOURCE_POLICIES } from '../services/settings.ts';
import type { Ask } from './command.ts';
import { languageName, parseLanguage } from './language-option.ts';
import { languageOptions, MOST_OPTIONS, policyOptions } from './select-options.ts';
import { contestListButtons } from './settings-contests.ts';
import { searchButton, zoneOptions } from './settings-zone.ts';

export const SETTINGS = [
  'sourcePolicy',
  'adders',
  'language',
  // The last one: the button that searches a zone stands below it.
  'zone',
] as const satisfies readonly (keyof GuildSettings)[];
export type Setting = (typeof SETTINGS)[number];

/** No choice, in a select's value. */
export const NOTHING = '-';

/** What a select or option means. Throws UserError unknown-zone, unknown-language, or stale-button for a value of another version. */
export function parseSetting(ask: Ask, setting: Setting, value: string): Partial<GuildSettings> {
  switch (setting) {
    case 'sourcePolicy':
      return { sourcePolicy: pick(SOURCE_POLICIES, value) };
    case 'adders':
      return { adders: pick(ADDERS, value) };
    case 'language':
      return { language: value === NOTHING ? null : parseLanguage(ask, value) };
    case 'zone':
      return { zone: value === NOTHING ? null : parseZone(value) };
  }
}

function pick<Value extends string>(known: readonly Value[], value: string): Value {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UserError('stale-button', { command: 'settings' });
  return found;
}

function parseZone(value: string): string {
  const zone = findZone(value);
  if (zone === undefined) throw new UserError('unknown-zone', { value: value.slice(0, 40) });
  return zone;
}

type Said =
  /** `undo`: its value before and after. */
  | { kind: 'changed'; setting: Setting; undo: readonly string[] }
  | { kind: 'undone' | 'kept'; setting: Setting }
  | { kind: 'note'; text: Markdown };

/** Every choice as the select that changes it, under its name; above them what was just changed, below the way back. */
export async function showSettings(ask: Ask, settings: GuildSettings, { said }: { said?: Said } = {}): Promise<Reply> {
  const { settings: words } = ask.words;
  const row = [...undoButtons(ask, said), searchButton(ask), ...(await contestListButtons(ask))];
  return {
    accent: 'notice',
    blocks: [
      ...(said ? [textBlock(saidLine(ask, settings, said)), { kind: 'separator' } as const] : []),
      textBlock(md`### ${words.title}`),
      ...SETTINGS.flatMap((setting) => [
        textBlock(md`**${words.names[setting]}**`, ...notesOn(ask, setting).map(subtext)),
        selectOf(ask, settings, setting),
      ]),
      { kind: 'buttons', buttons: row },
    ],
  };
}

function saidLine(ask: Ask, settings: GuildSettings, said: Said): Markdown {
  if (said.kind === 'note') return said.text;
  const { settings: words } = ask.words;
  return words[said.kind](words.names[said.setting], nameValue(ask, settings, said.setting));
}

function undoButtons(ask: Ask, said: Said | undefined): readonly Button[] {
  if (said?.kind !== 'changed') return [];
  const action = { command: 'settings', action: 'undo', args: [said.setting, ...said.undo] };
  return [{ label: ask.words.settings.undo, style: 'primary', action }];
}

function notesOn(ask: Ask, setting: Setting): readonly Markdown[] {
  const { settings: words } = ask.words;
  if (setting === 'sourcePolicy') return [words.policyNote()];
  return setting === 'language' ? [words.languageNote()] : [];
}

function nameValue(ask: Ask, settings: GuildSettings, setting: Setting): string {
  const { settings: words, sources } = ask.words;
  switch (setting) {
    case 'sourcePolicy':
      return sources.policies[settings.sourcePolicy].name;
    case 'language':
      return settings.language === null ? words.none.language : languageName(settings.language, ask.locale);
    case 'zone':
      return settings.zone?.replaceAll('_', ' ') ?? words.none.zone;
    case 'adders':
      return words.addersNames[settings.adders];
  }
}

function selectOf(ask: Ask, settings: GuildSettings, setting: Setting): Block {
  const now = settings[setting] ?? NOTHING;
  const options = optionsOf(ask, settings, setting).map((one) => ({ ...one, selected: one.value === now }));
  const placeholder = `${ask.words.settings.names[setting]}…`;
  return {
    kind: 'select',
    select: { placeholder, action: { command: 'settings', action: 'set', args: [setting] }, options },
  };
}

function optionsOf(ask: Ask, settings: GuildSettings, setting: Setting): readonly SelectOption[] {
  const { settings: words } = ask.words;
  switch (setting) {
    case 'sourcePolicy':
      return policyOptions(ask, settings.sourcePolicy);
    case 'adders':
      return ADDERS.map((value) => ({ label: words.addersNames[value], value }));
    case 'language':
      return [{ label: words.none.language, value: NOTHING }, ...languageOptions(ask, MOST_OPTIONS - 1)];
    case 'zone':
      return [{ label: words.none.zone, value: NOTHING }, ...zoneOptions(ask, settings.zone)];
  }
}
