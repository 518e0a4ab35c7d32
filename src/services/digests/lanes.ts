import type { Fields, Log } from '../../log.ts';

/** Work that goes on beside the rounds. What throws is logged and stops nothing else. */
export type Lanes = {
  /** Begins `work`; `of` says in the log whose it is. */
  add(of: Fields, work: () => Promise<void>): void;
  /** Begins `work`, unless work of that name is under way. */
  start(name: string, work: () => Promise<void>): void;
  /** Resolves when all that is under way has ended, what begins meanwhile excepted; undefined when there is none. Never rejects. */
  underWay(): Promise<void> | undefined;
};

export function createLanes(log: Log): Lanes {
  const running = new Set<Promise<void>>();
  const names = new Set<string>();

  function add(of: Fields, work: () => Promise<void>): void {
    const run = async () => {
      try {
        await work();
      } catch (error) {
        log.error('digest not looked after', { ...of, error });
      } finally {
        running.delete(lane.promise);
        lane.resolve();
      }
    };
    const lane = Promise.withResolvers<void>();
    running.add(lane.promise);
    void run();
  }

  return {
    add,
    start(name, work) {
      if (names.has(name)) return;
      names.add(name);
      add({ work: name }, () => work().finally(() => names.delete(name)));
    },
    underWay: () => (running.size === 0 ? undefined : Promise.all(running).then(() => undefined)),
  };
}
