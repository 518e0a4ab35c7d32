import { type Markdown, md, startSentence } from '../reply.ts';

/** The commands in the menu of a message. `labels`: as Discord's client lists them, 32 characters at most. `site`: the host of a link. */
export const menu = {
  labels: { summarize: 'Summarize link', translate: 'Translate' },
  none: () =>
    md`This message holds no link to an article. Choose one that does, or look among the stored articles with /search.`,
  noWords: () =>
    md`This message holds no words to translate and no link to an article. Choose another one, or use /translate for a stored article.`,
  reading: (site: string) => md`Reading the page at ${site}…`,
  unreadable: (site: string, why: Markdown) => md`I could not read the page at ${site}. ${why}`,
  several: () => md`This message shows several articles. Which one do you want?`,
  pick: 'Choose an article',
  sameLanguage: (language: string) => md`This message is already in ${language}, the language that you read in.`,
  working: (model: string, language: string) => md`${model} is still translating this message into ${language}.`,
  byModel: (model: string, from: string, to: string) =>
    md`${from} → ${to}, translated by ${model}. I keep neither the message nor its translation.`,
  byModelFromUnknown: (model: string, to: string) =>
    md`Into ${to}, translated by ${model}. I keep neither the message nor its translation.`,
  missing: (reason: string) => md`${startSentence(reason)}, so I cannot translate this message.`,
};

/** Forgetting what a member chose. */
export const forgetting = {
  forgotten: (language: string) =>
    md`Forgotten: your language and what I showed you last. From now on you read in ${language}, as set in your Discord or this server.`,
  nothing: (language: string) =>
    md`You have not chosen a language, so there is none to forget. You read in ${language}, as set in your Discord or this server.`,
};
