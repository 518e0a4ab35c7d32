import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import { type Markdown, notice } from '../reply.ts';
import type { Added, AddRefusal } from '../services/adding.ts';
import { showArticle } from './article.ts';
import { type Ask, type AttachmentOption, attachmentOption, command, guildOf, mayManage } from './command.ts';
import { localize } from './localize.ts';
import { parseAddress } from './address-option.ts';
import { checkAdder } from './settings.ts';
import { passGate } from './source-gate.ts';
import { explainSource } from '../words/explain-source.ts';

/** A text of 2 MB is a thick book. */
const FILE_BYTES = 2_000_000;

/**
 * `/add`: one article for this server, from an address or a file. Every member may, at a pace, where /settings does not keep it
 * to managers. In a direct message there is no server whose news it would be.
 */
export const addCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.add),
    contexts: [InteractionContextType.Guild],
    // Where the bot is no member there is no server whose news it would be.
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      { ...localize((words) => words.commands.add.address), type: ApplicationCommandOptionType.String },
      { ...localize((words) => words.commands.add.file), type: ApplicationCommandOptionType.Attachment },
    ],
  },
  input: z.object({ address: z.string().default(''), file: attachmentOption.optional() }),
  reply: 'ephemeral',
  async run({ address, file }, ask) {
    const isAddress = address.trim() !== '';
    if (isAddress === (file !== undefined)) throw new UserError('add-what', {});
    const by = { guildId: guildOf(ask), memberId: ask.userId };
    const page = file ? undefined : parseAddress(address);
    await checkAdder(ask);
    await ask.services.addPace.check({ ...by, isManager: mayManage(ask) });
    const added =
      page === undefined ? await addFile(ask, file, by) : await ask.services.adding.addPage(page, by, ask.signal);
    if (added.outcome === 'refused') return notice(explainRefusal(ask, added.why), 'problem');
    await passGate(ask, added.article);
    const said = ask.words.add.outcome[added.outcome]();
    return showArticle(ask, added.article, { page: 1, shared: false, said });
  },
});

async function addFile(
  ask: Ask,
  file: AttachmentOption | undefined,
  by: { guildId: string; memberId: string },
): Promise<Added> {
  if (!file) throw new UserError('add-what', {});
  const { name, contentType } = file;
  const bytes = await ask.download(file, FILE_BYTES);
  return ask.services.adding.addFile({ name, contentType, bytes }, by);
}

/** Why nothing was stored, with the next step. */
export function explainRefusal(ask: Ask, why: AddRefusal): Markdown {
  const { refused } = ask.words.add;
  if (why.kind === 'source') return explainSource(ask.words, why.problem);
  return why.kind === 'file-size' ? refused['file-size'](why.bytes, why.max) : refused[why.kind]();
}
