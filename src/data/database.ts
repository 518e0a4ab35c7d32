import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { OperatorError } from '../errors.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

/** "Kios" in ASCII: tells our file from any other SQLite file (https://sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x4b696f73;

export type Database = Kysely<Schema>;

/**
 * Opens the SQLite file at `path` (made with its folder where absent; `:memory:` for tests) and brings its schema up to date.
 * Throws an OperatorError with one sentence when the file is another program's, corrupt, read-only or on a full disk.
 * `known`: fewer migrations make the file of an earlier version.
 */
export async function openDatabase(path: string, known: typeof migrations = migrations): Promise<Database> {
  try {
    const db = connect(openFile(path));
    try {
      await migrate(db, known);
    } catch (cause) {
      await db.destroy();
      throw cause;
    }
    return db;
  } catch (cause) {
    throw cause instanceof OperatorError
      ? cause
      : new OperatorError(explainFault(path, cause), { cause, exitCode: 74 });
  }
}

/** A database in memory from the image that `writeImage` of one with the same schema gave: no migration runs, which takes 30 ms. */
export function openImage(image: Uint8Array): Database {
  const file = openFile(':memory:');
  file.deserialize(image);
  return connect(file);
}

/** An image of a new database with the schema of today, once `fill` has written into it. */
export async function writeImage(fill: (db: Database) => Promise<void>): Promise<Uint8Array> {
  const file = openFile(':memory:');
  const db = connect(file);
  try {
    await migrate(db, migrations);
    await fill(db);
    return file.serialize();
  } finally {
    await db.destroy();
  }
}

function connect(file: DatabaseSync): Database {
  return new Kysely<Schema>({ dialect: new TransactionalDialect({ database: kyselyDriver(file) }) });
}

/**
 * Kysely takes SQLite's schema changes for non-transactional, which they are not (https://sqlite.org/lang_transaction.html).
 * In one transaction, two processes that start on a new file wait for each other, and a crash leaves no half of a schema.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true;
  }
}

class TransactionalDialect extends SqliteDialect {
  override createAdapter() {
    return new TransactionalAdapter();
  }
}

async function migrate(db: Database, known: typeof migrations): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => known } }).migrateToLatest();
  if (error) throw error;
}

function openFile(path: string): DatabaseSync {
  const isNew = path === ':memory:' || !existsSync(path);
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const file = new DatabaseSync(path);
  try {
    prepareFile(file, path, isNew);
    return file;
  } catch (cause) {
    file.close();
    throw cause;
  }
}

function prepareFile(file: DatabaseSync, path: string, isNew: boolean): void {
  file.exec('pragma busy_timeout = 5000');
  const id = file.prepare('pragma application_id').get()?.['application_id'];
  const tables = Number(file.prepare('select count(*) as n from sqlite_schema').get()?.['n']);
  if (!isNew && id !== APPLICATION_ID && !(id === 0 && tables === 0))
    throw new OperatorError(`${path} is not a Kiosque database: set DATABASE_URL to another file.`, { exitCode: 78 });
  // FULL: an acknowledged slot survives a power cut; NORMAL was measured to lose some.
  file.exec(
    `pragma application_id = ${APPLICATION_ID}; pragma journal_mode = WAL; pragma synchronous = FULL; pragma foreign_keys = ON`,
  );
}

/** Statements kept ready. Preparing one takes longer than most of them take to run. */
const KEPT_STATEMENTS = 400;

/** node:sqlite in the shape that Kysely expects of a SQLite driver. */
function kyselyDriver(file: DatabaseSync) {
  const kept = new Map<string, ReturnType<typeof prepareStatement>>();
  return {
    close: () => file.close(),
    prepare(sql: string) {
      const statement = kept.get(sql) ?? prepareStatement(file, sql);
      // The one that was used last goes to the end: the first is the one to forget.
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

function prepareStatement(file: DatabaseSync, sql: string) {
  // A deferred transaction that reads and then writes fails at once when another process wrote in between; an immediate one waits.
  const statement = file.prepare(sql === 'begin' ? 'begin immediate' : sql);
  const values = (parameters: readonly unknown[]) => parameters.map(toSqlValue);
  const isReader = statement.columns().length > 0;
  // The rows that FTS5 writes for itself have numbers beyond 2^53, and the last of them is reported with whatever runs next.
  if (!isReader) statement.setReadBigInts(true);
  return {
    reader: isReader,
    all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
    // A statement of its own: one that is being read row by row cannot be run again meanwhile.
    iterate: (parameters: readonly unknown[]) => file.prepare(sql).iterate(...values(parameters)),
  };
}

function toSqlValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  throw new TypeError(`SQLite holds text and numbers, not ${typeof value}`);
}

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const SQLITE = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;

function explainFault(path: string, cause: unknown): string {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const code = codeOf(cause);
  if (code === SQLITE.readOnly || code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `The database ${path} cannot be written: give the bot's user write permission on the file and its folder.`;
  if (code === SQLITE.full || code === 'ENOSPC')
    return `The disk of the database ${path} is full: free some space and start again.`;
  if (code === SQLITE.corrupt || code === SQLITE.notADatabase)
    return `The database ${path} is damaged: restore a backup, or move the file away to start afresh. Nothing was changed.`;
  if (code === SQLITE.busy || code === SQLITE.locked)
    return `The database ${path} is locked by another program: close that program and start again.`;
  if (code === SQLITE.cannotOpen)
    return `The database ${path} cannot be opened: it must be a file in a folder that the bot's user may read and write.`;
  // Kysely's words for a migration that the file has seen and this version does not know.
  if (/corrupted migrations/.test(detail))
    return `The database ${path} was written by a newer version of Kiosque: update Kiosque, or restore an older backup.`;
  return `The database ${path} cannot be opened: ${detail}.`;
}

/** What the system (ENOSPC and the like) or SQLite (a primary result code; extended ones carry it in their low byte) says. */
function codeOf(cause: unknown): string | number | undefined {
  if (!(cause instanceof Error)) return undefined;
  if ('errcode' in cause && typeof cause.errcode === 'number') return cause.errcode & 0xff;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
