import { ApplicationCommandType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import * as z from 'zod';
import { type Markdown, md, type Reply, textBlock } from '../reply.ts';
import { explainFinding } from '../words/explain-finding.ts';
import { type Ask, action, command, guildOf } from './command.ts';
import { localize } from './localize.ts';

/** One message holds so many characters of findings; the worst come first. */
const MOST_CHARS = 3_000;
const ORDER = ['broken', 'look', 'fine'] as const;

/** `/doctor`: what works in this server and what does not, each with its mend. Needs Manage Server. */
export const doctorCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.doctor),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  input: z.object({}),
  reply: 'ephemeral',
  requires: 'ManageGuild',
  run: (_input, ask) => examine(ask),
  actions: {
    again: action({ input: z.tuple([]), reply: 'update', requires: 'ManageGuild', run: (_input, ask) => examine(ask) }),
  },
});

async function examine(ask: Ask): Promise<Reply> {
  const { doctor: words } = ask.words;
  const findings = await ask.services.doctor.examine(guildOf(ask));
  const broken = findings.filter(({ state }) => state === 'broken').length;
  const said = broken > 0 ? words.toMend(broken) : words.allFine();
  const lines: Markdown[] = [];
  for (const state of ORDER)
    for (const finding of findings.filter((one) => one.state === state)) {
      const line = md`- **${words.states[state]}** · ${explainFinding(finding, ask.words)}`;
      if ([...lines, line].reduce((sum, { md: text }) => sum + text.length, 0) <= MOST_CHARS) lines.push(line);
    }
  return {
    accent: broken > 0 ? 'problem' : 'notice',
    blocks: [
      textBlock(md`### ${words.title}`, said),
      textBlock(...lines),
      { kind: 'buttons', buttons: [{ label: words.again, action: { command: 'doctor', action: 'again', args: [] } }] },
    ],
  };
}
