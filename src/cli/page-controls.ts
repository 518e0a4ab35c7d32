import type { BotState } from '../sandbox/page-protocol.ts';
import type { ControlDeed, PageControls } from '../sandbox/page-state.ts';
import { createPageBreakages } from './page-controls-breakages.ts';
import { createNextDigest } from './page-controls-digest.ts';
import type { RunningBot } from './page-controls-host.ts';
import { createStandInControl } from './page-controls-stand-in.ts';

const ZONE = 'Europe/Paris';
const BEFORE_MS = 5 * 60_000;

/** The page's panel: moves the clock, breaks things, kills the bot, starts the stand-in. `stop` ends what it started. */
export function createPageControls(
  running: RunningBot,
  databasePath: string,
): PageControls & { stop(): Promise<void> } {
  const { sandbox, clock, moveClock } = running;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const breakages = createPageBreakages(sandbox, tell);
  const standIn = createStandInControl(running);
  const digest = createNextDigest({ databasePath, clock, guildId: sandbox.ids.guild, tell });
  const isReady = () => stateOf(running) === 'ready';
  /** A reply may have created a digest, a post may have been one, a restart may have done either. */
  const look = () => {
    if (isReady()) digest.look();
    tell();
  };
  const stops = [running.onMove(look), sandbox.onChange(look)];

  async function perform(deed: ControlDeed): Promise<string | undefined> {
    switch (deed.do) {
      case 'move-clock':
        moveClock(deed.ms);
        return undefined;
      case 'to-next-digest': {
        const dueAt = isReady() ? await digest.find() : null;
        if (dueAt === null) return 'No digest is due: a manager makes one with /digest create.';
        moveClock(dueAt - clock.now());
        return undefined;
      }
      case 'to-clock-change':
        moveClock(findClockChange(deed.which, clock.now() + BEFORE_MS) - BEFORE_MS - clock.now());
        return undefined;
      case 'break':
        breakages.set(deed.what, deed.on);
        return undefined;
      case 'stand-in':
        await standIn.set(deed.mode);
        tell();
        return undefined;
      case 'kill':
        await running.restart();
        return undefined;
    }
  }

  return {
    state: () => ({
      bot: stateOf(running),
      standIn: standIn.state(),
      breakages: breakages.list(),
      clock: { offsetMs: running.offsetMs(), nextDigestAt: digest.known() },
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    perform,
    async stop() {
      for (const stop of stops) stop();
      breakages.stop();
      await Promise.all([digest.stop(), standIn.stop()]);
    },
  };
}

function stateOf({ isUp, sandbox }: RunningBot): BotState {
  if (!isUp()) return 'stopped';
  return sandbox.botConnected() && sandbox.commands().length > 0 ? 'ready' : 'starting';
}

/** The first instant after `fromMs` at which clocks in Paris go forward (spring) or back (autumn), epoch milliseconds. */
export function findClockChange(which: 'spring' | 'autumn', fromMs: number): number {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(ZONE);
  const first = from.getTimeZoneTransition('next');
  const second = first?.getTimeZoneTransition('next');
  for (const change of [first, second]) {
    if (!change) continue;
    const isForward = change.offsetNanoseconds > change.subtract({ seconds: 1 }).offsetNanoseconds;
    if (isForward === (which === 'spring')) return change.epochMilliseconds;
  }
  throw new Error(`${ZONE} changes its clocks no more`);
}
