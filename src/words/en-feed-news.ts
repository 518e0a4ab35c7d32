import { type Markdown, md } from '../reply.ts';

/** What the administrators of the bot read of a feed. */
export const feedNews = {
  failing: (name: string, url: string, { since, why }: { since: Markdown; why: Markdown }) =>
    md`⚠ The feed “${name}” has not been readable since ${since}. ${why} I try again at least once a day; if it comes back, there is nothing to do. Its address: ${url}`,
  gone: (name: string, url: string) =>
    md`The feed “${name}” has ended for good, says its site (410). Its articles stay. Look there for a new address and add it with /feed add. The old one: ${url}`,
  readAgain: (name: string, url: string) => md`The feed “${name}” can be read again. Its address: ${url}`,
};
