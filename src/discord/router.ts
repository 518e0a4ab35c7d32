import { InteractionResponseType } from 'discord.js';
import type { Ask, Command } from '../commands/command.ts';
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import type { Random } from '../ids.ts';
import type { Log } from '../log.ts';
import { localeFor, wordsFor } from '../words/words.ts';
import { answerCall, type Answering, noteRepeated, type NoteShown, openForm, refuse, Stopped } from './answer.ts';
import {
  type AskPermissions,
  askOf,
  type Call,
  callOfCommand,
  callOfPress,
  type Commands,
  type FormCall,
  isManager,
} from './call.ts';
import { completeOption } from './complete.ts';
import { createPresses } from './double-press.ts';
import type { Download } from './download.ts';
import { type CommandInteraction, type Interaction, parseInteraction, readBare } from './interaction.ts';
import type { InteractionApi } from './interaction-api.ts';
import { TIMES } from './limits.ts';
import { mentionCommand } from './mention-command.ts';
import { createRecentIds } from './recent-ids.ts';

export type Router = {
  /** Answers one raw interaction payload; resolves when nothing more will be sent for it. Never throws. */
  handle(payload: unknown): Promise<void>;
  /**
   * Begins nothing more, waits at most `waitMs` for what is under way, then tells those members to try again; so is told,
   * at once, whoever still asks.
   */
  stop(waitMs: number): Promise<void>;
};

export type RouterOptions = {
  commands: readonly Command[];
  /** Passed to commands as it is. */
  services: Ask['services'];
  api: InteractionApi;
  log: Log;
  clock: Clock;
  random: Random;
  botPermissions: AskPermissions;
  download: Download;
  /** Nothing is remembered where left out. */
  noteShown?: NoteShown;
  /** Discord's id of a command, once it is registered. */
  commandId?: (name: string) => string | undefined;
};

/** How long a stop waits for the last words of what it cut short. */
const FAREWELL_MS = 3000;

/** The one way from a raw interaction to its command and back. */
export function createRouter(options: RouterOptions): Router {
  const { api, log, clock, random, services, noteShown = async () => undefined } = options;
  const commands: Commands = new Map(options.commands.map((command) => [command.data.name, command]));
  const seen = createRecentIds(10_000);
  const presses = createPresses(clock);
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  async function answer(from: Interaction): Promise<void> {
    const name = nameOf(from);
    const locale = localeFor(from.locale);
    const done = new AbortController();
    const tooLong = new AbortController();
    const signal = AbortSignal.any([stopping.signal, tooLong.signal]);
    clock.wait(TIMES.workMs, done.signal).then(
      () => tooLong.abort(new Stopped('too-long')),
      () => undefined,
    );
    const to: Answering = { from, name, words: wordsFor(locale), api, log, clock, random, signal, noteShown };
    const { botPermissions: botPermissionsIn } = options;
    const ask = askOf(from, {
      services,
      locale,
      words: to.words,
      now: clock.now(),
      signal,
      botPermissionsIn,
      mention: (path) => mentionCommand(path, { commands, commandId: options.commandId, locale: from.locale }),
      download: (attachment, maxBytes) => options.download(attachment, { maxBytes, signal }),
    });
    try {
      if (isStopped) await sayFarewell(from, to);
      else if (from.type === 4) await complete(from, ask, to);
      else await run(from, ask, to);
    } catch (error) {
      log.error('interaction not handled', { interaction: from.id, name, error });
    } finally {
      done.abort();
    }
  }

  /** Whoever pressed is told, whatever Discord made of it. */
  async function answerUnread(payload: unknown): Promise<void> {
    const from = readBare(payload);
    if (!from || !seen.add(from.id)) return;
    const words = wordsFor(localeFor(from.locale));
    const { signal } = stopping;
    const to: Answering = { from, name: 'unread', words, api, log, clock, random, signal, noteShown };
    await refuse(new Error('The interaction has a shape that is not known'), to);
  }

  async function sayFarewell(from: Interaction, to: Answering): Promise<void> {
    if (from.type !== 4) await refuse(new Stopped('stopping'), to);
  }

  async function run(from: Exclude<Interaction, { type: 4 }>, ask: Ask, to: Answering): Promise<void> {
    const { botPermissions } = options;
    let call: Call | FormCall;
    try {
      call =
        from.type === 2 ? callOfCommand(from, find(from), botPermissions) : callOfPress(from, commands, botPermissions);
    } catch (error) {
      return refuse(error, to);
    }
    // A form has no effect that could come twice.
    if ('open' in call) return openForm(call, ask, to);
    if (from.type === 2) return answerCall(call, ask, to);
    const end = presses.begin(from);
    return end ? answerCall(call, ask, to).finally(end) : noteRepeated(to);
  }

  async function complete(from: CommandInteraction, ask: Ask, to: Answering): Promise<void> {
    const choices = await chooseFor(from, ask).catch((error: unknown) => {
      log.error('completion failed', { interaction: from.id, name: to.name, error });
      return [];
    });
    const answered = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } } as const;
    // A member who types on has closed this one: 10062 is daily business here.
    await api
      .acknowledge(from, answered)
      .catch((error: unknown) => log.debug('choices not shown', { interaction: from.id, name: to.name, error }));
  }

  async function chooseFor(from: CommandInteraction, ask: Ask) {
    const command = commands.get(from.data.name);
    if (!command || (command.requires !== undefined && !isManager(from))) return [];
    return completeOption(from, command, ask, clock);
  }

  function find(from: CommandInteraction): Command {
    const command = commands.get(from.data.name);
    const shown = from.data.target_id === undefined ? `/${from.data.name}` : `“${from.data.name}”`;
    if (!command) throw new UserError('stale-command', { command: shown });
    return command;
  }

  return {
    async handle(payload) {
      const from = understand(payload, log);
      if (!from) return answerUnread(payload);
      // Discord may send an interaction again after a resumed session.
      if (!seen.add(from.id)) return log.info('interaction seen before', { interaction: from.id });
      const work = answer(from);
      underWay.add(work);
      await work.finally(() => underWay.delete(work));
    },
    async stop(waitMs) {
      isStopped = true;
      await within(clock, waitMs, Promise.all(underWay));
      stopping.abort(new Stopped('stopping'));
      await within(clock, FAREWELL_MS, Promise.all(underWay));
    },
  };
}

/** What the log calls an interaction. */
function nameOf(from: Interaction): string {
  if ('custom_id' in from.data) return from.data.custom_id;
  return from.data.target_id === undefined ? `/${from.data.name}` : from.data.name;
}

function understand(payload: unknown, log: Log): Interaction | undefined {
  try {
    return parseInteraction(payload);
  } catch (error) {
    log.warn('interaction not understood', { error });
    return undefined;
  }
}

/** Waits for `work`, at most `ms` milliseconds. */
async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  const late = clock.wait(ms, done.signal).catch(() => undefined);
  await Promise.race([work, late]);
  done.abort();
}
