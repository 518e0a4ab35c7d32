import { expect, test } from 'vitest';
import * as z from 'zod';
import { action, command, opening } from '../../src/commands/command.ts';
import { md, notice, type Reply } from '../../src/reply.ts';
import { type TestClock, testClock } from '../support/clock.ts';
import {
  type Overrides,
  press,
  type RawInteraction,
  type RecordedCall,
  refusal,
  runInteraction,
  see,
  slash,
  submit,
  testRouter,
  USER_ID,
} from '../support/interactions.ts';

const effects: string[] = [];
const gate = { open: () => undefined as void, opened: Promise.resolve() };
function closeGate(): void {
  const { promise, resolve } = Promise.withResolvers<void>();
  Object.assign(gate, { open: resolve, opened: promise });
}

const shop = command({
  data: { name: 'shop', description: 'Sells', name_localizations: { fr: 'boutique' } },
  input: z.object({}),
  reply: 'ephemeral',
  async run(): Promise<Reply> {
    effects.push('asked');
    return notice(md`Open`);
  },
  actions: {
    buy: action({
      input: z.tuple([z.string()]),
      reply: 'ephemeral',
      async run([what], ask) {
        await gate.opened;
        effects.push(`${ask.userId} ${what}`);
        return notice(md`Bought ${what}`);
      },
    }),
    close: action({
      input: z.tuple([]),
      reply: 'update',
      requires: 'ManageGuild',
      async run() {
        effects.push('closed');
        return notice(md`Closed`);
      },
    }),
    form: opening({
      input: z.tuple([]),
      open() {
        effects.push('form');
        const field = { kind: 'text', label: 'What?', isRequired: true, maxLength: 20 } as const;
        return { title: 'Buy', action: { command: 'shop', action: 'buy', args: [] }, fields: [field] };
      },
    }),
  },
});
const commands = [shop];
const OTHER = '400000000000000002';
const answersOf = (calls: readonly RecordedCall[]) =>
  calls.filter(({ route }) => route.endsWith('/callback')).map(({ body }) => Number(body['type']));

/** A shop whose clock stands still, with nothing sold. */
function open(fail?: (call: RecordedCall) => Error | undefined) {
  effects.length = 0;
  gate.opened = Promise.resolve();
  const clock: TestClock = testClock();
  const { router, calls, events } = testRouter({ commands, clock, ...(fail && { fail }) });
  return { clock, router, calls, events, send: (...payloads: RawInteraction[]) => all(router, payloads) };
}

async function all(router: ReturnType<typeof testRouter>['router'], payloads: readonly RawInteraction[]) {
  await Promise.all(payloads.map((payload) => router.handle(payload)));
}

const buy = (what: string, overrides: Overrides = {}) => press(`k1.shop.buy.${what}`, overrides);

