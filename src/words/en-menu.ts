import { type Markdown, md, startSentence } from '../reply.ts';

/** The commands in the menu of a message. `labels`: as Discord's client lists them, 32 characters at most. `site`: the host of a link. */
export const menu = {
  labels: { summarize: 'Summarize link', translate: 'Translate' },
  none: () =>
    md`This message holds no link to an article. Point at one that does, or look among the stored articles with /search.`,
  noWords: () =>
    md`This message holds neither words to translate nor a link to an article. Point at another one, or use /translate for a stored article.`,
  reading: (site: string) => md`Reading the page at ${site}…`,
  unreadable: (site: string, why: Markdown) => md`I could not read the page at ${site}. ${why}`,
  several: () => md`This message shows several articles. Which one is it to be?`,
  pick: 'Choose an article',
  sameLanguage: (language: string) => md`This message is in ${language} already, the language that you read in.`,
  working: (model: string, language: string) => md`${model} is still translating this message to ${language}.`,
  byModel: (model: string, from: string, to: string) =>
    md`${from} → ${to}, translated by ${model}. I keep neither the message nor its translation.`,
  byModelFromUnknown: (model: string, to: string) =>
    md`To ${to}, translated by ${model}. I keep neither the message nor its translation.`,
  missing: (reason: string) => md`${startSentence(reason)}, so I cannot translate this message.`,
};

/** Forgetting what a member chose. */
export const forgetting = {
  forgotten: (language: string) =>
    md`Forgotten: the language that you chose, and what I showed you last. From now on you read in ${language}, as your Discord or this server has it.`,
  nothing: (language: string) =>
    md`You have not chosen a language, so there is none to forget. You read in ${language}, as your Discord or this server has it.`,
};
