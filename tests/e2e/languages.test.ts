import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { systemClock } from '../../src/clock.ts';
import type { Actor, Exchange, SandboxMessage } from '../../src/sandbox/contract.ts';
import { startStandIn } from '../../src/sandbox/stand-in.ts';
import { atEndOf } from '../support/endings.ts';
import { startBot } from '../support/sandbox-bot.ts';

/** 07:59:30 in Paris. */
const BEFORE_EIGHT = '2026-11-23T06:59:30Z';

const open: (() => Promise<void>)[] = [];
atEndOf('test', async () => {
  for (const stop of open.splice(0)) await stop();
});

const FERRY = `---
title: The ferry runs at night
language: en
---

From Monday the ferry runs until 23:30, as the harbor authority announced on Friday.

The fare stays at 2 euros, and 180 passengers find room on each of the two boats.

Nobody knows yet whether the boats will run on Sundays, the authority said.
`;
/** Written for this test: what the pretended model says in these languages. */
const REPLAYED = {
  German: {
    title: 'Die Fähre fährt nachts',
    body: [
      'Ab Montag fährt die Fähre bis 23:30 Uhr, wie die Hafenbehörde am Freitag bekannt gab.',
      'Der Fahrpreis bleibt bei 2 Euro, und auf jedem der zwei Boote finden 180 Fahrgäste Platz.',
      'Ob die Boote auch sonntags fahren werden, weiß noch niemand, sagte die Behörde.',
    ],
  },
  Spanish: {
    title: 'El transbordador navega de noche',
    body: [
      'Desde el lunes el transbordador navega hasta las 23:30, según anunció el viernes la autoridad portuaria.',
      'El billete sigue costando 2 euros, y en cada uno de los dos barcos caben 180 pasajeros.',
      'Nadie sabe todavía si los barcos navegarán los domingos, dijo la autoridad.',
    ],
  },
};

/** One server with one article, in English: the manager reads English, the member German. */
async function startServer() {
  const standIn = await startStandIn({ port: 0, clock: systemClock(), replayed: REPLAYED });
  open.push(() => standIn.stop());
  const env = { OPENAI_BASE_URL: standIn.baseUrl, LLM_MODEL: 'strict', SEED_ARTICLE: 'off' };
  const running = await startBot({ at: BEFORE_EIGHT, env });
  const { sandbox, folder } = running;
  const path = join(folder, 'ferry.md');
  writeFileSync(path, FERRY);
  const own = { env: { DATABASE_URL: join(folder, 'kiosque.db'), SEED_ARTICLE: 'off' }, cwd: folder };
  await runCommandLine(['import', path], { ...own, print: () => undefined, printError: () => undefined });
  sandbox.setLocale('member', 'de');
  const press = (message: SandboxMessage, label: string, as: Actor) => sandbox.press(message, label, { as });
  /** The same press once more: with another one between, so that it is no double click. */
  const pressAgain = async (message: SandboxMessage, label: string, as: Actor) => {
    await press(message, 'Who says what', as);
    return press(message, label, as);
  };
  const type = (text: string, as: Actor) => sandbox.command(text, { as });
  const calls = async (work: () => Promise<unknown>) => {
    const before = standIn.requests();
    await work();
    return standIn.requests() - before;
  };
  return { ...running, press, pressAgain, type, calls };
}

function messageOf({ message }: Exchange): SandboxMessage {
  if (!message) throw new Error('no message');
  return message;
}

test('GIVEN a shared reply THEN its button answers each presser alone, in their own language, and a text is written once', async () => {
  const { sandbox, press, type, calls } = await startServer();
  const shared = messageOf(await type('/summary share:true', 'manager'));
  expect(shared.ephemeral).toBe(false);
  let german: Exchange | undefined;
  const first = await calls(async () => {
    german = await press(shared, 'Translate', 'member');
  });
  expect(first).toBeGreaterThan(0);
  expect(german?.text).toContain('Ab Montag fährt die Fähre bis 23:30 Uhr');
  expect(german?.text).toContain('Englisch → Deutsch, übersetzt von strict');
  expect(german?.message?.ephemeral).toBe(true);
  // Whoever reads English needs no translation of an English article, and is told so, in English and alone.
  const english = await press(shared, 'Translate', 'manager');
  expect(english.text).toContain('already in English');
  expect(english.message?.ephemeral).toBe(true);
  // The German text is there by now: nobody is a call any more.
  const again = await calls(async () => {
    sandbox.setLocale('manager', 'de');
    await press(shared, 'Original', 'manager');
    expect((await press(shared, 'Translate', 'manager')).text).toBe(german?.text);
    await press(shared, 'Original', 'member');
    expect((await press(shared, 'Translate', 'member')).text).toBe(german?.text);
  });
  expect(again).toBe(0);
  expect(sandbox.messages('general')).toHaveLength(1);
  expect(sandbox.refresh(shared)?.editedAt).toBe(shared.editedAt);
});

