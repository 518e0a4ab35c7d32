import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { type Running, startBot } from '../support/sandbox-bot.ts';

/** 07:59:30 in Paris. */
const BEFORE_EIGHT = '2026-11-23T06:59:30Z';
const OLD = 'From Monday the ferry runs until 23:30.';
const NEW = 'From Tuesday the ferry runs until 22:15.';

/** Imports the ferry's article as it is now. */
async function importFerry({ folder }: Running, sentence: string): Promise<void> {
  const path = join(folder, 'ferry.txt');
  const front = '---\ntitle: The ferry runs at night\nlanguage: en\nurl: https://courier.example/ferry\n---\n\n';
  writeFileSync(path, `${front}${sentence}\n\nThe fare stays at 2 euros, as the harbor authority announced.\n`);
  const said: string[] = [];
  const env = { DATABASE_URL: join(folder, 'kiosque.db') };
  const print = () => undefined;
  const code = await runCommandLine(['import', path], {
    env,
    cwd: folder,
    print,
    printError: (line) => said.push(line),
  });
  expect(said).toEqual([]);
  expect(code).toBe(0);
}

test.each([['text'], ['forum'], ['announcement']] as const)(
  'GIVEN an article of a posted edition that is changed in a %s channel THEN its message says so, once, through a crash and a restart',
  async (kind) => {
    const running = await startBot({ at: BEFORE_EIGHT, env: { SEED_ARTICLE: 'off' } });
    const { sandbox, bot, moveClock } = running;
    await importFerry(running, OLD);
    const channel = sandbox.addChannel({ name: 'headlines', kind });
    await sandbox.command(`/digest create channel:<#${channel}> time:08:00 timezone:Europe/Paris`, { as: 'manager' });
    moveClock(60_000);
    await expect.poll(() => places(), { timeout: 15_000 }).toHaveLength(1);
    const [place] = places();
    if (!place) throw new Error('no post');
    const posted = await sandbox.waitForMessage(place, () => true);
    expect(JSON.stringify(posted.body)).toContain(OLD);

    await importFerry(running, NEW);
    // The edit takes effect and the bot dies before it hears of it.
    const edit = sandbox.breakages.add({ method: 'PATCH', route: /\/messages\/\d+$/, act: 'withhold' });
    moveClock(60_000);
    await expect.poll(edit.hits, { timeout: 15_000 }).toBe(1);
    await bot.kill();
    await bot.start();
    await sandbox.waitForBot();
    moveClock(120_000);
    await expect.poll(() => edits(), { timeout: 15_000 }).toBeGreaterThanOrEqual(2);
    const text = JSON.stringify(sandbox.refresh(posted)?.body);
    expect(text).toContain(NEW);
    expect(text.match(/Corrected on <t:\d+:f>: the article was changed/g)).toHaveLength(1);
    expect(text).toContain('k1.digest.story.');
    const why = await sandbox.command('/digest why', { as: 'manager' });
    expect(JSON.stringify(why)).toContain('corrected once');
    const before = edits();
    moveClock(3_600_000);
    await sandbox.command('/digest list', { as: 'manager' });
    expect(edits()).toBe(before);
    expect(sandbox.messages(place)).toHaveLength(1);

    /** Where the post stands: the channel, or its thread in a forum. */
    function places() {
      if (kind === 'forum') return sandbox.threads(channel).map(({ id }) => ({ id }));
      return sandbox.messages({ id: channel }).length > 0 ? [{ id: channel }] : [];
    }
    function edits(): number {
      const rest = sandbox.wire
        .entries()
        .filter(({ kind: of, direction }) => of === 'rest' && direction === 'from-bot');
      return rest.filter(
        ({ method, route }) => method === 'PATCH' && /\/channels\/\d+\/messages\/\d+$/.test(route ?? ''),
      ).length;
    }
  },
);

test.each([
  ['closed', { archived: true, locked: false }, NEW, 'message 1 corrected; it said “From Monday'],
  ['locked', { archived: false, locked: true }, OLD, '· the thread is closed or locked'],
] as const)(
  'GIVEN a forum post that was %s before its article changed THEN it is corrected and as quiet as before, or that is told',
  async (_, state, said, outcome) => {
    const running = await startBot({ at: BEFORE_EIGHT, env: { SEED_ARTICLE: 'off' } });
    const { sandbox, moveClock } = running;
    await importFerry(running, OLD);
    const forum = sandbox.addChannel({ name: 'headlines', kind: 'forum' });
    await sandbox.command(`/digest create channel:<#${forum}> time:08:00 timezone:Europe/Paris`, { as: 'manager' });
    moveClock(60_000);
    await expect.poll(() => sandbox.threads(forum), { timeout: 15_000 }).toHaveLength(1);
    const [thread] = sandbox.threads(forum);
    const id = thread?.id ?? '';
    const posted = await sandbox.waitForMessage({ id }, () => true);
    sandbox.setThread(id, state);
    await importFerry(running, NEW);
    moveClock(60_000);
    await expect
      .poll(() => JSON.stringify(sandbox.refresh(posted)?.body) + attempts(), { timeout: 15_000 })
      .toMatch(new RegExp(`${said}.*[1-9]$`, 's'));
    await expect.poll(() => sandbox.threads(forum)).toMatchObject([state]);
    await expect.poll(explain, { timeout: 10_000 }).toContain(outcome);

    /** How often the bot has tried. */
    function attempts(): number {
      const rest = sandbox.wire.entries().filter(({ method }) => method === 'PATCH');
      return rest.filter(({ route = '' }) => route.startsWith(`/channels/${id}`)).length;
    }
    /** The newest edition in full. */
    async function explain(): Promise<string> {
      const { message } = await sandbox.command('/digest why', { as: 'manager' });
      if (!message) throw new Error('no message');
      const value = /"type":3,.*?"value":"(\w+)"/.exec(JSON.stringify(message.body))?.[1] ?? '';
      return (await sandbox.select(message, 1, [value], { as: 'manager' })).text.replaceAll(/\s+/g, ' ');
    }
  },
);
