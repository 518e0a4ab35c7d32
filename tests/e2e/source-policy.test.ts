import { expect, test } from 'vitest';
import type { Actor, Exchange, SandboxMessage } from '../../src/sandbox/contract.ts';
import { startBot } from '../support/sandbox-bot.ts';

/** 07:59:30 in Paris. */
const BEFORE_EIGHT = '2026-11-23T06:59:30Z';
/** Words of the stored article, which is Sputnik's: a state-controlled outlet. */
const TEXT = /appareils étrangers|contre-mesures|améliorer ses relations/;
const BLOCKED = /shows nothing from\s+Sputnik/;

function messageOf({ message, text }: Exchange): SandboxMessage {
  if (!message) throw new Error(`no message: ${text}`);
  return message;
}

/** A server whose manager has shared the stored article and has it in a posted edition. */
async function startServer() {
  const running = await startBot({ at: BEFORE_EIGHT });
  const { sandbox, moveClock } = running;
  const type = (text: string, as: Actor = 'member') => sandbox.command(text, { as });
  await type('/digest create channel:#news time:08:00 timezone:Europe/Paris', 'manager');
  moveClock(60_000);
  const edition = await sandbox.waitForMessage('news', () => true);
  const shared = messageOf(await type('/article share:true', 'manager'));
  const choose = async (policy: string) => {
    const settings = messageOf(await type('/settings', 'manager'));
    const changed = await sandbox.select(settings, 1, [policy], { as: 'manager' });
    expect(changed.text).toContain('Changed.');
  };
  /** The value of the edition's first story. */
  const story = /"type":3,.*?"value":"(\w+)"/.exec(JSON.stringify(edition.body))?.[1] ?? '';
  return { ...running, type, choose, edition, shared, story };
}

test('GIVEN a server that chooses to show nothing of such outlets THEN what was posted before leads nowhere, and no command finds it', async () => {
  const { sandbox, type, choose, edition, shared, story, moveClock } = await startServer();
  await choose('blocked');
  const as = 'member';
  const refused = [
    await sandbox.press(shared, 'Summarize', { as }),
    await sandbox.press(shared, 'Translate', { as }),
    await sandbox.press(shared, 'Next', { as }),
    await sandbox.select(edition, 1, [story], { as }),
    await sandbox.messageCommand('Summarize link', shared, { as }),
    await sandbox.messageCommand('Translate', shared, { as }),
    await sandbox.messageCommand('Summarize link', edition, { as }),
  ];
  for (const { text, message } of refused) {
    expect(text).toMatch(BLOCKED);
    expect(text).not.toMatch(TEXT);
    expect(message?.ephemeral).toBe(true);
  }
  for (const command of ['/article', '/summary', '/who-says', '/translate language:de', '/search words:Otan']) {
    const { text } = await type(command);
    expect(text).not.toMatch(TEXT);
    expect(text).toMatch(/No article is stored yet|No stored article/);
  }
  expect((await type('/ask question:"Combien d’appareils ont été détectés ?"')).text).not.toMatch(TEXT);
  expect(await sandbox.complete('/article article:Ot', { as })).toEqual([]);
  expect(await sandbox.complete('/search outlet:Sp', { as })).toEqual([]);
  moveClock(24 * 3_600_000);
  const next = await sandbox.waitForMessage('news', ({ id }) => id !== edition.id);
  expect(JSON.stringify(next.body)).not.toMatch(TEXT);
  // Another place has its own policy.
  const direct = { as, channel: { id: sandbox.openDirect(as) } } as const;
  expect((await sandbox.command('/article', direct)).text).toMatch(TEXT);
  // And the server can have it back.
  await choose('labeled');
  expect((await type('/article')).text).toMatch(TEXT);
});

test('GIVEN a server that shows them on request THEN each member asks for themselves, and everybody is shown the card alone', async () => {
  const { sandbox, type, choose, edition, shared, story } = await startServer();
  await choose('opt-in');
  const gate = await type('/summary');
  expect(gate.text).toContain('state-controlled media');
  expect(gate.text.replaceAll(/\s+/g, ' ')).toContain('According to State Media Monitor');
  expect(gate.text).not.toMatch(/contre-mesures|appareils/);
  for (const held of [
    await sandbox.press(shared, 'Summarize', { as: 'member' }),
    await sandbox.select(edition, 1, [story], { as: 'member' }),
    await sandbox.messageCommand('Translate', shared, { as: 'member' }),
  ])
    expect(held.text).not.toMatch(/contre-mesures|appareils/);
  const opened = await sandbox.press(messageOf(gate), 'Show it anyway', { as: 'member' });
  expect(opened.text).toMatch(/contre-mesures|appareils/);
  // The manager did not ask for it.
  expect((await type('/summary', 'manager')).text).not.toMatch(/contre-mesures|appareils/);
  const posted = await type('/article share:true');
  expect(posted.message?.ephemeral).toBe(false);
  expect(posted.text).not.toMatch(/contre-mesures|appareils/);
});
