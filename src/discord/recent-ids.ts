/** The last `max` ids that were added. */
export type RecentIds = {
  /** Whether `id` is new; it is then remembered in place of the oldest. */
  add(id: string): boolean;
};

/** Memory of a bounded number of ids. */
export function createRecentIds(max: number): RecentIds {
  const ids = new Set<string>();
  return {
    add(id) {
      if (ids.has(id)) return false;
      ids.add(id);
      // A Set keeps the order of insertion.
      for (const oldest of ids.size > max ? ids : []) {
        ids.delete(oldest);
        break;
      }
      return true;
    },
  };
}
