import { type APIInteractionResponse, InteractionResponseType, MessageFlags } from 'discord.js';
import type { Answer, Ask } from '../commands/command.ts';
import type { Clock } from '../clock.ts';
import { AnswerInstead, UserError } from '../errors.ts';
import { newId, type Random } from '../ids.ts';
import type { Log } from '../log.ts';
import { notice, type Reply } from '../reply.ts';
import { explainError, type Words } from '../words/words.ts';
import type { Call, FormCall, Showing } from './call.ts';
import { drawForm } from './form.ts';
import { channelOf, type Interaction, userOf } from './interaction.ts';
import { type InteractionApi, isGone, isRefusal } from './interaction-api.ts';
import { showInterims } from './interims.ts';
import { render, renderPlain } from './render.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Why work on an interaction was given up. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly why: 'too-long' | 'stopping';

  constructor(why: Stopped['why']) {
    super(why);
    this.why = why;
  }
}

/** Remembers which article was shown where, and to whom. */
export type NoteShown = (shown: {
  articleId: string;
  channelId: string;
  userId: string;
  isPublic: boolean;
}) => Promise<void>;

/** What it takes to answer one interaction. `name` is what the log calls it. */
export type Answering = {
  from: Interaction;
  name: string;
  words: Words;
  api: InteractionApi;
  log: Log;
  clock: Clock;
  random: Random;
  signal: AbortSignal;
  /** Told of an article that a reply has shown; never awaited by a member. */
  noteShown: NoteShown;
};

const ACKNOWLEDGEMENTS: Record<Showing, APIInteractionResponse> = {
  ephemeral: {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  },
  public: { type: InteractionResponseType.DeferredChannelMessageWithSource },
  update: { type: InteractionResponseType.DeferredMessageUpdate },
};

/**
 * Defers, runs, shows the interim replies and the last one. Never throws and never leaves a member waiting: a UserError
 * shows its sentence, anything else a number that the log has too.
 */
export async function answerCall(call: Call, ask: Ask, to: Answering): Promise<void> {
  if (!(await acknowledge(ACKNOWLEDGEMENTS[call.showing], to))) return;
  const show = (reply: Reply) => to.api.edit(to.from, render(reply));
  try {
    const last = await unlessAborted(to.signal, async () =>
      settle((await call.run(ask)).answer, (reply) => show(reply), to),
    );
    await show(last);
    await noteAbout(last, call.showing, to);
  } catch (error) {
    await showProblem(error, call.showing, to);
  }
}

/** The reply is there already: a failure here is nobody's but the operator's. */
async function noteAbout({ about }: Reply, showing: Showing, to: Answering): Promise<void> {
  if (about === undefined) return;
  const shown = { articleId: about, channelId: channelOf(to.from), userId: userOf(to.from) };
  await to
    .noteShown({ ...shown, isPublic: showing === 'public' })
    .catch((error: unknown) => to.log.warn('shown article not noted', { interaction: to.from.id, error }));
}

/** Answers at once with a private problem: for what is refused before any work. */
export async function refuse(error: unknown, to: Answering): Promise<void> {
  await answerNow(problem(error, to), to);
}

/** Takes note of a press that only repeats the last one: its answer is that one's. */
export async function noteRepeated(to: Answering): Promise<void> {
  to.log.info('press repeated', { interaction: to.from.id, name: to.name });
  await acknowledge(ACKNOWLEDGEMENTS.update, to);
}

/** Opens a form; where that fails, the member is told in its place. Never throws. */
export async function openForm(call: FormCall, ask: Ask, to: Answering): Promise<void> {
  try {
    await to.api.acknowledge(to.from, { type: InteractionResponseType.Modal, data: drawForm(call.open(ask)) });
  } catch (error) {
    if (isGone(error)) noteGone(error, to);
    else await refuse(error, to);
  }
}

async function answerNow(reply: Reply, to: Answering): Promise<void> {
  const { body } = render({ ...reply, files: [] });
  const data = { ...body, flags: body.flags | MessageFlags.Ephemeral, attachments: [] };
  await acknowledge({ type: InteractionResponseType.ChannelMessageWithSource, data }, to);
}

/** Whether Discord took it; otherwise nobody waits for more. */
async function acknowledge(answer: APIInteractionResponse, to: Answering): Promise<boolean> {
  try {
    await to.api.acknowledge(to.from, answer);
    return true;
  } catch (error) {
    to.log.warn('interaction not acknowledged', { interaction: to.from.id, name: to.name, error });
    return false;
  }
}

function settle(answer: Answer, show: (reply: Reply) => Promise<void>, to: Answering): Promise<Reply> {
  if (!('next' in answer)) return answer;
  return showInterims(answer, {
    clock: to.clock,
    signal: to.signal,
    async show(reply) {
      await show(reply).catch((error: unknown) =>
        to.log.warn('interim reply not shown', { interaction: to.from.id, name: to.name, error }),
      );
    },
  });
}

/** A problem takes the place of a deferred answer; where the pressed message would be lost by that, it is told beside it. */
async function showProblem(error: unknown, showing: Showing, to: Answering): Promise<void> {
  if (isGone(error)) return noteGone(error, to);
  const rendered = isRefusal(error) ? undefined : render(problem(error, to));
  try {
    // Refused for its content: say so in the plainest message there is.
    const message = rendered ?? renderPlain(problemText(error, to));
    if (showing === 'update') await to.api.followUp(to.from, message);
    else await to.api.edit(to.from, message);
  } catch (second) {
    if (isGone(second)) return noteGone(second, to);
    to.log.error('interaction left without an answer', { interaction: to.from.id, name: to.name, error: second });
  }
}

function noteGone(error: unknown, to: Answering): void {
  to.log.warn('interaction gone', { interaction: to.from.id, name: to.name, error });
}

function problemText(error: unknown, to: Answering): string {
  const [block] = problem(error, to).blocks;
  return block?.kind === 'text' ? block.text.md : '…';
}

function problem(error: unknown, to: Answering): Reply {
  if (error instanceof AnswerInstead) return error.reply;
  if (error instanceof UserError) return notice(explainError(error, to.words), 'problem');
  const reason = to.signal.aborted ? to.signal.reason : error;
  if (reason instanceof Stopped) {
    to.log.warn('interaction given up', { interaction: to.from.id, name: to.name, why: reason.why });
    return notice(to.words.discord[reason.why](), 'problem');
  }
  const id = newId(to.random);
  to.log.error('interaction failed', { id, interaction: to.from.id, name: to.name, error });
  return notice(to.words.errors.unexpected({ id }), 'problem');
}
