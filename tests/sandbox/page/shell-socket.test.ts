import { expect, test, vi } from 'vitest';
import { createSocket, type LineEvents, type Socket } from '../../../src/sandbox/page/socket.ts';

type Opened = { events: LineEvents; sent: unknown[] };

function start() {
  const lines: Opened[] = [];
  const waits: { work: () => void; ms: number }[] = [];
  const onPush = vi.fn<(push: unknown) => void>();
  const onAway = vi.fn<() => void>();
  const socket: Socket = createSocket({
    open(events) {
      const sent: unknown[] = [];
      lines.push({ events, sent });
      return { send: (text) => sent.push(JSON.parse(text)), close: () => events.onClose() };
    },
    onPush,
    onAway,
    later(work, ms) {
      waits.push({ work, ms });
      return () => waits.pop();
    },
  });
  const newest = () => {
    const line = lines.at(-1);
    if (!line) throw new Error('No connection was opened');
    return line;
  };
  const answer = (to: number, messageId: string) =>
    newest().events.onFrame(JSON.stringify({ kind: 'answer', to, answer: { kind: 'done', messageId } }));
  return { socket, lines, waits, onPush, onAway, newest, answer };
}

test('GIVEN two requests THEN each gets its own answer, in any order', async () => {
  const { socket, newest, answer } = start();
  newest().events.onOpen();
  const first = socket.ask({ do: 'kill' });
  const second = socket.ask({ do: 'to-next-digest' });
  expect(newest().sent).toEqual([
    { id: 1, deed: { do: 'kill' } },
    { id: 2, deed: { do: 'to-next-digest' } },
  ]);
  answer(2, 'b');
  answer(1, 'a');
  expect(await first).toEqual({ kind: 'done', messageId: 'a' });
  expect(await second).toEqual({ kind: 'done', messageId: 'b' });
});

test('GIVEN no connection yet THEN a request is refused with a sentence', async () => {
  expect(await start().socket.ask({ do: 'kill' })).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining('not connected'),
  });
});

test('GIVEN a connection lost during a request THEN it is refused, and the page is away', async () => {
  const { socket, newest, onAway } = start();
  newest().events.onOpen();
  const asked = socket.ask({ do: 'kill' });
  newest().events.onClose();
  expect(await asked).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('lost') });
  expect(onAway).toHaveBeenCalledOnce();
});

test('GIVEN losses in a row THEN the waits double up to 5 s, and begin anew after a success', () => {
  const { waits, newest, lines } = start();
  for (let round = 0; round < 7; round++) {
    newest().events.onClose();
    waits.at(-1)?.work();
  }
  expect(waits.map(({ ms }) => ms)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  newest().events.onOpen();
  newest().events.onClose();
  expect(waits.at(-1)?.ms).toBe(250);
  expect(lines).toHaveLength(8);
});

test('GIVEN frames THEN pushes are handed on, and what is none is dropped', () => {
  const { newest, onPush } = start();
  for (const frame of ['{', '7', 'null', '{"kind":7}', new ArrayBuffer(2)]) newest().events.onFrame(frame);
  newest().events.onFrame('{"kind":"answer","to":99,"answer":{"kind":"done","messageId":null}}');
  expect(onPush).not.toHaveBeenCalled();
  newest().events.onFrame('{"kind":"bot","bot":"ready"}');
  expect(onPush).toHaveBeenCalledExactlyOnceWith({ kind: 'bot', bot: 'ready' });
});

test('GIVEN a stopped socket THEN it does not connect again, and refuses what was asked', async () => {
  const { socket, waits, newest, onAway } = start();
  newest().events.onOpen();
  const asked = socket.ask({ do: 'kill' });
  socket.stop();
  expect(await asked).toMatchObject({ kind: 'refused' });
  expect(waits).toEqual([]);
  expect(onAway).not.toHaveBeenCalled();
});
