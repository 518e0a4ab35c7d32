import { expect, test } from 'vitest';
import { shareBot, startBot } from '../support/sandbox-bot.ts';

test('GIVEN a fresh start without a model THEN the stored article is read, summarized, proved and translated', async () => {
  const { sandbox } = await startBot();

  const article = await sandbox.command('/article', { as: 'member' });
  expect(article.outcome).toBe('answered');
  expect(article.message?.ephemeral).toBe(true);
  expect(article.text).toContain('Jens Stoltenberg avance que l’Otan souhaite améliorer ses relations avec la Russie');
  expect(article.text).toContain('Sputnik, state-controlled media (Russia)');

  const summary = await sandbox.command('/summary', { as: 'member' });
  expect(summary.text).toContain('No language model is connected: these are extracts');
  if (!summary.message) throw new Error('no message');
  const evidence = await sandbox.press(summary.message, 'Evidence', { as: 'member' });
  expect(evidence.text).toMatch(/paragraph \d/);

  const english = await sandbox.command('/translate language:English', { as: 'member' });
  expect(english.text).toContain('Provided translation: no language model is connected');
  expect(english.text).toContain('written by the Kiosque project');

  const german = await sandbox.command('/translate language:German', { as: 'member' });
  expect(german.text).toContain('nobody has provided a translation into German');
  expect(german.text).toContain('OPENAI_BASE_URL');
});

test('GIVEN a reader whose Discord is French THEN command names and replies are French', async () => {
  const { sandbox } = await shareBot();
  sandbox.setLocale('member', 'fr');
  const summary = await sandbox.command('/résumé', { as: 'member' });
  expect(summary.text).toContain('voici des extraits');
  const none = await sandbox.command('/chercher mots:zzzz', { as: 'member' });
  expect(none.outcome).toBe('answered');
  expect(none.text).not.toMatch(/\b(?:the|article matches)\b/);
});

test.each([
  ['de', '/zusammenfassung', 'Das sind Auszüge', '/suche wörter:zzzz', 'Kein gespeicherter Artikel passt'],
  ['es-ES', '/resumen', 'estos son extractos', '/buscar palabras:zzzz', 'Ningún artículo guardado coincide'],
  ['es-419', '/resumen', 'estos son extractos', '/buscar palabras:zzzz', 'Ningún artículo guardado coincide'],
])('GIVEN a reader whose Discord is in %s THEN command names and replies are too', async (locale, ...rest) => {
  const [summarize, extracts, search, nothing] = rest;
  const { sandbox } = await shareBot();
  sandbox.setLocale('member', locale);
  expect((await sandbox.command(summarize, { as: 'member' })).text).toContain(extracts);
  expect((await sandbox.command(search, { as: 'member' })).text).toContain(nothing);
});

test('GIVEN a long article THEN pages are turned in place and shared with the name of who shared', async () => {
  const { sandbox } = await shareBot();
  const first = await sandbox.command('/article', { as: 'member' });
  if (!first.message) throw new Error('no message');
  const second = await sandbox.press(first.message, 'Next', { as: 'member' });
  expect(second.message?.id).toBe(first.message.id);
  expect(second.text).toContain('Page 2');
  if (!second.message) throw new Error('no message');
  const more = await sandbox.press(second.message, 'More…', { as: 'member' });
  if (!more.message) throw new Error('no message');
  const shared = await sandbox.press(more.message, 'Share here', { as: 'member' });
  expect(shared.message?.ephemeral).toBe(false);
  expect(shared.text).toContain('Shared by');
  expect(sandbox.messages('general')).toHaveLength(1);
});

test('GIVEN letters typed into the article option THEN the stored article is offered and its choice opens it', async () => {
  const { sandbox } = await shareBot();
  const [choice] = await sandbox.complete('/article article:stolt', { as: 'member' });
  expect(choice?.name).toContain('Stoltenberg');
  const opened = await sandbox.command(`/article article:${choice?.value}`, { as: 'member' });
  expect(opened.text).toContain('Sputnik');
});

test('GIVEN SEED_ARTICLE=off THEN there is none, and the reply says what to do', async () => {
  const { sandbox } = await startBot({ env: { SEED_ARTICLE: 'off' } });
  const article = await sandbox.command('/article', { as: 'member' });
  expect(article.text).toContain('/add stores one');
});

test('GIVEN a choice of language THEN it is remembered for the next command', async () => {
  const { sandbox } = await shareBot();
  await sandbox.command('/translate language:German', { as: 'member' });
  const article = await sandbox.command('/article', { as: 'member' });
  expect(article.text).toContain('In German');
});
