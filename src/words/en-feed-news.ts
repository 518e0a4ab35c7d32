import { type Markdown, md } from '../reply.ts';

/** What the administrators of the bot read of a feed. */
export const feedNews = {
  failing: (name: string, url: string, { since, why }: { since: Markdown; why: Markdown }) =>
    md`⚠ The feed “${name}” cannot be read since ${since}. ${why} It is kept and tried again at least once a day; nothing has to be done if it comes back. Its address: ${url}`,
  gone: (name: string, url: string) =>
    md`The feed “${name}” says that it has ended for good (410). It is not asked any more, and its articles stay. Look on the site for a new address and add that with /feed add. The old one: ${url}`,
  readAgain: (name: string, url: string) => md`The feed “${name}” can be read again. Its address: ${url}`,
};
