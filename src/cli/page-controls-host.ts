import type { Clock } from '../clock.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { BotChild } from './bot-child.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A sandbox with the real bot beside it, and what can be done to both. */
export type RunningBot = {
  sandbox: Sandbox;
  bot: BotChild;
  /** Whether its process is there, and not about to be killed. */
  isUp(): boolean;
  /** The one clock of both: the machine's, moved. */
  clock: Clock;
  /** How far it stands from the machine's, milliseconds. */
  offsetMs(): number;
  /** Moves the wall clock on by `ms` milliseconds, for the sandbox and the bot alike. */
  moveClock(ms: number): void;
  /**
   * kill -9, and a new start; `changes` replace settings of its environment from then on, until the next changes. One at a
   * time. Rejects with the bot's last words when it does not come back.
   */
  restart(changes?: Environment): Promise<void>;
  /** Calls back when the bot's process starts or ends, and when the clock moves; gives the way to stop. */
  onMove(listener: () => void): () => void;
};
