import { describe, expect, test } from 'vitest';
import type { PageMessage } from '../../../src/sandbox/page-protocol.ts';
import { writeClock, writeDue, writeSecond, writeWait } from '../../../src/sandbox/page/shell/moments.ts';
import { findEvidence, markDone, NEW_TOUR, readTour } from '../../../src/sandbox/page/shell/tour.ts';

function message(id: string, components: unknown): PageMessage {
  return {
    id,
    channelId: '1',
    author: { id: '9', name: 'Kiosque', isBot: true },
    sentAt: 0,
    editedAt: null,
    visibleTo: 'member',
    usedBy: null,
    body: { components },
    files: [],
    names: {},
  };
}

describe('what was kept', () => {
  test.each([
    [null, NEW_TOUR],
    ['{', NEW_TOUR],
    ['[]', NEW_TOUR],
    ['{"isOpen":"yes"}', NEW_TOUR],
    ['{"isOpen":false}', { isOpen: false, done: [] }],
    ['{"isOpen":true,"done":["post","read","unknown",7]}', { isOpen: true, done: ['read', 'post'] }],
  ])('GIVEN %j THEN the tour is %j', (text, tour) => {
    expect(readTour(text)).toEqual(tour);
  });

  test('GIVEN a step done twice THEN it is marked once', () => {
    expect(markDone(markDone(NEW_TOUR, 'read'), 'read').done).toEqual(['read']);
  });
});

describe('the evidence of a summary', () => {
  const button = (custom_id: string) => ({ type: 2, custom_id });
  const row = (...components: unknown[]) => [{ type: 17, components: [{ type: 1, components }] }];

  test('GIVEN several summaries THEN the newest’s button is found', () => {
    const messages = [
      message('1', row(button('summary.evidence.a'))),
      message('2', row(button('summary.share.b'), button('summary.evidence.b'))),
      message('3', row(button('article.page.2'))),
    ];
    expect(findEvidence(messages)).toEqual({ messageId: '2', customId: 'summary.evidence.b' });
  });

  test('GIVEN it beside a section THEN it is found', () => {
    const section = [{ type: 9, components: [], accessory: button('summary.evidence.c') }];
    expect(findEvidence([message('1', section)])?.customId).toBe('summary.evidence.c');
  });

  test.each([[undefined], ['text'], [[null, 7]], [row({ ...button('summary.evidence.d'), disabled: true })]])(
    'GIVEN %j THEN there is none',
    (components) => expect(findEvidence([message('1', components)])).toBeNull(),
  );
});

describe('times in Paris', () => {
  test.each([
    ['2026-11-24T07:00:05Z', 'Tue, Nov 24, 2026, 08:00:05 GMT+1'],
    ['2027-03-28T00:59:59Z', 'Sun, Mar 28, 2027, 01:59:59 GMT+1'],
    ['2027-03-28T01:00:00Z', 'Sun, Mar 28, 2027, 03:00:00 GMT+2'],
    ['2026-12-31T23:00:00Z', 'Fri, Jan 1, 2027, 00:00:00 GMT+1'],
  ])('GIVEN %s THEN %s', (at, text) => {
    expect(writeClock(Date.parse(at))).toBe(text);
  });

  test('GIVEN the due time and a line of the wire THEN they are short', () => {
    expect(writeDue(Date.parse('2026-11-24T07:00:00Z'))).toBe('Tue, Nov 24, 08:00');
    expect(writeSecond(Date.parse('2026-11-24T07:00:05Z'))).toBe('08:00:05');
  });

  test.each([
    [-1, 'now'],
    [1, 'in 1 min'],
    [59 * 60_000, 'in 59 min'],
    [60 * 60_000, 'in 1 h'],
    [60 * 60_000 + 1, 'in 1 h 1 min'],
    [24 * 3_600_000, 'in 1 day'],
    [50 * 3_600_000, 'in 2 days'],
  ])('GIVEN %i ms THEN %s', (ms, text) => {
    expect(writeWait(ms)).toBe(text);
  });
});
