import { UserError } from '../errors.ts';
import { type Block, type Markdown, md, type Reply, type SelectOption, textBlock } from '../reply.ts';
import { findZone } from '../services/digests/calendar.ts';
import { ADDERS, type GuildSettings, SOURCE_POLICIES } from '../services/settings.ts';
import { subtext } from './article-card.ts';
import type { Ask } from './command.ts';
import { suggestZones } from './digest-options.ts';
import { languageName, parseLanguage } from './language-option.ts';

export const SETTINGS = [
  'sourcePolicy',
  'language',
  'zone',
  'adders',
] as const satisfies readonly (keyof GuildSettings)[];
export type Setting = (typeof SETTINGS)[number];

/** No choice, in a select's value. */
export const NOTHING = '-';
/** A select holds so many (https://docs.discord.com/developers/components/reference#string-select). */
const MOST_OPTIONS = 25;

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

type Said = { kind: 'changed'; setting: Setting; undo: string } | { kind: 'undone'; setting: Setting };

/** Every choice with the select that changes it; above them what was just changed, with the way back. */
export function showSettings(ask: Ask, settings: GuildSettings, { said }: { said?: Said } = {}): Reply {
  const { settings: words } = ask.words;
  const lines = SETTINGS.map((setting) => lineOf(ask, settings, setting));
  const notes = [words.policyNote(), words.languageNote(), words.zoneNote(ask.mention('settings'))].map(subtext);
  return {
    accent: 'notice',
    blocks: [
      ...(said ? saidBlocks(ask, settings, said) : []),
      textBlock(md`### ${words.title}`, ...lines),
      textBlock(...notes),
      ...SETTINGS.map((setting) => selectOf(ask, settings, setting)),
    ],
  };
}

function saidBlocks(ask: Ask, settings: GuildSettings, said: Said): readonly Block[] {
  const { settings: words } = ask.words;
  const line = lineOf(ask, settings, said.setting);
  if (said.kind === 'undone') return [textBlock(words.undone(line)), { kind: 'separator' }];
  const action = { command: 'settings', action: 'undo', args: [said.setting, said.undo] };
  const undo: Block = { kind: 'buttons', buttons: [{ label: words.undo, action }] };
  return [textBlock(words.changed(line)), undo, { kind: 'separator' }];
}

function lineOf(ask: Ask, settings: GuildSettings, setting: Setting): Markdown {
  const { settings: words, sources } = ask.words;
  switch (setting) {
    case 'sourcePolicy':
      return words.policy(sources.policies[settings.sourcePolicy].name);
    case 'language':
      return words.language(settings.language === null ? words.whoever : languageName(settings.language, ask.locale));
    case 'zone':
      return words.zone(settings.zone?.replaceAll('_', ' ') ?? words.noZone);
    case 'adders':
      return words.adders(words.addersNames[settings.adders]);
  }
}

function selectOf(ask: Ask, settings: GuildSettings, setting: Setting): Block {
  const { placeholders } = ask.words.settings;
  const placeholder = placeholders[setting === 'sourcePolicy' ? 'policy' : setting];
  const now = settings[setting] ?? NOTHING;
  const options = optionsOf(ask, settings, setting).map((one) => ({ ...one, selected: one.value === now }));
  return {
    kind: 'select',
    select: { placeholder, action: { command: 'settings', action: 'set', args: [setting] }, options },
  };
}

function optionsOf(ask: Ask, settings: GuildSettings, setting: Setting): readonly SelectOption[] {
  const { settings: words, sources } = ask.words;
  const none = { label: words.none, value: NOTHING };
  switch (setting) {
    case 'sourcePolicy':
      return SOURCE_POLICIES.map((value) => {
        const { name: label, does: description } = sources.policies[value];
        return { label, value, description };
      });
    case 'adders':
      return ADDERS.map((value) => ({ label: words.addersNames[value], value }));
    case 'language': {
      const offered = ask.services.languages.slice(0, MOST_OPTIONS - 1);
      return [none, ...offered.map((tag) => ({ label: languageName(tag, ask.locale), value: tag }))];
    }
    case 'zone': {
      const near = suggestZones(ask, '').map(({ value }) => value);
      const zones = [...new Set([...(settings.zone === null ? [] : [settings.zone]), 'UTC', ...near])];
      const options = zones.slice(0, MOST_OPTIONS - 1).map((value) => ({ label: value.replaceAll('_', ' '), value }));
      return [none, ...options];
    }
  }
}
