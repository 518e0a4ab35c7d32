import { renderMessageAsText, type SandboxMessage } from '../../sandbox/sandbox.ts';
import type { SandboxBot } from '../sandbox-bot.ts';
import type { Stage } from './stage.ts';

export type Price = { in: number; out: number };

/** What both acts are given. */
export type Play = {
  stage: Stage;
  running: SandboxBot;
  /** The stored article as its import file has it. */
  stored: { title: string; text: string; english: { title: string; body: readonly string[] } };
  /** Runs `kiosque import` on the second article; gives what it printed. */
  importSecond(): Promise<string>;
  /** US dollars per million tokens, where they were given. */
  price: Price | undefined;
  /** Runs `kiosque usage --json`. */
  usage(): Promise<readonly { calls: number; failed: number; tokensIn: number; tokensOut: number }[]>;
};

/** A message as a reader sees it, no line wrapped. */
export function textOf(message: SandboxMessage | null): string {
  return message ? renderMessageAsText(message, { width: Infinity }) : '';
}

/** What a message shows as quotations. */
export function quotesOf(message: SandboxMessage | null): readonly string[] {
  return textOf(message)
    .split('\n')
    .filter((line) => line.startsWith('> '))
    .map((line) => line.slice(2));
}

/** Whether there are quotes and each stands in the text word for word. */
export function areVerbatim(quotes: readonly string[], text: string): boolean {
  return quotes.length > 0 && quotes.every((quote) => text.includes(quote));
}
