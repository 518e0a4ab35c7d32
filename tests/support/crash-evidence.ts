import { createHash } from 'node:crypto';
import type { ChannelName, Sandbox, SandboxMessage } from '../../src/sandbox/sandbox.ts';
import type { DigestHistory } from '../../src/services/digests/digests.ts';
import type { SentBodies, Told } from './crash-auditor.ts';

const MESSAGES = /^\/channels\/\d+\/messages$/;

/** Reads along on the wire: which bodies were sent under which key, and how often. The wire's own log is bounded, this is not. */
export function watchWire(sandbox: Sandbox): { sent: SentBodies; requests(): number; stop(): void } {
  const sent = new Map<string, Set<string>>();
  let requests = 0;
  const stop = sandbox.wire.onEntry(({ direction, kind, method, route = '', body }) => {
    if (direction !== 'from-bot' || kind !== 'rest') return;
    requests++;
    if (method !== 'POST' || !MESSAGES.test(route) || typeof body !== 'object' || body === null) return;
    if (!('nonce' in body) || typeof body.nonce !== 'string') return;
    const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    sent.set(body.nonce, (sent.get(body.nonce) ?? new Set()).add(digest));
  });
  return { sent, requests: () => requests, stop };
}

/** How a message names its part where Discord keeps no nonce: in the custom id of its last row. */
const MARKER = /"custom_id":"[^"]*\b([0-9a-hjkmnp-tv-z]{25})\b/;

/** All that stands in the channels, oldest first in each; what stands in a forum's posts counts as standing in the forum. */
export function readChannels(
  sandbox: Sandbox,
  { names, forums }: { names: readonly ChannelName[]; forums: readonly string[] },
): readonly SandboxMessage[] {
  const posts = forums.flatMap((forum) =>
    sandbox.threads(forum).flatMap(({ id }) =>
      sandbox.messages({ id }).map((message) => {
        const nonce = message.nonce ?? MARKER.exec(JSON.stringify(message.body))?.[1] ?? null;
        return { ...message, channelId: forum, nonce };
      }),
    ),
  );
  return [...names.flatMap((name) => sandbox.messages(name)), ...posts];
}

/** The slots as `kiosque digest why` tells them, by local time. */
export function readWhy(history: DigestHistory | undefined): ReadonlyMap<string, Told> {
  return new Map(
    history?.slots.map(({ localTime, state, parts, events }) => {
      const gone = events.findLast(({ kind }) => kind === 'folded' || kind === 'merged');
      const told = { state, into: gone?.detail.into, parts: parts.total === 0 ? undefined : parts.total };
      return [localTime, told];
    }),
  );
}
