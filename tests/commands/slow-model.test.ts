import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { see, slash, testRouter } from '../support/interactions.ts';
import { honestSummary, pretendTranslation, scriptedModel } from '../support/model.ts';
import { testReading } from '../support/newsroom.ts';

/** A model that answers when it is told to. */
async function startSlow(answer: typeof honestSummary) {
  let finish: () => void = () => {};
  const model = scriptedModel(
    (request) =>
      new Promise((resolve) => {
        finish = () => resolve(answer(request));
      }),
  );
  const newsroom = await testReading({ model });
  await storeArticle(newsroom, FERRY);
  const { router, calls } = testRouter({ commands, services: newsroom.services, clock: newsroom.clock });
  return { ...newsroom, router, calls, finish: () => finish() };
}

test('GIVEN a model slower than 1.5 s THEN /summary shows extracts and says who is reading, then the summary', async () => {
  const { router, calls, clock, finish } = await startSlow(honestSummary);
  const answering = router.handle(slash('summary', { language: 'en' }));
  await clock.move(1_400);
  expect(calls).toHaveLength(1);
  await clock.move(200);
  const first = see(calls);
  expect(first.text).toContain('scripted is still reading this article in English');
  expect(first.text).toContain('The night ferry between Ostley and Port Larne will sail again');
  expect(first.buttons).toEqual([]);
  finish();
  await clock.move(3_000);
  await answering;
  expect(see(calls).text).toContain('Summary by scripted');
});

test('GIVEN a model slower than 1.5 s THEN /translate shows the original first; a quick one shows nothing between', async () => {
  const { router, calls, clock, finish } = await startSlow(pretendTranslation);
  const answering = router.handle(slash('translate', { language: 'de' }));
  await clock.move(1_600);
  expect(see(calls).text).toContain('still translating 8 paragraphs into German');
  finish();
  await clock.move(3_000);
  await answering;
  expect(see(calls).text).toContain('translated by scripted');
  const before = calls.length;
  await router.handle(slash('translate', { language: 'de' }));
  expect(calls.length - before).toBe(2);
});
