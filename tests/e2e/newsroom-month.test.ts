import { expect, test } from 'vitest';
import { auditArticles } from '../support/month/audit-articles.ts';
import { auditRequests } from '../support/month/audit-requests.ts';
import { playMonth } from '../support/month/play-month.ts';
import { traitsNamed } from '../support/month/traits.ts';

/** What the bench plays with two hundred feeds: one of each kind of trouble. SEED plays another web. */
const SEED = Number(process.env['SEED'] ?? 11);
const NAMES = [
  'plain',
  'corrects',
  'renumbers',
  'moved for good (301)',
  'gone (410)',
  'busy (503, Retry-After)',
  'a login page for a day',
  'wire texts',
  'wire texts',
  'excerpts, pages that come late',
  'two addresses, two hosts',
  'http, https, www',
];

test('GIVEN twelve feeds that move, break and lie, and pollers that die THEN three days later each item is stored once', async () => {
  const played = await playMonth({
    seed: SEED,
    traits: traitsNamed(NAMES),
    days: 3,
    maxWindow: 8,
    deathsPerDay: 2,
    twins: 0.3,
  });
  const stored = auditArticles(played);
  const asked = auditRequests(played.log.asked, played);
  expect(stored.faults).toEqual([]);
  expect(asked.faults).toEqual([]);
  expect(played.errors).toEqual([]);
  expect(played.deaths).toBeGreaterThan(0);
  expect(played.articles.length).toBeGreaterThan(100);
}, 120_000);
