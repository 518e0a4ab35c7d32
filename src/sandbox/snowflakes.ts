import type { Clock } from '../clock.ts';

/** Discord's first second, epoch milliseconds (https://docs.discord.com/developers/reference#snowflakes). */
const DISCORD_EPOCH = 1_420_070_400_000n;

/** Makes ids from the (moved) clock; two of one millisecond differ in their low bits and grow. */
export function createSnowflakes(clock: Pick<Clock, 'now'>): () => string {
  let count = 0n;
  return () => {
    const ms = BigInt(Math.floor(clock.now())) - DISCORD_EPOCH;
    count = (count + 1n) & 0x3fffffn;
    return String(((ms > 0n ? ms : 0n) << 22n) | count);
  };
}

/** Whether `a` was made before `b`, as a sort order. */
export function compareIds(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether a text can be an id: Discord's are 17 to 20 digits. */
export function isSnowflake(text: string): boolean {
  return /^\d{17,20}$/.test(text);
}
