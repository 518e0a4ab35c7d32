import type { Act, BreakageRule } from './contract.ts';

export type BreakageList = {
  add: (rule: BreakageRule) => { hits(): number; remove(): void };
  /** The act for a request, which is counted as one of the rule's times. */
  take: (method: string, route: string) => Act | undefined;
  clear: () => void;
};

/** Rules in the order in which they were added; the first that matches and has times left acts. */
export function createBreakageList(): BreakageList {
  const held = new Set<{ rule: BreakageRule; hits: number }>();
  return {
    add(rule) {
      const entry = { rule, hits: 0 };
      held.add(entry);
      return { hits: () => entry.hits, remove: () => void held.delete(entry) };
    },
    take(method, route) {
      for (const entry of held) {
        const { rule } = entry;
        if (rule.method !== undefined && rule.method.toUpperCase() !== method) continue;
        // search, not test: a pattern with the flag g would remember where it stopped.
        if (entry.hits >= (rule.times ?? 1) || route.search(rule.route) === -1) continue;
        entry.hits++;
        return rule.act;
      }
      return undefined;
    },
    clear: () => held.clear(),
  };
}
