import {
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord.js';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import type { FoundArticle } from '../services/articles.ts';
import { type Block, md, notice, subtext, textBlock } from '../reply.ts';
import { listEntry } from './article.ts';
import { nameChoice } from './article-option.ts';
import { type Ask, command, sightOf } from './command.ts';
import { resolveFeed, suggestFeeds } from './feed-option.ts';
import { parseLanguage, suggestLanguages } from './language-option.ts';
import { localize } from './localize.ts';

/** What one message shows well on a phone; the rest is a matter of a better question. */
const SHOWN = 8;
const QUERY_MAX = 200;
/** Of an agency's text that twenty outlets print. */
const TWINS_NAMED = 5;

type SearchWords = 'words' | 'outlet' | 'feed' | 'since' | 'until' | 'language';

const optionData = (
  name: SearchWords,
  rest: { autocomplete?: true; max_length?: number } = {},
): APIApplicationCommandStringOption => ({
  ...localize((words) => words.commands.search[name]),
  type: ApplicationCommandOptionType.String,
  ...rest,
});

/** `/search`: the articles that the server sees, by words, outlet, feed, days and language, the newest without any of these; and a select to read one. */
export const searchCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.search),
    options: [
      optionData('words', { max_length: QUERY_MAX }),
      optionData('outlet', { autocomplete: true }),
      optionData('feed', { autocomplete: true }),
      optionData('since'),
      optionData('until'),
      optionData('language', { autocomplete: true }),
    ],
  },
  input: z.object({
    words: z.string().default(''),
    outlet: z.string().default(''),
    feed: z.string().default(''),
    since: z.string().default(''),
    until: z.string().default(''),
    language: z.string().default(''),
  }),
  reply: 'ephemeral',
  async run(input, ask) {
    const query = await parseQuery(ask, input);
    const { hits, total } = await ask.services.articles.search({ ...query, guildId: sightOf(ask), limit: SHOWN });
    const { search: words } = ask.words;
    if (hits.length === 0) return notice(words.none());
    const title = Object.keys(query).length === 0 ? words.newest : words.found(total);
    const blocks: Block[] = [textBlock(md`### ${title}`), ...hits.flatMap((hit) => entryOf(ask, hit))];
    const rest = total - hits.reduce((sum, hit) => sum + 1 + hit.twins.length, 0);
    if (rest > 0) blocks.push(textBlock(subtext(words.more(rest))));
    blocks.push({
      kind: 'select',
      select: {
        placeholder: words.pick,
        action: { command: 'article', action: 'show', args: [] },
        options: hits.map((hit) => ({ label: nameChoice(hit), value: hit.id })),
      },
    });
    return { accent: 'notice', blocks };
  },
  async complete(option, typed, ask) {
    if (option === 'language') return suggestLanguages(ask, typed);
    if (option === 'feed') return suggestFeeds(ask, typed);
    const outlets = await ask.services.articles.suggestOutlets(typed, 25, sightOf(ask));
    return outlets.map((name) => ({ name: name.slice(0, 100), value: name.slice(0, 100) }));
  },
});

/** A hit, and the other outlets with the same text. */
function entryOf(ask: Ask, hit: FoundArticle): readonly Block[] {
  const others = hit.twins.flatMap(({ outlet }) => (outlet && outlet.id !== hit.outlet?.id ? [outlet.name] : []));
  const names = [...new Set(others)];
  if (names.length === 0) return [listEntry(ask, hit)];
  const said = ask.words.search.alsoIn(names.slice(0, TWINS_NAMED), names.length - TWINS_NAMED);
  return [listEntry(ask, hit), textBlock(subtext(said))];
}

/** The question, checked. Throws UserError query-too-long, unknown-feed, bad-date, bad-period or unknown-language. */
async function parseQuery(ask: Ask, input: Record<SearchWords, string>) {
  const [words, outlet, feed, since, until, language] = [
    input.words.trim(),
    input.outlet.trim(),
    input.feed.trim(),
    input.since.trim(),
    input.until.trim(),
    input.language.trim(),
  ];
  const longest = Math.max(words.length, outlet.length, feed.length);
  if (longest > QUERY_MAX) throw new UserError('query-too-long', { length: longest, max: QUERY_MAX });
  const [first, last] = [since && parseDay(since), until && parseDay(until)];
  if (first && last && first > last) throw new UserError('bad-period', { since: first, until: last });
  return {
    ...(words && { words }),
    ...(outlet && { outlet }),
    ...(feed && { feed: (await resolveFeed(ask, feed)).id }),
    ...(first && { since: first }),
    ...(last && { until: last }),
    ...(language && { language: parseLanguage(ask, language) }),
  };
}

function parseDay(value: string): string {
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString();
  } catch (cause) {
    throw new UserError('bad-date', { value: value.slice(0, 40) }, { cause });
  }
}
