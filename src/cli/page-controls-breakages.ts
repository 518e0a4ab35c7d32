import type { BreakageRule } from '../sandbox/contract.ts';
import type { BreakageName } from '../sandbox/page-protocol.ts';
import { PERMISSIONS } from '../sandbox/permissions.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

export type PageBreakages = {
  /** Breaks it, or takes that back. */
  set(name: BreakageName, on: boolean): void;
  /** Those that are on: a broken answer is until it was given. */
  list(): readonly BreakageName[];
  stop(): void;
};

const NEXT_POST = { method: 'POST', route: /^\/channels\/\d+\/messages$/, times: 1 };
const WAIT_SECONDS = 2;

const RULES: Readonly<Record<Exclude<BreakageName, 'no-permission'>, BreakageRule>> = {
  'discord-500': { ...NEXT_POST, act: { status: 500 } },
  'discord-429': {
    ...NEXT_POST,
    act: {
      status: 429,
      headers: { 'retry-after': String(WAIT_SECONDS) },
      body: { message: 'You are being rate limited.', retry_after: WAIT_SECONDS, global: false },
    },
  },
  // The message is stored: the bot has to find that out by itself. The connection ends, so that nobody waits for a timeout.
  'discord-no-answer': { ...NEXT_POST, act: 'withhold-drop' },
};

const MAY_NOT_WRITE =
  PERMISSIONS.viewChannel | PERMISSIONS.embedLinks | PERMISSIONS.attachFiles | PERMISSIONS.readMessageHistory;

/** What a visitor breaks of Discord, each once: the next message to a channel, or the right to write in #news. */
export function createPageBreakages({ breakages, wire }: Sandbox, tell: () => void): PageBreakages {
  const rules = new Map<BreakageName, ReturnType<typeof breakages.add>>();
  let mayWrite = true;
  const stop = wire.onEntry(() => {
    for (const [name, { hits }] of rules) {
      if (hits() === 0) continue;
      rules.delete(name);
      tell();
    }
  });
  return {
    set(name, on) {
      if (name === 'no-permission') {
        mayWrite = !on;
        breakages.setPermissions('news', on ? MAY_NOT_WRITE : null);
      } else {
        rules.get(name)?.remove();
        rules.delete(name);
        if (on) rules.set(name, breakages.add(RULES[name]));
      }
      tell();
    },
    list: () => [...rules.keys(), ...(mayWrite ? [] : (['no-permission'] as const))],
    stop,
  };
}
