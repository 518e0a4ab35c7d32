import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ranked, rankStories, scoreStory } from '../../../src/services/digests/rank.ts';
import type { Mention } from '../../../src/services/digests/topics.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-23T07:00:00Z');

function story(id: string, given: Partial<Ranked> = {}): Ranked {
  return { id, outletIds: [id], leadOutletId: id, newestAt: NOW, newestSeq: 1, topics: [], ...given };
}

const ids = (stories: readonly Ranked[]) => stories.map(({ id }) => id);

const mention = fc.constantFrom<Mention>('title', 'opening', 'text');
const outlet = fc.constantFrom('a', 'b', 'c', 'd');
const ranked: fc.Arbitrary<Ranked> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }),
  outletIds: fc.uniqueArray(outlet),
  leadOutletId: fc.option(outlet),
  newestAt: fc.integer({ min: NOW - 100 * HOUR, max: NOW }),
  newestSeq: fc.integer({ min: 1, max: 20 }),
  topics: fc.array(mention, { maxLength: 3 }),
});
const stories = fc.uniqueArray(ranked, { maxLength: 30, selector: ({ id }) => id });

describe('what ranks a story higher', () => {
  test('GIVEN otherwise equal stories THEN the one that more outlets tell, the newer one and the one on a topic come first', () => {
    expect(ids(rankStories([story('one'), story('two', { outletIds: ['x', 'y'] })], 2))).toEqual(['two', 'one']);
    expect(ids(rankStories([story('old', { newestAt: NOW - HOUR }), story('new')], 2))).toEqual(['new', 'old']);
    expect(ids(rankStories([story('off'), story('on', { topics: ['text'] })], 2))).toEqual(['on', 'off']);
  });

  test('GIVEN the parts of the formula THEN they are as its docstring says', () => {
    const score = (given: Partial<Ranked>) => scoreStory(story('s', given), NOW);
    expect(score({})).toBe(1);
    expect(score({ outletIds: [] })).toBe(1);
    expect(score({ outletIds: ['a', 'b'] })).toBe(1.5);
    expect(score({ outletIds: ['a', 'b', 'c'] })).toBe(1.75);
    expect(score({ newestAt: NOW - 12 * HOUR })).toBe(0.5);
    expect(score({ topics: ['title'] })).toBeCloseTo(1 + 1.5 * 0.6);
    expect(score({ topics: ['title', 'text'] })).toBeCloseTo(1 + 1.5 * (1 - 0.4 * 0.8));
  });

  test('GIVEN a topic in a title THEN it outweighs a day and three outlets more', () => {
    const wide = story('wide', { outletIds: ['a', 'b', 'c', 'd'] });
    const wanted = story('wanted', { topics: ['title', 'title'], newestAt: NOW - 24 * HOUR });
    expect(ids(rankStories([wide, wanted], 2))).toEqual(['wide', 'wanted']);
    expect(ids(rankStories([story('plain'), wanted], 2))).toEqual(['wanted', 'plain']);
  });
});

describe('diversity', () => {
  test('GIVEN one outlet with many stories THEN others come between them', () => {
    const many = Array.from({ length: 4 }, (_, n) => story(`a${n}`, { leadOutletId: 'a', newestSeq: 10 - n }));
    const other = story('b', { newestAt: NOW - 3 * HOUR });
    expect(ids(rankStories([...many, other], 5))).toEqual(['a0', 'b', 'a1', 'a2', 'a3']);
  });

  test('GIVEN two outlets with equal stories THEN they take turns', () => {
    const of = (name: string) =>
      Array.from({ length: 3 }, (_, n) => story(`${name}${n}`, { leadOutletId: name, newestSeq: 10 - n }));
    const leads = rankStories([...of('a'), ...of('b')], 6).map(({ leadOutletId }) => leadOutletId);
    expect(leads).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  });

  test('GIVEN outlets that are not known THEN they are not taken for one', () => {
    const unknown = ['x', 'y'].map((id, n) => story(id, { leadOutletId: null, newestSeq: 9 - n }));
    const known = story('k', { newestAt: NOW - HOUR });
    expect(ids(rankStories([...unknown, known], 3))).toEqual(['x', 'y', 'k']);
  });
});

describe('for any stories', () => {
  test('GIVEN any order THEN the result is the same, without repeats, and no longer than asked', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 0, max: 12 }), fc.gen(), (list, limit, gen) => {
        const shuffled = list
          .map((one) => ({ one, at: gen(fc.integer) }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const chosen = ids(rankStories(list, limit));
        expect(ids(rankStories(shuffled, limit))).toEqual(chosen);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen).toHaveLength(Math.min(limit, list.length));
      }),
    );
  });

  test('GIVEN one outlet, mention or hour more THEN a story never falls behind where it was', () => {
    fc.assert(
      fc.property(stories, ranked, fc.constantFrom('outlet', 'mention', 'hour'), (list, one, gain) => {
        const others = list.filter(({ id }) => id !== one.id);
        const newestAt = Math.max(one.newestAt, ...others.map((other) => other.newestAt));
        const better: Ranked = {
          ...one,
          ...(gain === 'outlet' && { outletIds: [...one.outletIds, 'new one'] }),
          ...(gain === 'mention' && { topics: [...one.topics, 'text' as const] }),
          ...(gain === 'hour' && { newestAt: Math.min(one.newestAt + HOUR, newestAt) }),
        };
        const place = (given: Ranked) => ids(rankStories([...others, given], others.length + 1)).indexOf(one.id);
        expect(place(better)).toBeLessThanOrEqual(place(one));
      }),
    );
  });

  test('GIVEN a limit THEN a shorter list is the beginning of a longer one', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 0, max: 10 }), (list, limit) => {
        expect(ids(rankStories(list, list.length)).slice(0, limit)).toEqual(ids(rankStories(list, limit)));
      }),
    );
  });
});
