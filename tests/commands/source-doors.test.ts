import { ApplicationCommandType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { AnyAction } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/index.ts';
import { UserError } from '../../src/errors.ts';
import type { OutletKind } from '../../src/services/articles.ts';
import type { SourcePolicy } from '../../src/services/settings.ts';
import { explainError, wordsFor } from '../../src/words/words.ts';
import { importedArticle, storeArticle } from '../support/articles.ts';
import { complete, GUILD_ID, pointAt, press, runInteraction, slash } from '../support/interactions.ts';
import { honestSummary, scriptedModel } from '../support/model.ts';
import { testReading } from '../support/newsroom.ts';

const TITLE = 'The dam holds';
const URL = 'https://herald.example/dam';
const TEXT = 'The dam near Ostley holds 40 million tonnes of water, the ministry said on Friday.';
const QUESTION = 'How much water does the dam near Ostley hold?';

const words = wordsFor('en');
/** What is said in the place of an article, as it stands in a body. */
const SHUT = [
  explainError(new UserError('outlet-blocked', { outlet: 'The Herald of Ostley' }), words),
  words.sources.held(),
].map(({ md }) => JSON.stringify(md).slice(1, -1));

/** Commands that name no article of the newsroom: they need services that reading does not. */
const OTHERS = new Set(['digest', 'feed', 'settings', 'usage', 'doctor', 'help', 'add']);

async function startServer(kind: OutletKind, policy: SourcePolicy) {
  const model = scriptedModel((request) =>
    request.name === 'summary'
      ? honestSummary(request)
      : { answered: false, sentences: [], paragraphs: [], voices: [] },
  );
  const newsroom = await testReading({ model });
  const { db, services } = newsroom;
  const other = await storeArticle(newsroom, importedArticle());
  const imported = importedArticle({ title: TITLE, text: TEXT, outlet: 'The Herald of Ostley', url: URL });
  const article = await storeArticle(newsroom, imported);
  await db.updateTable('outlets').set({ kind }).where('name', '=', 'The Herald of Ostley').execute();
  await db.updateTable('articles').set({ same_text_as: article.id }).where('id', '=', other.id).execute();
  await services.settings.change(GUILD_ID, { sourcePolicy: policy });
  const noted = { articleId: article.id, channelId: '300000000000000001', userId: '1', isPublic: true };
  await services.shown.note(noted);
  const run = async (payload: Parameters<typeof runInteraction>[0]['payload']) => {
    const { calls, events } = await runInteraction({ commands, services, payload });
    expect(events.filter(({ level }) => level === 'error')).toEqual([]);
    return JSON.stringify(calls.map(({ body, files }) => [body, files.map(({ data }) => String(data))]));
  };
  return { run, model, article, other };
}

type Door = { name: string; payload: Parameters<typeof runInteraction>[0]['payload'] };

/** Arguments of an action that the article's id is one of; undefined where it takes none. */
function argumentsFor(key: string, { input }: AnyAction, id: string): readonly string[] | undefined {
  const more = [[], ['fr'], ['1'], ['short', 'en', 'm'], ['en', 'm', '1'], ['kind', '']];
  const tried = key === 'pick' ? [[id], ['fr', id]] : more.map((rest) => [id, ...rest]);
  return tried.find((args) => input.safeParse(args).success);
}

/** Every way in: commands by id, by title and by nothing, their choices, their buttons and selects, and the menu of messages. */
function doorsTo(id: string): readonly Door[] {
  const doors: Door[] = [];
  for (const command of commands) {
    const { name } = command.data;
    if (OTHERS.has(name)) continue;
    const pointing = [{ content: URL }, { content: `Look: ${URL}?utm_source=chat` }];
    if (command.data.type === ApplicationCommandType.Message)
      doors.push(...pointing.map((one) => ({ name, payload: pointAt(name, one) })));
    else {
      const question = name === 'ask' ? { question: QUESTION } : {};
      const named =
        name === 'search'
          ? [{ words: 'dam' }, { outlet: 'Herald' }]
          : [{ article: id }, { article: TITLE.toLowerCase() }, {}];
      const shared =
        name === 'search' || name === 'ask'
          ? []
          : [
              { article: id, share: true },
              ...(name === 'translate' ? [{ article: id, language: 'fr', file: true }] : []),
            ];
      for (const options of [...named, ...shared])
        doors.push({ name: `/${name}`, payload: slash(name, { ...question, ...options }) });
      const typed = name === 'search' ? 'outlet' : 'article';
      for (const text of ['', 'dam', 'Her', TITLE])
        doors.push({ name: `/${name} ${typed}:${text}`, payload: complete(name, typed, { [typed]: text }) });
    }
    for (const [key, action] of Object.entries(command.actions ?? {})) {
      const args = argumentsFor(key, action, id);
      const isManagers = 'requires' in action && action.requires !== undefined;
      if (!args) continue;
      const payload = press(`k1.${name}.${key}.${args.join('.')}`, { onEphemeral: true, manager: isManagers });
      doors.push({ name: `${name}.${key}`, payload });
    }
  }
  return doors;
}

/** Buttons by which a member asks to see it all the same; and what a manager or a contest does with it, which shows no text of it. */
const OPENS = /\.open$/;

test('GIVEN the commands THEN the doors that are tried are all that lead to an article', () => {
  const names = new Set(doorsTo('0'.repeat(12)).map(({ name }) => name.split(' ')[0]));
  const actions = commands.flatMap(({ data: { name }, actions: of = {} }) =>
    OTHERS.has(name) ? [] : Object.keys(of).map((key) => `${name}.${key}`),
  );
  // It takes no article.
  expect(actions.filter((name) => !names.has(name))).toEqual(['translate.forget']);
});

describe.each(['state-controlled', 'captured-public', 'captured-private'] as const)('an outlet that is %s', (kind) => {
  test('GIVEN a server that shows nothing of it THEN no door gives its title, address or text, nor asks a model for it', async () => {
    const { run, model, article } = await startServer(kind, 'blocked');
    const leaks: string[] = [];
    for (const { name, payload } of doorsTo(article.id)) {
      const said = await run(payload);
      if (/40 million|herald\.example/.test(said) || (said.includes(TITLE) && !name.startsWith('article.re')))
        leaks.push(`${name}: ${said.slice(0, 300)}`);
    }
    expect(leaks).toEqual([]);
    expect(await run(slash('article', { article: article.id }))).toContain(SHUT[0]);
    expect(model.asked.filter(({ lines }) => lines.some(({ text }) => text.includes('Ostley')))).toEqual([]);
  });

  test('GIVEN a server that shows it on request THEN no door but the request gives its text, nor asks a model for it', async () => {
    const { run, model, article } = await startServer(kind, 'opt-in');
    const leaks: string[] = [];
    for (const { name, payload } of doorsTo(article.id).filter((door) => !OPENS.test(door.name))) {
      const said = await run(payload);
      if (said.includes('40 million')) leaks.push(`${name}: ${said.slice(0, 300)}`);
    }
    expect(leaks).toEqual([]);
    expect(await run(slash('article', { article: article.id }))).toContain(SHUT[1]);
    expect(model.asked.filter(({ lines }) => lines.some(({ text }) => text.includes('Ostley')))).toEqual([]);
  });
});

test.each([
  'state-funded-and-managed',
  'state-funded',
  'state-managed',
  'independent-public',
  'private',
  'agency',
  'unknown',
] as const)('GIVEN an outlet that is %s THEN no policy closes a door to it', async (kind) => {
  for (const policy of ['opt-in', 'blocked'] as const) {
    const { run, article } = await startServer(kind, policy);
    const shut: string[] = [];
    for (const { name, payload } of doorsTo(article.id)) {
      const said = await run(payload);
      if (SHUT.some((sentence) => said.includes(sentence))) shut.push(name);
    }
    expect(shut).toEqual([]);
    expect(await run(slash('article', { article: article.id }))).toContain('40 million');
    expect(await run(slash('search', { words: 'dam' }))).toContain(TITLE);
  }
});
