import { openNewsroom } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { createDelivery, type Delivery } from '../../src/discord/deliver.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { createTeller } from '../../src/discord/tell-admin.ts';
import type { Random } from '../../src/ids.ts';
import { type DrivenClock, turn } from './crash-clock.ts';
import { bury, type Life, mortalCall, openMortal } from './crash-life.ts';
import { recordingLog } from './interactions.ts';

export const BOT_TOKEN = 'crash-harness';
/**
 * Without an answer for so long, in real time, a request has failed; in production 15 seconds. Where Discord may leave one
 * hanging each costs a wait; where it does not, a busy machine must not look like one.
 */
const TIMEOUT_MS = { storm: 120, calm: 10_000 } as const;
/** Nothing happened for so long, in real time: what is under way waits for the clock. */
const STALLED_MS = 15;

export type Office = Pick<Delivery, 'post' | 'find' | 'publish' | 'mayPost'>;

/** The bot without its gateway: the newsroom of app.ts and the delivery to Discord, in this process and mortal. */
export type BotProcess = Awaited<ReturnType<typeof startProcess>>;

/** Starts the bot on a database file. Throws when it dies or fails on the way. */
export async function startProcess(given: {
  path: string;
  apiUrl: string;
  adminChannel: string;
  clock: DrivenClock;
  random: Random;
  life: Life;
  sky?: keyof typeof TIMEOUT_MS;
}) {
  const { life, random } = given;
  const clock = given.clock.of(life);
  const { log, events } = recordingLog();
  const config = parseConfig({
    DISCORD_TOKEN: BOT_TOKEN,
    DISCORD_API_URL: given.apiUrl,
    DATABASE_URL: given.path,
    ADMIN_CHANNEL: given.adminChannel,
    SEED_ARTICLE: 'off',
  });
  const timeoutMs = TIMEOUT_MS[given.sky ?? 'calm'];
  const delivery = createDelivery({ token: BOT_TOKEN, apiUrl: given.apiUrl, clock, log, timeoutMs });
  const office = mortalOffice(life, delivery);
  const tellAdmin = createTeller(office, { channelId: given.adminChannel, random });
  try {
    const newsroom = await openMortal(life, () =>
      openNewsroom({ config, clock, random, log }, { renderParts, office, tellAdmin }),
    );
    return { ...newsroom, ground: { db: newsroom.db, clock, random }, events, life, end: () => end(life, delivery) };
  } catch (error) {
    end(life, delivery);
    throw error;
  }
}

function end(life: Life, delivery: Delivery): void {
  delivery.stop();
  bury(life);
}

/** Wakes the planner and drives the clock until its round is over: time passes when all that is under way waits for it. */
export async function runRound(process: BotProcess, clock: DrivenClock): Promise<void> {
  const over = new AbortController();
  const round = process.planner.runOnce().finally(() => over.abort());
  let seen = process.life.steps();
  let since = performance.now();
  while (!over.signal.aborted && !process.life.isDead) {
    await turn();
    if (process.life.steps() !== seen) {
      seen = process.life.steps();
      since = performance.now();
    } else if (performance.now() - since > STALLED_MS) {
      clock.wakeNext();
      since = performance.now();
    }
  }
  // What is left of a dead process falls over its own steps.
  await round;
}

function mortalOffice(life: Life, delivery: Delivery): Office {
  const signalOf = (signal: AbortSignal) => AbortSignal.any([signal, life.signal]);
  return {
    post: (part) => mortalCall(life, () => delivery.post({ ...part, signal: signalOf(part.signal) })),
    find: (sought) => mortalCall(life, () => delivery.find({ ...sought, signal: signalOf(sought.signal) })),
    publish: (message) => mortalCall(life, () => delivery.publish({ ...message, signal: signalOf(message.signal) })),
    mayPost: (channelId) => mortalCall(life, () => delivery.mayPost(channelId)),
  };
}
