import { ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import { type Block, joinMarkdown, type Markdown, md, type Reply, subtext, textBlock } from '../reply.ts';
import type { Words } from '../words/words.ts';
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
    const managers = mayManage(ask) ? [textBlock(md`**${words.forManagers}**`, managerLine(ask))] : [];
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

function linesOf(ask: Ask, list: typeof READERS): readonly Markdown[] {
  return list.map(([name, pick]) => {
    const described = pick(ask.words.commands);
    return md`${nameCommand(ask, name, described)} – ${described.description}`;
  });
}

/** By name alone, in a line or two: with what each does a page would not fit a phone, and Discord says that when it is pressed. */
function managerLine(ask: Ask): Markdown {
  const named = MANAGERS.map(([name, pick]) => nameCommand(ask, name, pick(ask.words.commands)));
  return joinMarkdown(named, ' · ');
}

/**
 * A mention shows the English name in every language, and only that one can be pressed
 * (https://github.com/discord/discord-api-docs/issues/5518): where the reader types another, it stands beside.
 */
function nameCommand(ask: Ask, name: string, { name: typed }: Described): Markdown {
  const mention = ask.mention(name);
  return typed === name || mention.md === `/${typed}` ? mention : md`${mention} (/${typed})`;
}
