import { type Markdown, md } from '../reply.ts';

/** /help, as Discord's client lists it. */
export const helpLabels = { name: 'help', description: 'What I do, what I keep about you, and whose work this is' };

/** What /help says. */
export const help = {
  title: 'Kiosque, a newsstand',
  what: () =>
    md`I store articles, say who publishes them, and post digests. Every sentence of a summary rests on original words you can open.`,
  menu: () => md`On a phone: press and hold a message with a link, then choose Apps, to summarize or translate it.`,
  forManagers: 'For this server’s managers',
  pick: 'More…',
  pages: { commands: 'Commands', privacy: 'Privacy', licenses: 'Licenses' },
  reads: () => md`I read no messages except the one you point me at from its menu, and I keep nothing of it.`,
  keptTitle: 'What I keep about you',
  kept: (): readonly Markdown[] => [
    md`The language you chose to read in, under your Discord id, until you have me forget it.`,
    md`Which article I showed you last in a channel, and which ones you asked to see all the same, under a keyed hash of your id.`,
    md`What your language model calls cost, under the same hash: that is how limits per member hold.`,
    md`Your Discord id beside articles and feeds that you added or removed, and digests that you made.`,
    md`What you write against an outlet’s card and, for a day, a digest that you are setting up, under the hash.`,
  ],
  model: (model: string | undefined) =>
    model === undefined
      ? md`No language model is connected: no text leaves this bot.`
      : md`Articles, questions and words that you have translated go to the language model ${model}. Your name and id do not.`,
  forget: 'Forget my language',
  licenses: (): readonly Markdown[] => [
    md`Kiosque is free software under the MIT License.`,
    md`Articles stay the property of their publishers; each leads to its original.`,
    md`What is said of outlets comes from cited lists, such as the State Media Monitor; each card names its own. The notices are in the file NOTICE.`,
    md`Summaries, translations and answers say who wrote them: a model, a person, or the article itself.`,
  ],
};
