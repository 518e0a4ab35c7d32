import * as z from 'zod';
import { UserError } from '../errors.ts';
import { notice, type Reply } from '../reply.ts';
import { TOPIC_CHARS } from '../services/digests/topics-title.ts';
import { type Ask, action, guildOf } from './command.ts';
import { nameTopic, showMuted, showStory } from './edition-story.ts';
import { followPart, listArticles } from './edition-view.ts';

/** What the messages of a digest lead to. They are public: anybody may press, and is answered alone. */
export const editionActions = {
  /** The articles of an edition, or the latest ones: `[part key]`. */
  read: action({
    input: z.tuple([z.string()]),
    reply: 'ephemeral',
    run: async ([key], ask) => listArticles(ask, await ask.services.digests.articlesOfPart(key)),
  }),
  /** One story of a part: `[part key, id of its lead article]`. */
  story: action({
    input: z.tuple([z.string(), z.string()]),
    reply: 'ephemeral',
    async *run([key, articleId], ask) {
      return yield* showStory(ask, articleId, await ask.services.digests.storyOfPart(key, articleId));
    },
  }),
  /** A part in the digest's other language: `[part key, language]`. */
  other: action({
    input: z.tuple([z.string(), z.string()]),
    reply: 'ephemeral',
    async *run([key, language], ask) {
      return (yield* followPart(ask, key, language)) ?? notice(ask.words.edition.partGone());
    },
  }),
  /** Keeps a topic out of a digest: `[digest id, topic]`. */
  mute: action({
    input: z.tuple([z.string(), z.string().min(1).max(TOPIC_CHARS)]),
    reply: 'ephemeral',
    requires: 'ManageGuild',
    async run([digestId, topic], ask) {
      await ask.services.digests.muteTopic(guildOf(ask), digestId, topic);
      return showMuted(ask, digestId, topic);
    },
  }),
  /** Lets it in again: `[digest id, the topic's short name]`. */
  unmute: action({
    input: z.tuple([z.string(), z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([digestId, name], ask) => unmute(ask, digestId, name),
  }),
};

async function unmute(ask: Ask, digestId: string, name: string): Promise<Reply> {
  const { digests } = ask.services;
  const digest = await digests.find(guildOf(ask), digestId);
  if (!digest) throw new UserError('unknown-digest', {});
  const topic = digest.muted.find((one) => nameTopic(one) === name);
  if (topic === undefined) return notice(ask.words.edition.notMuted());
  await digests.unmuteTopic(digest.guildId, digest.id, topic);
  return notice(ask.words.edition.unmuted(topic));
}