test('GIVEN two presses of one button at once THEN it works once, and the second is taken note of without a word', async () => {
  const { calls, send } = open();
  await send(buy('tea'), buy('tea'));
  expect(effects).toHaveLength(1);
  expect(answersOf(calls).toSorted((a, b) => a - b)).toEqual([5, 6]);
  expect(calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

test('GIVEN a second press while the first one is long under way THEN it works once', async () => {
  const { clock, router, calls } = open();
  closeGate();
  const first = router.handle(buy('tea'));
  await clock.move(60_000);
  await router.handle(buy('tea'));
  gate.open();
  await first;
  expect(effects).toHaveLength(1);
  expect(see(calls).text).toBe('Bought tea');
});

test('GIVEN the same press a while later THEN it works again: it is a new wish', async () => {
  const { clock, router } = open();
  await router.handle(buy('tea'));
  await clock.move(1_499);
  await router.handle(buy('tea'));
  expect(effects).toHaveLength(1);
  await clock.move(1);
  await router.handle(buy('tea'));
  expect(effects).toHaveLength(2);
});

test('GIVEN another press between two of the same THEN all three work', async () => {
  const { router } = open();
  for (const what of ['tea', 'milk', 'tea']) await router.handle(buy(what));
  expect(effects.map((effect) => effect.split(' ')[1])).toEqual(['tea', 'milk', 'tea']);
});

test('GIVEN the same button on two messages, or two values of one select THEN both work', async () => {
  const { send } = open();
  await send(buy('tea'), buy('tea', { message: { id: '600000000000000002', flags: 0 } }));
  await send(press('k1.shop.buy', { values: ['tea'] }), press('k1.shop.buy', { values: ['milk'] }));
  expect(effects).toHaveLength(4);
});

test('GIVEN two members on one message THEN each is answered for themselves', async () => {
  const { calls, send } = open();
  await send(buy('tea'), buy('tea', { member: { user: { id: OTHER }, permissions: '0' } }));
  expect(effects).toHaveLength(2);
  expect(answersOf(calls)).toEqual([5, 5]);
});

test('GIVEN a form sent twice at once THEN it works once', async () => {
  const { calls, send } = open();
  await send(submit('k1.shop.buy', ['tea']), submit('k1.shop.buy', ['tea']));
  expect(effects).toEqual([`${USER_ID} tea`]);
  expect(answersOf(calls).toSorted((a, b) => a - b)).toEqual([5, 6]);
});

test('GIVEN a form sent again with other words THEN it works again', async () => {
  const { send } = open();
  await send(submit('k1.shop.buy', ['tea']), submit('k1.shop.buy', ['milk']));
  expect(effects).toHaveLength(2);
});

test('GIVEN a form opened twice THEN it opens twice: that has no effect', async () => {
  const { send } = open();
  await send(press('k1.shop.form'), press('k1.shop.form'));
  expect(effects).toEqual(['form', 'form']);
});

test('GIVEN a failed press THEN it may be tried again at once after a moment', async () => {
  let refused = 0;
  const { clock, router } = open(({ method }) => (method === 'PATCH' && refused++ === 0 ? refusal(500, 0) : undefined));
  await router.handle(buy('tea'));
  await clock.move(1_500);
  await router.handle(buy('tea'));
  expect(effects).toHaveLength(2);
});

test.each([10062, 40060])('GIVEN %i for the first answer THEN nothing is done', async (code) => {
  const { router, calls } = open(() => refusal(404, code));
  await router.handle(slash('shop'));
  await router.handle(buy('tea'));
  expect(effects).toEqual([]);
  expect(calls).toHaveLength(2);
});

test.each([50027, 10015, 10062])(
  'GIVEN %i when the answer is there THEN it is dropped, noted and never sent anew',
  async (code) => {
    const { router, calls, events } = open(({ method }) => (method === 'PATCH' ? refusal(401, code) : undefined));
    await router.handle(buy('tea'));
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    expect(events).toMatchObject([{ level: 'warn', event: 'interaction gone' }]);
  },
);

const menu = (...values: string[]) => ({
  id: '600000000000000003',
  flags: 0,
  components: [
    {
      type: 17,
      components: [
        { type: 1, components: [{ type: 3, custom_id: 'k1.shop.buy', options: values.map((value) => ({ value })) }] },
        { type: 9, components: [], accessory: { type: 2, custom_id: 'k1.shop.close' } },
      ],
    },
  ],
});

test('GIVEN a choice that the select does not offer THEN nothing is done and a kind line names the command', async () => {
  const { router, calls } = open();
  await router.handle(press('k1.shop.buy', { values: ['gold'], message: menu('tea', 'milk') }));
  expect(effects).toEqual([]);
  expect(see(calls).text).toBe('This button is from an older version of me. Run /shop again.');
  await router.handle(press('k1.shop.buy', { values: ['tea'], message: menu('tea', 'milk') }));
  expect(effects).toHaveLength(1);
});

test('GIVEN two values where one may be chosen THEN nothing is done', async () => {
  const { router } = open();
  await router.handle(press('k1.shop.buy', { values: ['tea', 'milk'], message: menu('tea', 'milk') }));
  expect(effects).toEqual([]);
});

test('GIVEN a button that its message does not have THEN nothing is done; one beside a text counts', async () => {
  const { router } = open();
  await router.handle(press('k1.shop.buy.tea', { message: menu('tea') }));
  expect(effects).toEqual([]);
  await router.handle(press('k1.shop.close', { message: menu('tea'), manager: true }));
  expect(effects).toEqual(['closed']);
});

test('GIVEN a French reader and an old button THEN the line names the command as their Discord does', async () => {
  for (const id of ['k0.shop.buy.tea', 'k1.shop.sell', 'k1.shop.close.now'])
    expect((await runInteraction({ commands, payload: press(id, { locale: 'fr', manager: true }) })).text).toContain(
      '/boutique',
    );
});

test('GIVEN a member who lost the permission since THEN the button refuses, whoever made the message', async () => {
  const { router, calls } = open();
  await router.handle(press('k1.shop.close', { manager: true, onEphemeral: true }));
  await router.handle(press('k1.shop.close', { onEphemeral: true }));
  expect(effects).toEqual(['closed']);
  expect(see(calls).text).toMatch(/Manage Server/);
});
