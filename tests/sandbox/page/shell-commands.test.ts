import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/commands/index.ts';
import { readCommandText } from '../../../src/sandbox/command-text.ts';
import type { Json } from '../../../src/sandbox/json.ts';
import {
  addField,
  type Draft,
  fillField,
  findFault,
  remainingOptions,
  startDraft,
  writeCompletion,
  writeDraft,
} from '../../../src/sandbox/page/shell/draft.ts';
import { type Leaf, listLeaves, listMessageCommands, writtenLocales } from '../../../src/sandbox/page/shell/leaves.ts';
import { matchLeaves, matchSuggestions, offerValues } from '../../../src/sandbox/page/shell/matching.ts';
import { readTyped } from '../../../src/sandbox/page/shell/typed-command.ts';
import type { PageChannel } from '../../../src/sandbox/page-protocol.ts';

const registered: readonly Json[] = commands.map(({ data }) => ({ ...data }));
const channels: readonly PageChannel[] = [
  { id: '1', name: 'general', kind: 'text', visibleTo: ['manager', 'member'] },
  { id: '2', name: 'news', kind: 'text', visibleTo: ['manager', 'member'] },
  { id: '3', name: 'announcements', kind: 'announcement', visibleTo: ['manager', 'member'] },
];
const asManager = (locale = 'en-US') => listLeaves(registered, 'manager', locale);

function leaf(path: string, from: readonly Leaf[] = asManager()): Leaf {
  const found = from.find((one) => one.path.join(' ') === path);
  if (!found) throw new Error(`No ${path}`);
  return found;
}

describe('the list of commands', () => {
  test('GIVEN a member THEN what needs Manage Server is hidden', () => {
    const names = listLeaves(registered, 'member', 'en-US').map(({ shown }) => shown);
    expect(names).toContain('summary');
    expect(names.filter((name) => name.startsWith('digest'))).toEqual([]);
    expect(asManager().map(({ shown }) => shown)).toContain('digest create');
  });

  test('GIVEN French THEN names and descriptions are French, and paths stay as registered', () => {
    expect(leaf('summary', asManager('fr'))).toMatchObject({ shown: 'résumé', path: ['summary'] });
    expect(leaf('digest create', asManager('fr')).shown).toMatch(/^revue /);
  });

  test.each(['it', 'ja', 'en-GB'])('GIVEN %s THEN English stands in', (locale) => {
    expect(asManager(locale)).toEqual(asManager('en-US'));
  });

  test('GIVEN the commands THEN the languages that the bot writes are known', () => {
    expect([...writtenLocales(registered)].toSorted()).toEqual(['de', 'en-GB', 'en-US', 'es-419', 'es-ES', 'fr']);
  });

  test.each([
    ['8', 'manager', 0],
    ['0', 'manager', 0],
    ['32', 'manager', 1],
    ['32', 'member', 0],
    ['1024', 'member', 1],
    ['not a number', 'member', 1],
  ] as const)('GIVEN default permissions %s and a %s THEN %i is offered', (bits, actor, count) => {
    const menu = { type: 3, name: 'Summarize', default_member_permissions: bits };
    expect(listMessageCommands([menu], actor)).toHaveLength(count);
    expect(listLeaves([menu], actor, 'en-US')).toEqual([]);
  });
});

describe('matching', () => {
  test.each([
    ['/', 'article'],
    ['/su', 'summary'],
    ['/DIG', 'digest create'],
    ['/digest r', 'digest remove'],
    ['/preview', 'digest preview'],
  ])('GIVEN %s THEN /%s comes first', (typed, first) => {
    expect(matchLeaves(asManager(), typed)[0]?.shown).toBe(first);
  });

  test('GIVEN French without accents, or the English name THEN it is found', () => {
    for (const typed of ['/resu', '/summ']) expect(matchLeaves(asManager('fr'), typed)[0]?.shown).toBe('résumé');
  });

  test('GIVEN a channel option THEN the channels of its kinds are offered', () => {
    const option = leaf('digest create').options.find(({ name }) => name === 'channel');
    const offered = option ? (offerValues(option, channels) ?? []) : [];
    expect(offered.map(({ key }) => key)).toEqual(['#general', '#news', '#announcements']);
    expect(matchSuggestions(offered, 'new').map(({ key }) => key)).toEqual(['#news']);
  });
});

