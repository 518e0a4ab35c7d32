import { expect, test } from 'vitest';
import { createInspector } from '../../src/sandbox/inspector.ts';
import { commandFaults } from '../../src/sandbox/command-rules.ts';
import { isEmptyMessage, messageFaults } from '../../src/sandbox/message-rules.ts';
import { isJson, type Json } from '../../src/sandbox/json.ts';
import { call, COMMANDS, openSandbox } from './raw-bot.ts';

const V2 = 32_768;
const text = (content: string) => ({ type: 10, content });
const button = (over: Json = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...over });
const row = (...components: unknown[]) => ({ type: 1, components });
const select = (over: Json = {}) => ({ type: 3, custom_id: 'pick', options: [{ label: 'A', value: 'a' }], ...over });
const v2 = (...components: unknown[]) => ({ flags: V2, components });
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ label: `${i}`, value: `${i}` }));

const codes = (body: Json, before?: Json) =>
  messageFaults({ body, fileNames: ['a.txt'], before }).map((one) => one.code);

test.each<[string, Json]>([
  ['words', { content: 'x'.repeat(2000) }],
  ['a row of buttons', { content: 'x', components: [row(button(), button({ custom_id: 'b' }))] }],
  [
    'a container of everything',
    v2({
      type: 17,
      components: [
        text('x'),
        { type: 14 },
        { type: 9, components: [text('y')], accessory: button() },
        { type: 12, items: [{ media: { url: 'https://example.org/a.png' } }] },
        { type: 13, file: { url: 'attachment://a.txt' } },
        row(select()),
        row(button({ style: 5, custom_id: undefined, url: 'https://example.org' })),
      ],
    }),
  ],
  ['40 components', v2(...Array.from({ length: 40 }, () => text('x')))],
  ['4,000 characters', v2(text('x'.repeat(2000)), text('y'.repeat(2000)))],
  ['a nonce of 25 characters', { content: 'x', nonce: 'n'.repeat(25) }],
])('GIVEN %s THEN Discord takes it', (_, body) => {
  const given: unknown = JSON.parse(JSON.stringify(body));
  expect(codes(isJson(given) ? given : {})).toEqual([]);
});

