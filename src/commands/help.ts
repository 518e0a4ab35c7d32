import { ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import { type Block, md, type Reply, textBlock } from '../reply.ts';
import type { Words } from '../words/words.ts';
import { subtext } from './article-card.ts';
import { type Ask, action, command, mayManage } from './command.ts';
import { localize } from './localize.ts';

const PAGES = ['commands', 'privacy', 'licenses'] as const;
type Page = (typeof PAGES)[number];
type Described = { name: string; description: string };

/** What everybody may use, and what only who manages the server: by English name, with how each is described. */
const READERS: readonly (readonly [string, (labels: Words['commands']) => Described])[] = [
  ['article', (labels) => labels.article],
  ['search', (labels) => labels.search],
  ['summary', (labels) => labels.summary],
  ['translate', (labels) => labels.translate],
  ['who-says', (labels) => labels.whoSays],
  ['ask', (labels) => labels.ask],
  ['add', (labels) => labels.add],
];
const MANAGERS: typeof READERS = [
  ['digest', (labels) => labels.digest],
  ['feed', (labels) => labels.feed],
  ['settings', (labels) => labels.settings],
  ['usage', (labels) => labels.usage],
  ['doctor', (labels) => labels.doctor],
];

/** `/help`: what there is, what is kept of members, and whose work it is: three pages, a select between them. */
export const helpCommand = command({
  data: { type: ApplicationCommandType.ChatInput, ...localize((words) => words.commands.help) },
  input: z.object({}),
  reply: 'ephemeral',
  run: async (_input, ask) => showHelp(ask, 'commands'),
  actions: {
    page: action({
      input: z.tuple([z.enum(PAGES)]),
      reply: 'update',
      run: async ([page], ask) => showHelp(ask, page),
    }),
  },
});

function showHelp(ask: Ask, page: Page): Reply {
  const { help: words } = ask.words;
  const options = PAGES.map((value) => ({ label: words.pages[value], value, selected: value === page }));
  const select = { placeholder: words.pick, action: { command: 'help', action: 'page', args: [] }, options };
  return { accent: 'notice', blocks: [...BLOCKS[page](ask), { kind: 'select', select }] };
}

const BLOCKS: Record<Page, (ask: Ask) => readonly Block[]> = {
  commands(ask) {
    const { help: words } = ask.words;
    const managers = mayManage(ask) ? [textBlock(md`**${words.forManagers}**`, ...linesOf(ask, MANAGERS))] : [];
    return [
      textBlock(md`### ${words.title}`, words.what()),
      textBlock(...linesOf(ask, READERS), subtext(words.menu())),
      ...managers,
    ];
  },
  privacy(ask) {
    const { help: words } = ask.words;
    const forget = { label: words.forget, action: { command: 'translate', action: 'forget', args: [] } };
    return [
      textBlock(md`### ${words.pages.privacy}`, words.reads()),
      textBlock(md`**${words.keptTitle}**`, ...words.kept().map((line) => md`- ${line}`)),
      textBlock(words.model(ask.services.model)),
      { kind: 'buttons', buttons: [forget] },
    ];
  },
  licenses(ask) {
    const { help: words } = ask.words;
    return [textBlock(md`### ${words.pages.licenses}`, ...words.licenses().map((line) => md`- ${line}`))];
  },
};

/**
 * A mention shows the English name in every language, and only that one can be pressed
 * (https://github.com/discord/discord-api-docs/issues/5518): where the reader types another, it stands beside.
 */
function linesOf(ask: Ask, list: typeof READERS) {
  return list.map(([name, pick]) => {
    const { name: typed, description } = pick(ask.words.commands);
    const mention = ask.mention(name);
    const isSaid = typed === name || mention.md === `/${typed}`;
    return isSaid ? md`${mention} – ${description}` : md`${mention} (/${typed}) – ${description}`;
  });
}
