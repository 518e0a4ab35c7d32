import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Actor, Exchange, SandboxMessage } from '../../src/sandbox/contract.ts';
import { startStandIn } from '../../src/sandbox/stand-in.ts';
import { atEndOf } from '../support/endings.ts';
import { startBot } from '../support/sandbox-bot.ts';

const open: (() => Promise<void>)[] = [];
atEndOf('test', async () => {
  for (const stop of open.splice(0)) await stop();
});

const as: Actor = 'manager';

function messageOf({ message, text }: Exchange): SandboxMessage {
  if (!message) throw new Error(`no message: ${text}`);
  return message;
}

test('GIVEN replies that hardly anybody meets THEN a follow-up, a form, a channel select, files and choices are valid as well', async () => {
  const standIn = await startStandIn({ port: 0, clock: systemClock() });
  open.push(() => standIn.stop());
  const env = { OPENAI_BASE_URL: standIn.baseUrl, LLM_MODEL: 'strict' };
  const { sandbox } = await startBot({ at: '2026-11-23T06:59:30Z', env });
  const count = (kind: string) => sandbox.checks.kinds[kind] ?? 0;

  // A call to the model, for the chart below.
  await sandbox.command('/summary article:Stoltenberg language:fr', { as });

  // A form, and what is sent with it.
  const card = messageOf(await sandbox.command('/article', { as }));
  const more = messageOf(await sandbox.press(card, 'More…', { as }));
  const form = await sandbox.press(more, 'Contest this', { as });
  expect(form.modal).toBeDefined();
  expect(count('forms')).toBe(1);
  const sent = await sandbox.submitModal(form, { f0: '["owner"]', f1: 'The owner has changed.' }, { as });
  expect(sent.text).toContain('Sputnik');
  expect(sent.message?.ephemeral).toBe(true);

  // Pages of an article that was removed meanwhile: the page stays, the problem is told beside it.
  const page = messageOf(await sandbox.press(card, 'Next', { as }));
  const rest = messageOf(await sandbox.press(card, 'More…', { as }));
  const removing = messageOf(await sandbox.press(rest, 'Remove…', { as }));
  await sandbox.press(removing, 1, { as });
  const gone = await sandbox.press(page, 'Next', { as });
  expect(gone.text).toContain('removed it here');
  expect(gone.message?.id).not.toBe(page.id);
  expect(JSON.stringify(sandbox.refresh(page)?.body)).toContain('Page 2');
  expect(count('follow-ups')).toBe(1);

  // The guide asks for a channel.
  const guide = messageOf(await sandbox.command('/digest create', { as }));
  expect(count('with a channel select')).toBeGreaterThanOrEqual(1);
  const chosen = await sandbox.select(guide, 1, ['news'], { as });
  expect(chosen.outcome).toBe('answered');

  // Choices, a chart and a file.
  expect(await sandbox.complete('/article article:', { as })).toBeInstanceOf(Array);
  expect(count('choices while typing')).toBe(1);
  expect(messageOf(await sandbox.command('/usage', { as })).files.map(({ name }) => name)).toEqual(['usage.png']);
  expect(count('with a picture')).toBe(1);
  const opml = await sandbox.command('/feed import file:feeds.opml', {
    as,
    files: (name) => ({ name, bytes: new TextEncoder().encode(OPML) }),
  });
  expect(opml.text).toContain('1 feed');
  const exported = await sandbox.command('/feed export', { as });
  expect(messageOf(exported).files.map(({ name }) => name)).toEqual(['feeds.opml']);
  expect(count('with a file')).toBeGreaterThanOrEqual(1);
});

const OPML =
  '<opml version="2.0"><body><outline text="The Courier" xmlUrl="https://courier.example.org/feed.xml"/></body></opml>';
