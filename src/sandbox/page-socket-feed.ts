import type { Change } from './contract.ts';
import type { Push, Snapshot, WireLine } from './page-protocol.ts';
import { composeMessage, composeSnapshot, listCommands, MAX_LINES, type PageHost } from './page-state.ts';
import { createWireReader } from './page-words.ts';

/** What pages are told while the sandbox works. */
export type PageFeed = {
  snapshot: () => Snapshot;
  /** Tells now what would be told in a moment. */
  flush: () => void;
  stop: () => void;
};

/** Watches a sandbox and its controls, and sends every change once, in the order: messages, wire, the rest. */
export function createPageFeed(host: PageHost, send: (push: Push) => void): PageFeed {
  const { sandbox, controls } = host;
  const reader = createWireReader(sandbox);
  let lines: WireLine[] = [];
  let freshLines: WireLine[] = [];
  let messages = new Set<string>();
  let isPlanned = false;
  let told = parts(host);

  /** A change is told after the work that made it: a message gets its flags just after it is stored. */
  const plan = () => {
    if (isPlanned) return;
    isPlanned = true;
    queueMicrotask(flush);
  };
  const sendMessages = () => {
    const changed = messages;
    messages = new Set();
    for (const id of changed) {
      const seen = sandbox.find(id);
      send(seen ? { kind: 'message', message: composeMessage(sandbox, seen) } : { kind: 'message-gone', id });
    }
  };
  const sendLines = () => {
    if (freshLines.length === 0) return;
    const fresh = freshLines;
    freshLines = [];
    send({ kind: 'wire', lines: fresh });
  };
  const sendParts = () => {
    const now = parts(host);
    for (const [key, { text, push }] of now) if (told.get(key)?.text !== text) send(push);
    told = now;
  };
  function flush(): void {
    isPlanned = false;
    sendMessages();
    sendLines();
    sendParts();
  }
  const note = (change: Change) => {
    if (change.kind === 'message' || change.kind === 'message-gone') messages.add(change.id);
    if (change.kind === 'commands') send({ kind: 'commands', commands: listCommands(sandbox) });
    if (change.kind === 'channels') send({ kind: 'channels', channels: sandbox.channels() });
    if (change.kind === 'locale') send(change);
    plan();
  };
  const stops = [
    sandbox.onChange(note),
    controls.onChange(plan),
    sandbox.wire.onEntry((entry) => {
      const line = reader.read(entry);
      if (!line) return;
      lines = [...lines, line].slice(-MAX_LINES);
      freshLines.push(line);
      plan();
    }),
  ];
  return {
    snapshot: () => composeSnapshot(host, lines),
    flush,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

type Part = { text: string; push: Push };

/** The parts of the controls' state, each as text, so that an unchanged one is not told again. */
function parts({ controls }: PageHost): ReadonlyMap<string, Part> {
  const { bot, standIn, breakages, clock } = controls.state();
  const pushes: Push[] = [
    { kind: 'bot', bot },
    { kind: 'stand-in', standIn },
    { kind: 'breakages', breakages },
    { kind: 'clock', clock },
  ];
  return new Map(pushes.map((push) => [push.kind, { text: JSON.stringify(push), push }]));
}
