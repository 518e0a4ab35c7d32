import { ApplicationCommandType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import * as z from 'zod';
import { type Block, type Button, type Markdown, md, type Reply, subtext, textBlock } from '../reply.ts';
import { explainFinding } from '../words/explain-finding.ts';
import type { Finding, FindingState } from '../words/finding.ts';
import { type Ask, action, command, guildOf } from './command.ts';
import { localize } from './localize.ts';

/** One message holds so many characters of findings; the worst come first. */
const MOST_CHARS = 3_000;

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
    /** One tiny request to the model, at this server's expense. */
    model: action({
      input: z.tuple([]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async (_input, ask) => examine(ask, await askModel(ask)),
    }),
  },
});

/** `asked`: what came of asking the model, which is done on a press alone. */
async function examine(ask: Ask, asked?: Finding): Promise<Reply> {
  const { doctor: words } = ask.words;
  const findings = [...(asked ? [asked] : []), ...(await ask.services.doctor.examine(guildOf(ask)))];
  const broken = findings.filter(({ state }) => state === 'broken').length;
  return {
    accent: broken > 0 ? 'problem' : 'notice',
    blocks: [
      textBlock(md`### ${words.title}`, broken > 0 ? words.toMend(broken) : words.allFine()),
      ...findingBlocks(ask, findings),
      { kind: 'buttons', buttons: buttonsOf(ask) },
    ],
  };
}

/** What is to be mended and looked at, a point each; what works, in small letters below. */
function findingBlocks(ask: Ask, findings: readonly Finding[]): readonly Block[] {
  const { states } = ask.words.doctor;
  const explain = (state: FindingState) =>
    findings.filter((one) => one.state === state).map((one) => explainFinding(one, ask.words));
  const points = (['broken', 'look'] as const).flatMap((state) =>
    explain(state).map((text) => md`- **${states[state]}** · ${text}`),
  );
  const [shown, left] = fit(points, MOST_CHARS);
  const [fine] = fit(explain('fine').map(subtext), left);
  return [textBlock(...shown), ...(fine.length === 0 ? [] : [textBlock(md`**${states.fine}**`, ...fine)])];
}

/** The first lines that fit into `room` characters, and the room that they leave. */
function fit(lines: readonly Markdown[], room: number): readonly [shown: readonly Markdown[], left: number] {
  const shown: Markdown[] = [];
  let left = room;
  for (const line of lines) {
    left -= line.md.length;
    if (left < 0) return [shown, 0];
    shown.push(line);
  }
  return [shown, left];
}

function buttonsOf({ words: { doctor }, services }: Ask): readonly Button[] {
  const to = (name: string) => ({ command: 'doctor', action: name, args: [] });
  const again = { label: doctor.again, action: to('again') };
  return services.model === undefined ? [again] : [again, { label: doctor.askModel, action: to('model') }];
}

async function askModel(ask: Ask): Promise<Finding> {
  const asker = { command: 'doctor', guildId: guildOf(ask), userId: ask.userId, owners: ask.owners };
  return ask.services.doctor.askModel(asker, ask.signal);
}
