import {
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord.js';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import { type Block, md, notice, textBlock } from '../reply.ts';
import { listEntry } from './article.ts';
import { nameChoice } from './article-option.ts';
import { type Ask, command } from './command.ts';
import { parseLanguage, suggestLanguages } from './language-option.ts';
import { localize } from './localize.ts';
import { subtext } from './article-card.ts';

/** What one message shows well on a phone; the rest is a matter of a better question. */
const SHOWN = 8;
const QUERY_MAX = 200;

type SearchWords = 'words' | 'outlet' | 'since' | 'language';

const optionData = (
  name: SearchWords,
  rest: { autocomplete?: true; max_length?: number } = {},
): APIApplicationCommandStringOption => ({
  ...localize((words) => words.commands.search[name]),
  type: ApplicationCommandOptionType.String,
  ...rest,
});

/** `/search`: stored articles by words, outlet, day and language, and a select to read one. */
export const searchCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.search),
    options: [
      optionData('words', { max_length: QUERY_MAX }),
      optionData('outlet', { autocomplete: true }),
      optionData('since'),
      optionData('language', { autocomplete: true }),
    ],
  },
  input: z.object({
    words: z.string().default(''),
    outlet: z.string().default(''),
    since: z.string().default(''),
    language: z.string().default(''),
  }),
  reply: 'ephemeral',
  async run(input, ask) {
    const query = parseQuery(ask, input);
    const { hits, total } = await ask.services.articles.search({ ...query, limit: SHOWN });
    const { search: words } = ask.words;
    if (hits.length === 0) return notice(words.none());
    const blocks: Block[] = [textBlock(md`### ${words.found(total)}`), ...hits.map((hit) => listEntry(ask, hit))];
    if (total > hits.length) blocks.push(textBlock(subtext(words.more(total - hits.length))));
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
    const outlets = await ask.services.articles.suggestOutlets(typed, 25);
    return outlets.map((name) => ({ name: name.slice(0, 100), value: name.slice(0, 100) }));
  },
});

/** The question, checked. Throws UserError query-empty, query-too-long, bad-date or unknown-language. */
function parseQuery(ask: Ask, input: Record<SearchWords, string>) {
  const [words, outlet, since, language] = [input.words, input.outlet, input.since, input.language].map((value) =>
    value.trim(),
  );
  const longest = Math.max(words?.length ?? 0, outlet?.length ?? 0);
  if (longest > QUERY_MAX) throw new UserError('query-too-long', { length: longest, max: QUERY_MAX });
  if (!words && !outlet && !since && !language) throw new UserError('query-empty', {});
  return {
    ...(words && { words }),
    ...(outlet && { outlet }),
    ...(since && { since: parseDay(since) }),
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
