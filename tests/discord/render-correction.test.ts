import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctBody } from '../../src/discord/render-correction.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { hashFields } from '../../src/ids.ts';
import { type Closing, type Correction, md, type Reply, textBlock } from '../../src/reply.ts';
import { flatten } from '../support/interactions.ts';
import { hostileReply, hostileText, OUR_LINKS } from './hostile-reply.ts';
import { replyFaults } from './reply-faults.ts';

const LINKS: ReadonlySet<string> = new Set(OUR_LINKS);
const closing: Closing = (n) => {
  const key = hashFields(['digest', n], 25);
  const button = { label: 'Why', action: { command: 'digest', action: 'why', args: [key] } };
  return { key, rows: [{ kind: 'buttons', buttons: [button] }] };
};
const correction = (was: string, now: string): Correction => ({
  was: md`${was}`,
  now: md`${now}`,
  instead: md`**Title**\n${now}`,
  note: { md: `-# ${md`Corrected. Before, it said: “${was}”`.md.replaceAll('\n', ' ')}` },
});
const bodyOf = (reply: Reply, manner = {}) => renderParts(reply, closing, manner)[0]?.body ?? '';
const texts = (body: string) => flatten(JSON.parse(body)).flatMap((part) => part.content ?? []);
const story = (text: string): Reply => ({
  accent: 'notice',
  blocks: [textBlock(md`## News`), textBlock(md`**Title**`, md`**French** · ${text} (so far)`, md`-# Also: others`)],
});

test('GIVEN a message THEN the new words take the place of the old ones, the note stands below their line, all else stays', () => {
  const before = bodyOf(story('Old *words*.'));
  const after = correctBody(before, correction('Old *words*.', 'New words.'));
  expect(texts(after)[1]).toBe(
    '**Title**\n**French** · New words. (so far)\n-# Corrected. Before, it said: “Old \\*words\\*.”\n-# Also: others',
  );
  expect(flatten(JSON.parse(after)).flatMap((part) => part.custom_id ?? [])).toEqual([
    `k1.digest.why.${closing(1).key}`,
  ]);
  expect(replyFaults(JSON.parse(after), 'edit', LINKS)).toEqual([]);
});

test('GIVEN words that are only taken away THEN no empty line is left', () => {
  const reply: Reply = { accent: 'notice', blocks: [textBlock(md`**Title**`, md`Old.`, md`-# Also`)] };
  const after = correctBody(bodyOf(reply), correction('Old.', ''));
  expect(texts(after)).toEqual(['**Title**\n-# Corrected. Before, it said: “Old.”\n-# Also']);
});

test('GIVEN a message that does not hold the words THEN the correction stands below its texts', () => {
  const after = correctBody(bodyOf(story('Something else.')), correction('Old.', 'New.'));
  expect(texts(after)[1]).toMatch(/Also: others\n\n\*\*Title\*\*\nNew\.\n-# Corrected/);
});

test('GIVEN a role that the message called THEN the edit calls nobody', () => {
  const body = correctBody(bodyOf(story('Old.'), { mentionRole: '123456789012345678' }), correction('Old.', 'New.'));
  expect(JSON.parse(body)).toMatchObject({ allowed_mentions: { parse: [] }, components: [{ type: 10 }, { type: 17 }] });
  expect(JSON.parse(body).allowed_mentions).toEqual({ parse: [] });
});

test('GIVEN a forum post THEN the edit is of its message alone', () => {
  const body = correctBody(bodyOf(story('Old.'), { forumTitle: 'Today' }), correction('Old.', 'New.'));
  expect(Object.keys(JSON.parse(body))).toEqual(['flags', 'components', 'allowed_mentions']);
});

test('GIVEN a full message and long words THEN it stays within 4,000 characters, and the note goes first', () => {
  const full = story(`Old. ${'x '.repeat(1_900)}`);
  const after = correctBody(bodyOf(full), correction('Old.', 'New words. '.repeat(300)));
  expect(replyFaults(JSON.parse(after), 'edit', LINKS)).toEqual([]);
  expect(texts(after)[1]).toContain('New words.');
});

test('GIVEN any message and any words THEN the edit is valid, and the same arguments give the same bytes', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(hostileReply, hostileText, hostileText, (reply, was, now) => {
      for (const { body } of renderParts(reply, closing)) {
        const once = correctBody(body, correction(was.slice(0, 40), now));
        const twice = correctBody(once, correction(now.slice(0, 20), was));
        for (const after of [once, twice]) expect(replyFaults(JSON.parse(after), 'edit', LINKS)).toEqual([]);
        expect(correctBody(body, correction(was.slice(0, 40), now))).toBe(once);
      }
    }),
    { numRuns: 300 },
  );
});
