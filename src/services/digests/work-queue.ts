/** A digest with work: `isQuick` where its next slot is composed, or somebody waits for it. */
export type QueuedDigest = { digestId: string; priority: number; isQuick: boolean };

/** The digests with work, the most urgent first. */
export type WorkQueue = {
  /** Replaces what was there. */
  replace(entries: readonly QueuedDigest[]): void;
  /** Puts one more in its place. */
  add(entry: QueuedDigest): void;
  /** Takes up to `limit` from the front; of those that are not quick at most `toCompose`. */
  take(limit: number, toCompose: number): readonly QueuedDigest[];
  size(): number;
};

/** A queue in memory: lost with the process, which reads its work from the database again. */
export function createWorkQueue(): WorkQueue {
  let entries: QueuedDigest[] = [];
  return {
    replace(given) {
      entries = given.toSorted(byPriority);
    },
    add(entry) {
      const index = entries.findIndex((other) => byPriority(entry, other) < 0);
      entries.splice(index === -1 ? entries.length : index, 0, entry);
    },
    take(limit, toCompose) {
      const taken: QueuedDigest[] = [];
      let composing = 0;
      let index = 0;
      for (; index < entries.length && taken.length < limit; index++) {
        const entry = entries[index];
        // Behind one that has to wait for its turn to be composed may stand others that only have to be sent.
        if (!entry || (!entry.isQuick && composing >= toCompose)) continue;
        if (!entry.isQuick) composing += 1;
        taken.push(entry);
      }
      const isTaken = new Set(taken);
      entries = [...entries.slice(0, index).filter((entry) => !isTaken.has(entry)), ...entries.slice(index)];
      return taken;
    },
    size: () => entries.length,
  };
}

function byPriority(a: QueuedDigest, b: QueuedDigest): number {
  return a.priority - b.priority || (a.digestId < b.digestId ? -1 : 1);
}
