/** What waits for its turn. `order` breaks ties: first come, first served. */
export type Waiting = { priority: number; order: number };

/** A heap: the one with the lowest priority number first, of equals the one that came first. */
export type Queue<Item extends Waiting> = {
  push: (item: Item) => void;
  peek: () => Item | undefined;
  pop: () => Item | undefined;
  /** Keeps those that `keep` says. */
  prune: (keep: (item: Item) => boolean) => void;
  size: () => number;
};

export function createQueue<Item extends Waiting>(): Queue<Item> {
  let heap: Item[] = [];
  return {
    push(item) {
      heap.push(item);
      rise(heap, heap.length - 1);
    },
    peek: () => heap[0],
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      heap[0] = last;
      sink(heap, 0);
      return first;
    },
    prune(keep) {
      // A sorted list is a heap.
      heap = heap.filter(keep).toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
    },
    size: () => heap.length,
  };
}

function isBefore(a: Waiting, b: Waiting): boolean {
  return a.priority < b.priority || (a.priority === b.priority && a.order < b.order);
}

function rise(heap: Waiting[], from: number): void {
  for (let at = from; at > 0; ) {
    const parent = (at - 1) >> 1;
    if (!swapIfBefore(heap, at, parent)) return;
    at = parent;
  }
}

function sink(heap: Waiting[], from: number): void {
  for (let at = from; ; ) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    if (!left) return;
    const child = right && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
    if (!swapIfBefore(heap, child, at)) return;
    at = child;
  }
}

/** Whether the item at `child` goes first, and stands at `parent` now. */
function swapIfBefore(heap: Waiting[], child: number, parent: number): boolean {
  const [lower, upper] = [heap[child], heap[parent]];
  if (!lower || !upper || !isBefore(lower, upper)) return false;
  heap[child] = upper;
  heap[parent] = lower;
  return true;
}
