/** The operator's log, as an argument. `fields` are values, never secrets; an `error` field is written with its causes. */
export type Log = {
  debug(event: string, fields?: Fields): void;
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
};

export type Fields = Readonly<Record<string, unknown>>;

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * A log of one JSON line per event, from `level` up. Each of `secrets` is replaced wherever it occurs, so that a token
 * inside an error of a library does not reach the file either.
 */
export function createLog(options: {
  level: LogLevel;
  now: () => number;
  write: (line: string) => void;
  secrets?: readonly string[];
}): Log {
  const from = LOG_LEVELS.indexOf(options.level);
  const secrets = (options.secrets ?? []).filter((secret) => secret !== '');
  const write = (level: LogLevel, event: string, fields: Fields = {}) => {
    if (LOG_LEVELS.indexOf(level) < from) return;
    const line = JSON.stringify({ at: new Date(options.now()).toISOString(), level, event, ...fields }, printable);
    options.write(secrets.reduce((safe, secret) => safe.replaceAll(secret, '[secret]'), line));
  };
  return {
    debug: (event, fields) => write('debug', event, fields),
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
  };
}

function printable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error)
    return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
  return value;
}