test.each<[string, Json, string]>([
  ['2,001 characters', { content: 'x'.repeat(2001) }, 'BASE_TYPE_MAX_LENGTH'],
  ['a number for content', { content: 5 }, 'STRING_TYPE_CONVERT'],
  ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 'BASE_TYPE_BAD_LENGTH'],
  [
    '6,001 characters in embeds',
    { embeds: [{ description: 'x'.repeat(4000) }, { fields: [{ name: 'n', value: 'x'.repeat(2000) }] }] },
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  ['a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26) }, 'BASE_TYPE_MAX_LENGTH'],
  ['flags that are no number', { content: 'x', flags: 'many' }, 'NUMBER_TYPE_COERCE'],
  ['components without the flag', { components: [text('x')] }, 'UNION_TYPE_CHOICES'],
  [
    '6 rows',
    { components: Array.from({ length: 6 }, (_, i) => row(button({ custom_id: `${i}` }))) },
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'content beside components',
    { ...v2(text('x')), content: 'x' },
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'embeds beside components',
    { ...v2(text('x')), embeds: [{ title: 'x' }] },
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    '41 components',
    v2({ type: 17, components: Array.from({ length: 40 }, () => text('x')) }),
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  ['4,001 characters', v2(text('x'.repeat(4000)), text('y')), 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
  ['a text of blanks', v2(text('  ')), 'BASE_TYPE_BAD_LENGTH'],
  [
    'a container in a container',
    v2({ type: 17, components: [{ type: 17, components: [text('x')] }] }),
    'UNION_TYPE_CHOICES',
  ],
  ['a button outside a row', v2(button()), 'UNION_TYPE_CHOICES'],
  ['a section without its accessory', v2({ type: 9, components: [text('x')] }), 'UNION_TYPE_CHOICES'],
  [
    '6 buttons in a row',
    v2(row(...Array.from({ length: 6 }, (_, i) => button({ custom_id: `${i}` })))),
    'BASE_TYPE_BAD_LENGTH',
  ],
  ['an empty row', v2(row()), 'BASE_TYPE_BAD_LENGTH'],
  ['a button without custom id', v2(row({ type: 2, style: 1, label: 'x' })), 'BASE_TYPE_REQUIRED'],
  ['a custom id of 101 characters', v2(row(button({ custom_id: 'x'.repeat(101) }))), 'BASE_TYPE_BAD_LENGTH'],
  ['an empty custom id', v2(row(button({ custom_id: '' }))), 'BASE_TYPE_BAD_LENGTH'],
  ['two equal custom ids', v2(row(button()), row(button())), 'COMPONENT_CUSTOM_ID_DUPLICATED'],
  ['a label of 81 characters', v2(row(button({ label: 'x'.repeat(81) }))), 'BASE_TYPE_BAD_LENGTH'],
  ['a button without label', v2(row({ type: 2, style: 1, custom_id: 'x' })), 'BUTTON_COMPONENT_NEEDS_LABEL_OR_EMOJI'],
  ['a link without address', v2(row({ type: 2, style: 5, label: 'x' })), 'BASE_TYPE_REQUIRED'],
  [
    'a link with a custom id',
    v2(row(button({ style: 5, url: 'https://example.org' }))),
    'BUTTON_COMPONENT_INVALID_FIELDS',
  ],
  ['an unknown style', v2(row(button({ style: 9 }))), 'BASE_TYPE_CHOICES'],
  ['26 options', v2(row(select({ options: options(26) }))), 'BASE_TYPE_BAD_LENGTH'],
  ['no options', v2(row(select({ options: [] }))), 'BASE_TYPE_BAD_LENGTH'],
  [
    'two equal values',
    v2(row(select({ options: [...options(1), ...options(1)] }))),
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  ['a placeholder of 151 characters', v2(row(select({ placeholder: 'x'.repeat(151) }))), 'BASE_TYPE_BAD_LENGTH'],
  ['more values than options', v2(row(select({ max_values: 2 }))), 'SELECT_COMPONENT_INVALID_RANGE'],
  [
    'a file that is not there',
    v2({ type: 13, file: { url: 'attachment://b.txt' } }),
    'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
  ],
])('GIVEN a message with %s THEN it is refused with Discord’s name for it', (_, body, code) => {
  expect(codes(body)).toContain(code);
});

test('GIVEN a message of components THEN an edit cannot bring words back', () => {
  expect(codes({ content: 'x' }, v2(text('x')))).toEqual(['MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2']);
  expect(codes({ components: [text('y')] }, v2(text('x')))).toEqual([]);
});

test('GIVEN nothing to see THEN the message is empty', () => {
  const isEmpty = (body: Json, fileNames: string[] = [], before?: Json) => isEmptyMessage({ body, fileNames, before });
  expect(isEmpty({ content: ' ' })).toBe(true);
  expect(isEmpty(v2())).toBe(true);
  expect(isEmpty({}, ['a.txt'])).toBe(false);
  expect(isEmpty({}, [], { content: 'x' })).toBe(false);
  expect(isEmpty({ content: '' }, [], { content: 'x' })).toBe(true);
});

const command = (over: Json = {}) => ({ name: 'find', description: 'Finds', ...over });
const option = (over: Json = {}) => ({ type: 3, name: 'words', description: 'What', ...over });

test.each<[string, unknown[], string]>([
  ['capitals in its name', [command({ name: 'Find' })], 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a blank in its name', [command({ name: 'find it' })], 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name of 33 letters', [command({ name: 'x'.repeat(33) })], 'APPLICATION_COMMAND_INVALID_NAME'],
  [
    'capitals in a translated name',
    [command({ name_localizations: { fr: 'Chercher' } })],
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  ['an unknown language', [command({ name_localizations: { xx: 'a' } })], 'BASE_TYPE_CHOICES'],
  ['no description', [{ name: 'find' }], 'BASE_TYPE_BAD_LENGTH'],
  ['a description of 101 letters', [command({ description: 'x'.repeat(101) })], 'BASE_TYPE_BAD_LENGTH'],
  ['the name of another', [command(), command()], 'APPLICATION_COMMANDS_DUPLICATE_NAME'],
  [
    '26 options',
    [command({ options: Array.from({ length: 26 }, (_, i) => option({ name: `o${i}` })) })],
    'BASE_TYPE_BAD_LENGTH',
  ],
  ['two options of one name', [command({ options: [option(), option()] })], 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID'],
  [
    'a required option after another',
    [command({ options: [option({ name: 'a' }), option({ required: true })] })],
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'autocomplete with choices',
    [command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
    'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
  ],
  [
    '26 choices',
    [command({ options: [option({ choices: options(26).map((one) => ({ name: one.label, value: one.value })) })] })],
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    '8,001 characters',
    [
      command({
        options: Array.from({ length: 25 }, (_, i) =>
          option({
            name: `o${i}`,
            choices: Array.from({ length: 25 }, (_each, j) => ({ name: 'n'.repeat(10), value: `${j}vvvvvvv` })),
          }),
        ),
      }),
    ],
    'APPLICATION_COMMAND_TOO_LARGE',
  ],
  ['no object', ['find'], 'MODEL_TYPE_CONVERT'],
])('GIVEN a command with %s THEN the list is refused with Discord’s name for it', (_, list, code) => {
  expect(commandFaults(list).map((one) => one.code)).toContain(code);
});

test('GIVEN right commands THEN they are taken, context menus with their blanks too', () => {
  expect(commandFaults([...COMMANDS, { type: 3, name: 'Summarize this' }])).toEqual([]);
});

test('GIVEN Discord’s published schemas THEN they judge what our rules let pass, and every body is counted', async () => {
  const { sandbox } = await openSandbox({ checkSchema: true });
  expect(sandbox.checks).toEqual({ valid: 0, kinds: {}, faults: [], schema: 'checked' });
  const path = `/channels/${sandbox.ids.channels.news}/messages`;
  expect((await call(sandbox, 'POST', path, { content: 'x' })).status).toBe(200);
  expect((await call(sandbox, 'PUT', `/applications/${sandbox.ids.application}/commands`, COMMANDS)).status).toBe(200);
  const wrong = await call(sandbox, 'POST', path, { content: 'x', embeds: [{ title: 'x'.repeat(257) }] });
  expect(wrong).toMatchObject({ status: 400, body: { code: 50035, errors: { embeds: { '0': { title: {} } } } } });
  const long = await call(sandbox, 'POST', path, { content: 'x'.repeat(2001) });
  expect(long.body).toMatchObject({ errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } });
  expect((await call(sandbox, 'POST', path, {})).body).toMatchObject({ code: 50006 });
  expect(sandbox.checks.valid).toBe(2);
  expect(Object.values(sandbox.checks.kinds).reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(sandbox.checks.faults).toHaveLength(3);
});

test('GIVEN schemas without the one for a kind of body THEN every such body is wrong, and none passes unseen', async () => {
  const inspector = await createInspector(true);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a name that another version of the schemas may lack
  const missing = 'NoSuchRequest' as 'MessageCreateRequest';
  expect(() => inspector.inspectBody(missing, { content: 'x' }, [])).toThrow('Invalid Form Body');
  expect(inspector.checks.faults).toEqual([expect.stringContaining('no schema NoSuchRequest')]);
  expect(inspector.checks.valid).toBe(0);
});
