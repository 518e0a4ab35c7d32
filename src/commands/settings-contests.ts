import * as z from 'zod';
import {
  type Block,
  type Button,
  cutText,
  escapeMarkdown,
  type Markdown,
  md,
  type Reply,
  subtext,
  textBlock,
  timestamp,
} from '../reply.ts';
import { type Contest, nameReason } from '../services/contests.ts';
import { pageButtons, pageNumber } from './article.ts';
import { type Ask, action, guildOf } from './command.ts';
import { pickPage } from './paging.ts';

/** Each may have 500 characters of its own. */
const CONTESTS_ON_PAGE = 4;
/** Of those words as Discord is sent them, and of an outlet's name: one member's markup leaves room for the words of others. */
const ESCAPED_CHARS = 700;
const NAME_SHOWN_CHARS = 80;
/** Discord's limit for the name of an option. */
const NAME_CHARS = 100;

/** Actions of /settings on what members say against outlets' cards. */
export const contestListActions = {
  /** `[page]` */
  contests: action({
    input: z.tuple([pageNumber]),
    reply: 'update',
    requires: 'ManageGuild',
    run: ([page], ask) => showContests(ask, page),
  }),
  /** A choice in the select: `[page, contest id]`. */
  'contest-close': action({
    input: z.tuple([pageNumber, z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    run: ([page, id], ask) => markContest(ask, page, { id, as: 'done' }),
  }),
  'contest-reopen': action({
    input: z.tuple([pageNumber, z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    run: ([page, id], ask) => markContest(ask, page, { id, as: 'open' }),
  }),
};

/** The way to the list, where it is not empty. */
export async function contestListButtons(ask: Ask): Promise<readonly Button[]> {
  const open = await ask.services.contests.list(guildOf(ask));
  if (open.length === 0) return [];
  const list = { command: 'settings', action: 'contests', args: ['1'] };
  return [{ label: ask.words.contests.button(open.length), action: list }];
}

async function markContest(ask: Ask, page: number, { id, as }: { id: string; as: 'done' | 'open' }): Promise<Reply> {
  const { contests: words } = ask.words;
  const { contests } = ask.services;
  const guildId = guildOf(ask);
  const named = async () => (await contests.list(guildId)).find((one) => one.id === id)?.outletName ?? '';
  const before = as === 'done' ? await named() : '';
  if (!(await contests.mark(guildId, id, as))) return showContests(ask, page, { said: words.gone() });
  if (as === 'open') return showContests(ask, page, { said: words.reopened(await named()) });
  const undo = { command: 'settings', action: 'contest-reopen', args: [String(page), id] };
  return showContests(ask, page, { said: words.closed(before), undo });
}

/** A page of what members of this server say, the oldest first; a select closes one. `said`: what was just done, with its way back. */
async function showContests(
  ask: Ask,
  wanted: number,
  { said, undo }: { said?: Markdown; undo?: Button['action'] } = {},
): Promise<Reply> {
  const { contests: words, settings } = ask.words;
  const open = await ask.services.contests.list(guildOf(ask));
  const pages = Array.from({ length: Math.ceil(open.length / CONTESTS_ON_PAGE) }, (_, page) =>
    open.slice(page * CONTESTS_ON_PAGE, (page + 1) * CONTESTS_ON_PAGE),
  );
  const { page = [], number } = pickPage(pages, wanted);
  const row: readonly Button[] = [
    ...(undo ? [{ label: settings.undo, style: 'primary', action: undo } as const] : []),
    { label: words.settings, action: { command: 'settings', action: 'show', args: [] } },
    ...pageButtons(ask, { command: 'settings', action: 'contests', args: [] }, number, pages.length),
  ];
  return {
    accent: 'notice',
    blocks: [
      ...(said ? [textBlock(said)] : []),
      textBlock(md`### ${words.title}`, open.length === 0 ? words.none() : subtext(md`${words.about}`)),
      ...page.map((contest) => describeContest(ask, contest)),
      pickContest(ask, number, page),
      { kind: 'buttons', buttons: row },
    ],
  };
}

function describeContest(ask: Ask, contest: Contest): Block {
  const reason = nameReason(ask.words.contest.reasons, contest.said);
  const name = cutText(contest.outletName, NAME_SHOWN_CHARS);
  const line = md`**${name}** · ${reason} · ${timestamp(contest.writtenAt, 'd')}`;
  return textBlock(line, ...(contest.words === null ? [] : [ask.words.contests.said(fitWords(contest.words))]));
}

/** Escaped, a text is at most twice as long. */
function fitWords(words: string): string {
  return escapeMarkdown(words).length <= ESCAPED_CHARS ? words : cutText(words, ESCAPED_CHARS / 2);
}

function pickContest(ask: Ask, page: number, shown: readonly Contest[]): Block {
  const { contest: words, contests } = ask.words;
  const name = ({ outletName, said }: Contest) => `${outletName} · ${nameReason(words.reasons, said)}`;
  const options = shown.map((one) => ({ label: cutText(name(one), NAME_CHARS), value: one.id }));
  const close = { command: 'settings', action: 'contest-close', args: [String(page)] };
  return { kind: 'select', select: { placeholder: contests.pick, action: close, options } };
}
