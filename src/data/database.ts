import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
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
 */
export async function openDatabase(path: string): Promise<Database> {
  try {
    const file = openFile(path);
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselyDriver(file) }) });
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error) throw error;
    return db;
  } catch (cause) {
    throw cause instanceof OperatorError
      ? cause
      : new OperatorError(explainFault(path, cause), { cause, exitCode: 74 });
  }
}

function openFile(path: string): DatabaseSync {
  const isNew = path === ':memory:' || !existsSync(path);
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const file = new DatabaseSync(path);
  file.exec('pragma busy_timeout = 5000');
  const id = file.prepare('pragma application_id').get()?.['application_id'];
  const tables = Number(file.prepare('select count(*) as n from sqlite_schema').get()?.['n']);
  if (!isNew && id !== APPLICATION_ID && !(id === 0 && tables === 0)) {
    file.close();
    throw new OperatorError(`${path} is not a Kiosque database: set DATABASE_URL to another file.`, { exitCode: 78 });
  }
  // FULL: an acknowledged slot survives a power cut; NORMAL was measured to lose some.
  file.exec(
    `pragma application_id = ${APPLICATION_ID}; pragma journal_mode = WAL; pragma synchronous = FULL; pragma foreign_keys = ON`,
  );
  return file;
}

/** node:sqlite in the shape that Kysely expects of a SQLite driver. */
function kyselyDriver(file: DatabaseSync) {
  return {
    close: () => file.close(),
    prepare(sql: string) {
      // A deferred transaction that reads and then writes fails at once when another process wrote in between; an immediate one waits.
      const statement = file.prepare(sql === 'begin' ? 'begin immediate' : sql);
      const values = (parameters: readonly unknown[]) => parameters.map(toSqlValue);
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
      };
    },
  };
}

function toSqlValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  throw new TypeError(`SQLite holds text and numbers, not ${typeof value}`);
}

function explainFault(path: string, cause: unknown): string {
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (/readonly|read-only|EACCES|EROFS/i.test(detail))
    return `The database ${path} cannot be written: give the bot's user write permission on the file and its folder.`;
  if (/full|ENOSPC/i.test(detail)) return `The disk of the database ${path} is full: free some space and start again.`;
  if (/malformed|not a database|corrupt/i.test(detail))
    return `The database ${path} is damaged: restore a backup, or move the file away to start afresh. Nothing was changed.`;
  return `The database ${path} cannot be opened: ${detail}.`;
}
