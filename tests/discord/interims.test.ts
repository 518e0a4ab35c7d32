import { expect, test } from 'vitest';
import { showInterims } from '../../src/discord/interims.ts';
import { md, notice, type Reply } from '../../src/reply.ts';
import { testClock } from '../support/clock.ts';

const say = (words: string) => notice(md`${words}`);
const wordsOf = (reply: Reply) =>
  reply.blocks.flatMap((block) => (block.kind === 'text' ? [block.text.md] : [])).join();

/** An answer whose replies come when the test says so, and what was shown at which moment. */
function driven(showMs = 0) {
  const clock = testClock();
  const next: ((reply: Reply | 'fail') => void)[] = [];
  const stopping = new AbortController();
  const shown: string[] = [];
  const wait = () => new Promise<Reply | 'fail'>((resolve) => next.push(resolve));
  async function* answer(): AsyncGenerator<Reply, Reply> {
    for (;;) {
      const reply = await wait();
      if (reply === 'fail') throw new Error('The model hung up');
      if (wordsOf(reply) === 'last') return reply;
      yield reply;
    }
  }
  const last = showInterims(answer(), {
    clock,
    signal: stopping.signal,
    async show(reply) {
      if (showMs > 0) await clock.wait(showMs);
      shown.push(`${clock.monotonicMs()} ${wordsOf(reply)}`);
    },
  });
  const push = async (reply: Reply | 'fail', thenMs = 0) => {
    next.shift()?.(reply);
    await clock.move(thenMs);
  };
  return { clock, last, push, shown, stopping };
}

test('GIVEN interim replies in quick succession THEN the first is shown at once, then the newest each 1.5 s', async () => {
  const { last, push, shown } = driven();
  await push(say('one'));
  await push(say('two'), 100);
  await push(say('three'), 1400);
  await push(say('four'), 3000);
  await push(say('last'));
  expect(wordsOf(await last)).toBe('last');
  expect(shown).toEqual(['0 one', '1500 three', '3000 four']);
});

test('GIVEN the last reply while one waits for its turn THEN the waiting one is dropped and nothing is waited for', async () => {
  const { clock, last, push, shown } = driven();
  await push(say('one'));
  await push(say('two'));
  await push(say('last'));
  expect(wordsOf(await last)).toBe('last');
  expect(clock.monotonicMs()).toBe(0);
  expect(shown).toEqual(['0 one']);
});

test('GIVEN the last reply while another is on its way THEN it comes after that one', async () => {
  const { clock, last, push, shown } = driven(700);
  let isOver = false;
  const over = last.then(() => (isOver = true));
  await push(say('one'));
  await push(say('last'));
  expect(isOver).toBe(false);
  await clock.move(700);
  await over;
  expect(shown).toEqual(['700 one']);
});

test('GIVEN an answer that fails THEN its error is thrown after what is on its way', async () => {
  const { last, push } = driven();
  const failed = last.catch((error: unknown) => error);
  await push(say('one'));
  await push('fail');
  expect(await failed).toMatchObject({ message: 'The model hung up' });
});

test('GIVEN a stop THEN nothing more is shown', async () => {
  const { last, push, shown, stopping } = driven();
  await push(say('one'));
  stopping.abort();
  await push(say('two'), 5000);
  await push(say('last'));
  await last;
  expect(shown).toEqual(['0 one']);
});