describe('the text form', () => {
  const fill = (draft: Draft, values: Readonly<Record<string, string>>) =>
    Object.entries(values).reduce((now, [name, value]) => {
      const option = remainingOptions(now).find((one) => one.name === name);
      return fillField(option ? addField(now, option) : now, name, value);
    }, draft);

  test.each([
    ['digest create', { channel: '#news', time: '08:00' }, '/digest create channel:#news time:08:00'],
    [
      'digest create',
      { channel: '#news', time: '8h', timezone: 'Europe/Paris' },
      '/digest create channel:#news time:8h timezone:Europe/Paris',
    ],
    ['summary', {}, '/summary'],
    ['summary', { article: 'the pact' }, '/summary article:"the pact"'],
    ['summary', { article: 'a "b" \\c' }, '/summary article:"a \\"b\\" \\\\c"'],
    ['summary', { article: '' }, '/summary'],
    ['summary', { article: 'length:short' }, '/summary article:"length:short"'],
  ])('GIVEN /%s with %j THEN %s', (path, values: Readonly<Record<string, string>>, text) => {
    expect(writeDraft(fill(startDraft(leaf(path)), values))).toBe(text);
  });

  test('GIVEN any values THEN the sandbox reads back the same', () => {
    const values = fc.record({ article: fc.string({ minLength: 1 }), language: fc.string({ minLength: 1 }) });
    fc.assert(
      fc.property(values, (given) => {
        const draft = fill(startDraft(leaf('summary')), given);
        const read = readCommandText(writeDraft(draft), registered);
        expect('options' in read && Object.fromEntries(read.options.map(({ name, text }) => [name, text]))).toEqual(
          given,
        );
        expect(readTyped(writeDraft(draft), asManager(), channels)?.fields.map(({ text }) => text)).toEqual(
          Object.values(given),
        );
      }),
    );
  });

  test('GIVEN an option being completed THEN it stands last, even when it is empty', () => {
    const draft = fill(startDraft(leaf('summary')), { article: '', language: 'fr' });
    expect(writeCompletion(draft, 'article')).toBe('/summary language:fr article:""');
  });

  test.each([
    ['/digest create channel:#news time:08:00', 'digest create', ['#news', '08:00']],
    ['/résumé', 'summary', []],
    ['/summary article:the pact of paris length:detailed', 'summary', ['the pact of paris', 'detailed']],
  ])('GIVEN %s THEN it is read as a draft', (text, path, values) => {
    const leaves = [...asManager(), ...asManager('fr')];
    const draft = readTyped(text, leaves, channels);
    expect(draft?.leaf.path.join(' ')).toBe(path);
    expect(draft?.fields.map(({ value }) => value)).toEqual(values);
  });

  test.each(['/nothing', '/digest', '/summary what', '/summary what:x', 'summary', ''])(
    'GIVEN %j THEN it is no draft',
    (text) => {
      expect(readTyped(text, asManager(), channels)).toBeNull();
    },
  );
});

describe('what Discord’s client would not send', () => {
  const draftOf = (option: Json, value: string): Draft => {
    const command: Json = { name: 'x', description: 'x', options: [{ name: 'o', description: 'o', ...option }] };
    const [first] = listLeaves([command], 'member', 'en-US');
    const [given] = first?.options ?? [];
    if (!first || !given) throw new Error('No option');
    return { leaf: first, fields: [{ option: given, text: value, value }] };
  };
  test.each([
    [{ type: 3, required: true }, '', 'required'],
    [{ type: 3 }, '', null],
    [{ type: 3, max_length: 3 }, 'four', 'at most 3'],
    [{ type: 3, min_length: 3 }, 'ab', 'at least 3'],
    [{ type: 3, max_length: 4 }, 'four', null],
    [{ type: 3, choices: [{ name: 'One', value: '1' }] }, 'One', 'from the list'],
    [{ type: 3, choices: [{ name: 'One', value: '1' }] }, '1', null],
    [{ type: 4 }, '1.5', 'whole number'],
    [{ type: 4 }, '-12', null],
    [{ type: 4, min_value: 2 }, '1', 'at least 2'],
    [{ type: 10, max_value: 2.5 }, '2.6', 'at most 2.5'],
    [{ type: 10 }, '2.5', null],
    [{ type: 10 }, 'NaN', 'number'],
    [{ type: 5 }, 'yes', 'True or False'],
    [{ type: 5 }, 'true', null],
    [{ type: 7 }, '#nowhere', 'channel'],
    [{ type: 7 }, '#news', null],
  ])('GIVEN %j with %j THEN %s', (option, value, part) => {
    const fault = findFault(draftOf(option, value), channels);
    expect(fault?.sentence ?? '').toContain(part ?? '');
    expect(fault?.name ?? null).toBe(part === null ? null : 'o');
  });
});
