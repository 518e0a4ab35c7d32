import { renderMessageAsText, type Sandbox, type SeenMessage } from '../sandbox/sandbox.ts';

/** Messages that a prompt did not ask for itself. */
export type Others = {
  /** This one was shown as an answer. */
  markShown(id: string): void;
  /** What comes while `work` runs waits until it is known whose it is. */
  hold<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Calls back with each message as text, once; gives the way to stop. */
  listen(listener: (text: string) => void): () => void;
};

const LOADING = 128;

/** Watches a sandbox for messages that come from the page, or of the bot's own accord. */
export function createOthers(sandbox: Sandbox, width: number): Others {
  const shown = new Set<string>();
  const waiting = new Set<string>();
  let holders = 0;

  function takeWaiting(): string[] {
    const texts = [...waiting].flatMap((id) => {
      const seen = sandbox.find(id);
      if (!seen || shown.has(id) || isThinking(seen)) return [];
      shown.add(id);
      return [describe(sandbox, seen, width)];
    });
    waiting.clear();
    return texts;
  }
  const listeners = new Set<(text: string) => void>();
  const tell = () => {
    if (holders > 0) return;
    for (const text of takeWaiting()) for (const listener of listeners) listener(text);
  };
  return {
    markShown: (id) => void shown.add(id),
    async hold(work) {
      holders++;
      try {
        return await work();
      } finally {
        holders--;
        // After the answer itself was printed.
        setImmediate(tell);
      }
    },
    listen(listener) {
      listeners.add(listener);
      const stop = sandbox.onChange((change) => {
        if (change.kind !== 'message') return;
        waiting.add(change.id);
        // A message gets its flags just after it is stored.
        queueMicrotask(tell);
      });
      return () => {
        stop();
        listeners.delete(listener);
      };
    },
  };
}

function isThinking({ message: { body } }: SeenMessage): boolean {
  const flags = typeof body === 'object' && body !== null && 'flags' in body ? body.flags : 0;
  return typeof flags === 'number' && (flags & LOADING) !== 0;
}

function describe(sandbox: Sandbox, { message, usedBy, visibleTo }: SeenMessage, width: number): string {
  const channel = sandbox.names()[message.channelId] ?? message.channelId;
  const who = usedBy ? (sandbox.names()[sandbox.ids.users[usedBy.actor]] ?? usedBy.actor) : undefined;
  const head = who ? `# ${who} used ${usedBy?.command} in #${channel}` : `# posted in #${channel}`;
  return `${head}${visibleTo === null ? '' : ` (only the ${visibleTo} sees it)`}\n${renderMessageAsText(message, { width })}`;
}
