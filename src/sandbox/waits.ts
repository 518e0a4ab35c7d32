import type { Sandbox } from './contract.ts';
import type { Gateway } from './gateway.ts';
import type { Ground } from './ground.ts';
import { snapshot } from './message-store.ts';

const DEFAULT_TIMEOUT_MS = 15_000;

/** Waiting for the bot and for messages. */
export function createWaits(
  ground: Ground,
  gateway: Gateway,
): Pick<Sandbox, 'waitForBot' | 'botConnected' | 'waitForMessage'> {
  const { commands, messages, world } = ground;
  return {
    botConnected: gateway.isConnected,
    waitForBot(timeoutMs = DEFAULT_TIMEOUT_MS) {
      const isThere = () => (gateway.isConnected() && commands.isRegistered ? true : undefined);
      const watch = (listener: () => void) => {
        const stops = [gateway.onChange(listener), ground.wire.onEntry(listener)];
        return () => stops.forEach((stop) => stop());
      };
      return waitFor(ground, isThere, watch, timeoutMs, 'The bot is not there, or registered no commands').then(
        () => undefined,
      );
    },
    waitForMessage(channel, predicate, timeoutMs = DEFAULT_TIMEOUT_MS) {
      const find = () => messages.list(world.channels.idOf(channel)).map(snapshot).find(predicate);
      const name = typeof channel === 'string' ? `#${channel}` : channel.id;
      return waitFor(ground, find, messages.onChange, timeoutMs, `No such message came to ${name}`);
    },
  };
}

/** What `find` gives, now or at a change within `ms` milliseconds; rejects with `complaint`. */
function waitFor<Value>(
  { clock, ended }: Ground,
  find: () => Value | undefined,
  watch: (listener: () => void) => () => void,
  ms: number,
  complaint: string,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const check = () => {
      const value = find();
      if (value === undefined) return;
      stop();
      done.abort();
      resolve(value);
    };
    const stop = watch(check);
    check();
    if (done.signal.aborted) return;
    const giveUp = () => {
      stop();
      if (!done.signal.aborted) reject(new Error(`${complaint} within ${ms} ms.`));
    };
    clock.wait(ms, AbortSignal.any([done.signal, ended])).then(giveUp, giveUp);
  });
}