test('GIVEN an edition THEN a story opens in the language of whoever opens it, one call for all of one language', async () => {
  const { sandbox, moveClock, calls, press } = await startServer();
  const order = 'channel:#news time:08:00 timezone:Europe/Paris language:en second-language:de';
  await sandbox.command(`/digest create ${order}`, { as: 'manager' });
  moveClock(60_000);
  const edition = await sandbox.waitForMessage('news', () => true, 5_000);
  expect(JSON.stringify(edition.body)).toContain('From Monday the ferry runs until 23:30');
  const opens = (as: Actor) => sandbox.select(edition, 1, [firstOf(edition)], { as, timeoutMs: 5_000 });
  const texts: string[] = [];
  // The edition's other language was prepared with it; a reader's summary has more points than the edition's.
  const asked = await calls(async () => {
    for (const as of ['member', 'manager'] as const) {
      const { text, message } = await opens(as);
      expect(message?.ephemeral).toBe(true);
      texts.push(text);
    }
  });
  expect(asked).toBeLessThanOrEqual(2);
  expect(texts[0]).toContain('Nur eine Quelle');
  expect(texts[0]).toContain('Ab Montag fährt die Fähre');
  expect(texts[1]).toContain('Only one source');
  expect(texts[1]).toContain('From Monday the ferry runs');
  // The whole edition, for one reader: their language was prepared with it.
  const whole = await sandbox.messageCommand('Übersetzen', edition, { as: 'member' });
  expect(whole.text).toContain('Ab Montag fährt die Fähre');
  expect(whole.message?.ephemeral).toBe(true);
  const again = await calls(async () => {
    for (const as of ['manager', 'member'] as const) {
      // A press between, so that the next one is no double click.
      const other = await press(edition, 'Auf Deutsch', as);
      expect(other.text).toContain('Ab Montag fährt die Fähre');
      expect(other.message?.ephemeral).toBe(true);
      sandbox.setLocale(as, as === 'manager' ? 'de' : 'en-US');
    }
    expect((await opens('manager')).text).toContain('Ab Montag fährt die Fähre');
    expect((await opens('member')).text).toContain('From Monday the ferry runs');
  });
  expect(again).toBe(0);
  expect(sandbox.messages('news')).toHaveLength(1);
});

test('GIVEN a member who chose a language THEN it is theirs from then on, through a restart, until they have it forgotten', async () => {
  const { sandbox, bot, press, pressAgain, type } = await startServer();
  const shared = messageOf(await type('/article share:true', 'manager'));
  const inSpanish = 'Desde el lunes el transbordador navega';
  expect((await type('/translate language:es', 'member')).text).toContain(inSpanish);
  expect((await press(shared, 'Translate', 'member')).text).toContain(inSpanish);
  // Another member's choice is no one else's.
  expect((await press(shared, 'Translate', 'manager')).text).toContain('already in English');
  await bot.stop();
  await bot.start();
  await sandbox.waitForBot();
  expect((await pressAgain(shared, 'Translate', 'member')).text).toContain(inSpanish);

  const help = messageOf(await type('/help', 'member'));
  const privacy = messageOf(await sandbox.select(help, 1, ['privacy'], { as: 'member' }));
  const forgotten = await press(privacy, 'Meine Sprache vergessen', 'member');
  expect(forgotten.text).toContain('Deutsch');
  expect((await pressAgain(shared, 'Translate', 'member')).text).toContain('Ab Montag fährt die Fähre');
  // Pressed once more: there is nothing left to forget.
  const helpAgain = messageOf(await type('/help', 'member'));
  const privacyAgain = messageOf(await sandbox.select(helpAgain, 1, ['privacy'], { as: 'member' }));
  const nothing = await press(privacyAgain, 'Meine Sprache vergessen', 'member');
  expect(nothing.text).toContain('Du hast keine Sprache gewählt');
});

/** The value of the first choice in the message's select. */
function firstOf({ body }: SandboxMessage): string {
  const found = /"type":3,.*?"value":"(\w+)"/.exec(JSON.stringify(body))?.[1];
  if (found === undefined) throw new Error('no select');
  return found;
}
