import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { GUILD_ID, type Overrides, press, runInteraction, type Seen, slash } from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

const ELSEWHERE = '200000000000000009';

/** A server whose members contested the cards of these outlets, in that order. */
async function startServer(...outlets: readonly string[]) {
  const newsroom = await testReading();
  const { contests } = newsroom.services;
  for (const [i, name] of outlets.entries()) {
    const by = { guildId: GUILD_ID, userId: String(i) };
    await contests.write({ outlet: { id: name, name }, said: 'owner', words: i === 0 ? 'A *foundation*' : '', by });
    newsroom.clock.setWall(newsroom.clock.now() + 1000);
  }
  const run = (payload: Parameters<typeof runInteraction>[0]['payload']) =>
    runInteraction({ commands, services: newsroom.services, payload });
  const open = (overrides: Overrides = {}) => run(slash('settings', {}, { manager: true, ...overrides }));
  const tap = (seen: Seen, label: string) =>
    run(press(seen.buttons.find((one) => one.label === label)?.customId ?? '', { manager: true, onEphemeral: true }));
  const close = (seen: Seen, id: string) =>
    run(press(seen.selects[0]?.customId ?? '', { values: [id], manager: true, onEphemeral: true }));
  return { ...newsroom, contests, run, open, tap, close };
}

test('GIVEN contests of this server THEN /settings leads to them, one is closed and reopened, and the operators keep it', async () => {
  const { open, tap, close, contests } = await startServer('The Herald of Ostley', 'Ostley TV');
  const list = await tap(await open(), 'Objections (2)');
  expect(list.isEphemeral).toBe(true);
  expect(list.text).toMatch(/The Herald of Ostley\*\* · Who owns it[^]*“A \\\*foundation\\\*”[^]*Ostley TV/);
  expect(list.buttons.map(({ label }) => label)).toEqual(['Settings']);
  const [first] = await contests.list();
  const closed = await close(list, first?.id ?? '');
  expect(closed.text).toContain('Closed: The Herald of Ostley.');
  expect(closed.text).not.toContain('foundation');
  expect(await contests.list(GUILD_ID)).toHaveLength(1);
  expect(await contests.list()).toMatchObject([{ words: 'A *foundation*' }, {}]);
  const reopened = await tap(closed, 'Undo');
  expect(reopened.text).toContain('Open again: The Herald of Ostley.');
  expect(await contests.list(GUILD_ID)).toHaveLength(2);
  expect((await tap(await tap(reopened, 'Settings'), 'Objections (2)')).text).toContain('Ostley TV');
});

test('GIVEN words of markup alone, as many as may be, below long names THEN those of others on the page are read all the same', async () => {
  const { contests, run } = await startServer();
  const outlet = { id: 'long', name: '_'.repeat(200) };
  for (const [i, words] of [
    '*'.repeat(500),
    '|'.repeat(500),
    '~'.repeat(500),
    `The mill ${'b'.repeat(480)} end`,
  ].entries())
    await contests.write({ outlet, said: 'other', words, by: { guildId: GUILD_ID, userId: String(i) } });
  const seen = await run(press('k1.settings.contests.1', { manager: true, onEphemeral: true }));
  expect(seen.text).toContain('“The mill b');
  expect(seen.text).toContain('b end”');
  expect(seen.text.match(/…”/g)).toHaveLength(3);
  expect(seen.selects[0]?.options).toHaveLength(4);
});

test('GIVEN nine contests THEN they are paged, and closing the last of a page shows the one before', async () => {
  const { open, tap, close, contests } = await startServer(...Array.from({ length: 9 }, (_, i) => `Outlet ${i + 1}`));
  const third = await tap(await tap(await tap(await open(), 'Objections (9)'), 'Next'), 'Next');
  expect(third.text).toContain('Outlet 9');
  expect(third.text).not.toContain('Outlet 8');
  const last = (await contests.list()).at(-1);
  const closed = await close(third, last?.id ?? '');
  expect(closed.text).toMatch(/Closed: Outlet 9\.[^]*Outlet 8/);
  expect(closed.buttons.map(({ label }) => label)).toEqual(['Undo', 'Settings', 'Back', 'Next']);
});

test('GIVEN one that the operators closed meanwhile, or of another server THEN a word about it, and nothing is closed', async () => {
  const { open, tap, close, contests } = await startServer('The Herald of Ostley');
  const list = await tap(await open(), 'Objections (1)');
  const [only] = await contests.list();
  expect(await contests.mark(ELSEWHERE, only?.id ?? '', 'done')).toBe(false);
  await contests.close(only?.id ?? '');
  const late = await close(list, only?.id ?? '');
  expect(late.text).toContain('closed meanwhile');
  expect(late.text).toContain('No objection is open.');
});

test('GIVEN a server without contests THEN there is no such button; GIVEN a member THEN neither list nor closing', async () => {
  const { open, run, contests } = await startServer('The Herald of Ostley');
  const elsewhere = await open({ guild_id: ELSEWHERE });
  expect(elsewhere.buttons.map(({ label }) => label)).toEqual(['Search a city…']);
  expect((await run(press('k1.settings.contests.1'))).text).toContain('Manage Server');
  const [only] = await contests.list();
  const forged = await run(press('k1.settings.contest-close.1', { values: [only?.id ?? ''] }));
  expect(forged.text).toContain('Manage Server');
  expect(await contests.list(GUILD_ID)).toHaveLength(1);
});
