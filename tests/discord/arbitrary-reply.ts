import * as fc from 'fast-check';
import type { Block, Button, ChannelSelect, Reply, Select } from '../../src/reply.ts';

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const action = fc.record({ command: word, action: word, args: fc.array(word, { maxLength: 4 }) });
const label = fc.string({ unit: 'grapheme', maxLength: 120 });
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.lorem({ maxCount: 40, mode: 'sentences' }),
  fc.nat({ max: 9000 }).map((length) => 'All the news. '.repeat(Math.ceil(length / 14)).slice(0, length)),
);
const button: fc.Arbitrary<Button> = fc.record(
  { label, action, disabled: fc.boolean(), style: fc.constantFrom('primary', 'secondary', 'danger') },
  { requiredKeys: ['label', 'action'] },
);
const select: fc.Arbitrary<Select> = fc.record(
  {
    placeholder: fc.string({ unit: 'grapheme', maxLength: 200 }),
    action,
    options: fc.array(
      fc.record(
        { label, value: fc.string({ maxLength: 130 }), description: label, selected: fc.boolean() },
        { requiredKeys: ['label', 'value'] },
      ),
      { maxLength: 40 },
    ),
    most: fc.integer({ min: 1, max: 30 }),
  },
  { requiredKeys: ['placeholder', 'action', 'options'] },
);
const channelSelect: fc.Arbitrary<ChannelSelect> = fc.record(
  {
    placeholder: fc.string({ unit: 'grapheme', maxLength: 200 }),
    action,
    types: fc.constantFrom([0], [0, 5, 15]),
    chosen: fc.constant('300000000000000001'),
  },
  { requiredKeys: ['placeholder', 'action', 'types'] },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 4, arbitrary: text.map((md): Block => ({ kind: 'text', text: { md } })) },
  { weight: 2, arbitrary: fc.constant<Block>({ kind: 'separator' }) },
  { weight: 2, arbitrary: fc.array(button, { maxLength: 12 }).map((buttons): Block => ({ kind: 'buttons', buttons })) },
  { weight: 1, arbitrary: select.map((one): Block => ({ kind: 'select', select: one })) },
  {
    weight: 1,
    arbitrary: channelSelect.map((one): Block => ({ kind: 'channel-select', select: one })),
  },
);

/** Replies of any shape, far past Discord's limits too. */
export const arbitraryReply: fc.Arbitrary<Reply> = fc.record(
  {
    accent: fc.constantFrom('state', 'public', 'private', 'agency', 'unknown', 'notice', 'problem'),
    blocks: fc.array(block, { maxLength: 60 }),
    files: fc.array(
      fc.record({ name: fc.string({ maxLength: 100 }), contentType: fc.constant('text/plain'), text: fc.string() }),
      { maxLength: 12 },
    ),
  },
  { requiredKeys: ['accent', 'blocks'] },
);
