import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** What a dead process gets from everything that it still touches. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * A process that lives in this one and can die at any step: a statement of its database, a call to Discord, a message on
 * the wire, a timer. What it does afterwards has no effect.
 */
export type Life = {
  readonly isDead: boolean;
  /** Aborts with its death. */
  readonly signal: AbortSignal;
  /** Counts a step; throws Crash when it was the last, or the process is dead. */
  step(): void;
  /** It dies at the `steps`th step from now. */
  dieIn(steps: number): void;
  die(): void;
  /** Steps so far. */
  steps(): number;
  /** Its connections to the database, to be closed after it. */
  connections: Set<DatabaseSync>;
};

export function newLife(): Life {
  const ending = new AbortController();
  let count = 0;
  let last = Infinity;
  const life: Life = {
    get isDead() {
      return ending.signal.aborted;
    },
    signal: ending.signal,
    step() {
      if (!ending.signal.aborted && ++count >= last) life.die();
      if (ending.signal.aborted) throw new Crash();
    },
    dieIn(steps) {
      last = count + steps;
    },
    die: () => ending.abort(new Crash()),
    steps: () => count,
    connections: new Set(),
  };
  return life;
}

/** `call` as a mortal makes it: a step before, a step after, and no answer once it is dead. */
export async function mortalCall<Value>(life: Life, call: () => Promise<Value>): Promise<Value> {
  life.step();
  const { promise, reject } = Promise.withResolvers<never>();
  const die = () => reject(new Crash());
  life.signal.addEventListener('abort', die, { once: true });
  try {
    const value = await Promise.race([call(), promise]);
    life.step();
    return value;
  } finally {
    life.signal.removeEventListener('abort', die);
  }
}

const lives = new WeakMap<DatabaseSync, Life>();
let opening: Life | undefined;
let isWatched = false;

/** Runs `open`; the database connections that it makes are `life`'s and die with it. One at a time. */
export async function openMortal<Value>(life: Life, open: () => Promise<Value>): Promise<Value> {
  watchStatements();
  opening = life;
  try {
    return await open();
  } finally {
    opening = undefined;
  }
}

/** Takes away what a dead process leaves in this one: SQLite rolls back what was not committed, as after a power cut. */
export function bury(life: Life): void {
  life.die();
  for (const connection of life.connections) if (connection.isOpen) connection.close();
}

/** Every statement that a mortal connection runs is a step, `begin` and `commit` too: no plugin of the query builder sees those. */
function watchStatements(): void {
  if (isWatched) return;
  isWatched = true;
  const { prepare, exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.prepare = function prepareMortal(...given: Parameters<typeof prepare>) {
    const life = lifeOf(this);
    const statement = prepare.apply(this, given);
    if (!life) return statement;
    // A statement is prepared once and run many times.
    const all: StatementSync['all'] = statement.all.bind(statement);
    const run: StatementSync['run'] = statement.run.bind(statement);
    return Object.assign(statement, {
      all: (...values: Parameters<typeof all>) => (life.step(), all(...values)),
      run: (...values: Parameters<typeof run>) => (life.step(), run(...values)),
    });
  };
  DatabaseSync.prototype.exec = function execMortal(sql: string) {
    lifeOf(this)?.step();
    exec.call(this, sql);
  };
}

function lifeOf(connection: DatabaseSync): Life | undefined {
  const known = lives.get(connection);
  if (known || !opening) return known;
  lives.set(connection, opening);
  opening.connections.add(connection);
  return opening;
}
