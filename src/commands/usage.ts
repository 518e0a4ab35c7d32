import { ApplicationCommandType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import * as z from 'zod';
import { type Block, type Markdown, md, type Reply, subtext, textBlock } from '../reply.ts';
import type { SpendingReport } from '../services/spending.ts';
import { drawChart } from '../services/spending-chart.ts';
import { type Ask, command } from './command.ts';
import { localize } from './localize.ts';
import { amountsOf, capLines, commandLines, priceLine, savedLine, sharedLines, totalLines } from './usage-lines.ts';

const CHART = 'usage.png';

/** `/usage`: what the model cost whoever installed the bot here, what stored texts saved, and what is left of the caps. Needs Manage Server. */
export const usageCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.usage),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  input: z.object({}),
  reply: 'ephemeral',
  requires: 'ManageGuild',
  async run(_input, ask) {
    const report = await ask.services.spending.report({ guildId: ask.guildId ?? '', owners: ask.owners });
    return showUsage(ask, report);
  },
});

function showUsage(ask: Ask, report: SpendingReport): Reply {
  const { usage: words } = ask.words;
  const isUsed = report.days.some(({ calls }) => calls > 0) || report.month.calls > 0;
  const blocks: Block[] = [textBlock(md`### ${words.title}`, ...(isUsed ? totalLines(ask, report) : [words.none()]))];
  if (isUsed) blocks.push({ kind: 'separator' }, textBlock(...commandLines(ask, report)));
  const shared = sharedLines(ask, report);
  if (shared.length > 0) blocks.push(textBlock(...shared));
  if (report.saved.month.texts > 0) blocks.push(textBlock(savedLine(ask, report)));
  blocks.push({ kind: 'separator' }, textBlock(md`**${words.capsTitle}**`, ...capLines(ask, report)));
  if (isUsed) blocks.push({ kind: 'image', file: CHART, alt: describeChart(ask, report) });
  blocks.push(textBlock(...notesOf(ask, report, isUsed).map(subtext)));
  const files = isUsed ? [{ name: CHART, contentType: 'image/png', bytes: drawChart(report.days) }] : [];
  return { accent: 'notice', blocks, files };
}

function notesOf(ask: Ask, report: SpendingReport, isUsed: boolean): readonly Markdown[] {
  const { usage: words } = ask.words;
  return [
    ...(isUsed ? [md`${words.chart}`] : []),
    md`${words.capsNote}`,
    report.model === undefined ? words.noModel() : priceLine(ask, report.model, report.price),
  ];
}

/** What the chart shows, in a sentence. */
function describeChart(ask: Ask, { days }: SpendingReport): string {
  const { number, day } = amountsOf(ask);
  const tokensOf = (one: (typeof days)[number]) => one.tokensIn + one.tokensOut;
  const most = days.reduce((best, one) => (tokensOf(one) > tokensOf(best) ? one : best));
  const total = days.reduce((sum, one) => sum + tokensOf(one), 0);
  const [from = '', to = ''] = [days[0]?.day, days.at(-1)?.day].map((one) => day(one ?? ''));
  return ask.words.usage.chartAlt(from, to, number(total), number(tokensOf(most)), day(most.day));
}
