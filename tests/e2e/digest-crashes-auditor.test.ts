import { describe, expect, test } from 'vitest';
import type { SandboxMessage } from '../../src/sandbox/sandbox.ts';
import { audit, type AuditedDigest, type Evidence, findStrays, keysOf, type Told } from '../support/crash-auditor.ts';
import { slotsByBruteForce } from '../support/crash-calendar.ts';

const NEWS = '200000000000000001';
const STAFF = '200000000000000002';
const CREATED = Date.parse('2027-03-27T12:00:00Z');
/** 02:30 does not exist on that night in Paris, and the clocks go on at once to 03:00. */
const GAP = Date.parse('2027-03-28T01:00:00Z');
const DIGEST: AuditedDigest = {
  id: 'abcdefgh1234',
  channelId: NEWS,
  zone: 'Europe/Paris',
  times: ['02:30', '20:00'],
  days: [1, 2, 3, 4, 5, 6, 7],
  createdAt: CREATED,
  mayBeSkipped: false,
  runs: [],
};

function message(given: { key: string | null; sentAt: number; channelId?: string; text?: string; id?: string }) {
  const { key, sentAt, channelId = NEWS, text = '', id = `${sentAt}-${key}` } = given;
  const rest = { authorId: 'bot', editedAt: null, ephemeral: false, files: [], interactionId: null };
  return { ...rest, id, channelId, sentAt, nonce: key, body: { text } } satisfies SandboxMessage;
}

const [key = '', second = ''] = keysOf(DIGEST.id, '2027-03-28T02:30');
const [evening = ''] = keysOf(DIGEST.id, '2027-03-27T20:00');
const EVENING = message({ key: evening, sentAt: Date.parse('2027-03-27T19:00:03Z') });
const posted: Told = { state: 'posted', into: undefined, parts: 1 };

function judge(messages: readonly SandboxMessage[], night: Told | undefined, digest: Partial<AuditedDigest> = {}) {
  const why = new Map<string, Told>([['2027-03-27T20:00', posted]]);
  if (night) why.set('2027-03-28T02:30', night);
  const all = [EVENING, ...messages];
  const evidence: Evidence = {
    digest: { ...DIGEST, ...digest },
    until: GAP + 3_600_000,
    messages: all,
    adminChannel: STAFF,
    sent: new Map(),
    why,
  };
  const { duplicates, losses, faults, slots } = audit(evidence);
  return {
    duplicates: duplicates.length,
    losses: losses.length,
    faults: faults.length,
    slots,
    strays: findStrays([evidence]).length,
  };
}

const clean = { duplicates: 0, losses: 0, faults: 0, strays: 0, slots: 2 };
const inTime = message({ key, sentAt: GAP + 2_000 });

describe('the auditor', () => {
  test('GIVEN the calendar by brute force THEN a time in a gap is due after it, and one that repeats the first time', () => {
    expect(slotsByBruteForce(DIGEST, CREATED, GAP)).toEqual([
      { localTime: '2027-03-27T20:00', dueAt: Date.parse('2027-03-27T19:00:00Z') },
      { localTime: '2027-03-28T02:30', dueAt: GAP },
    ]);
    const autumn = Date.parse('2026-10-24T20:00:00Z');
    expect(slotsByBruteForce(DIGEST, autumn, autumn + 12 * 3_600_000)).toEqual([
      { localTime: '2026-10-25T02:30', dueAt: Date.parse('2026-10-25T00:30:00Z') },
    ]);
  });

  test.each([
    { what: 'each slot posted once', messages: [inTime], night: posted, wrong: {} },
    {
      what: 'a part that stands there twice',
      messages: [inTime, message({ key, sentAt: GAP + 9_000 })],
      night: posted,
      wrong: { duplicates: 1 },
    },
    { what: 'a slot of which nobody knows', messages: [], night: undefined, wrong: { losses: 1 } },
    { what: 'a slot that is said to be posted and is not', messages: [], night: posted, wrong: { losses: 1 } },
    {
      what: 'an edition of which a part is missing',
      messages: [inTime],
      night: { ...posted, parts: 2 },
      wrong: { losses: 1 },
    },
    {
      what: 'only the second part',
      messages: [message({ key: second, sentAt: GAP + 2_000 })],
      night: { ...posted, parts: 2 },
      wrong: { losses: 1 },
    },
    {
      what: 'a post before its time',
      messages: [message({ key, sentAt: GAP - 60_000 })],
      night: posted,
      wrong: { faults: 1 },
    },
    {
      what: 'a late post that is not said to be late',
      messages: [message({ key, sentAt: GAP + 600_000 })],
      night: posted,
      wrong: { faults: 1 },
    },
    {
      what: 'a folded slot that was posted',
      messages: [inTime],
      night: { ...posted, state: 'folded' },
      wrong: { faults: 1 },
    },
    {
      what: 'a slot folded into an earlier one',
      messages: [],
      night: { state: 'folded', into: '2027-03-27T20:00', parts: undefined },
      wrong: { losses: 1 },
    },
    {
      what: 'a refusal that nobody heard of',
      messages: [],
      night: { state: 'refused', into: undefined, parts: 1 },
      wrong: { losses: 1 },
    },
    {
      what: 'a slot skipped by a digest that skips none',
      messages: [],
      night: { state: 'skipped', into: undefined, parts: undefined },
      wrong: { losses: 1 },
    },
    {
      what: 'a message of no slot',
      messages: [inTime, message({ key: 'other', sentAt: GAP })],
      night: posted,
      wrong: { strays: 1 },
    },
  ])('GIVEN $what THEN it says so', ({ messages, night, wrong }) => {
    expect(judge(messages, night)).toEqual({ ...clean, ...wrong });
  });

  test('GIVEN a refusal that the administrators read THEN it is an outcome', () => {
    const told = message({ key: null, sentAt: GAP, channelId: STAFF, text: `<#${NEWS}> <t:${GAP / 1000}:f>` });
    expect(judge([told], { state: 'refused', into: undefined, parts: 1 })).toEqual(clean);
  });

  test('GIVEN a manager who leaves out what was missed THEN a skipped slot is an outcome', () => {
    expect(judge([], { state: 'skipped', into: undefined, parts: undefined }, { mayBeSkipped: true })).toEqual(clean);
  });
});
