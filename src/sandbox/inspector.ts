import * as z from 'zod';
import { kindsOf, type SchemaName } from './body-kinds.ts';
import { apiError, type Fault, formError } from './api-error.ts';
import { commandFaults } from './command-rules.ts';
import type { Checks } from './contract.ts';
import { isJson, type Json } from './json.ts';
import { isEmptyMessage, messageFaults, type MessageCheck } from './message-rules.ts';

/** A development dependency: in a variable, so that neither types nor a bundle need it. */
const SPEC_MODULE = 'discord-api-spec/zod';
const MAX_FAULTS = 1000;

/** Judges request bodies. Each method throws the ApiError that Discord would give, and counts. */
export type Inspector = {
  checks: Checks;
  /** `body` is what the schema describes, `message` the message in it. */
  inspectMessage(schema: SchemaName, body: unknown, message: MessageCheck): void;
  /** A body without a message, and what was already found wrong with it. */
  inspectBody(schema: SchemaName, body: unknown, own: readonly Fault[]): void;
  inspectCommands(commands: readonly unknown[]): void;
  /** One command, registered by itself. */
  inspectCommand(command: unknown): void;
};

type Parser = { safeParse(value: unknown): { success: boolean; error?: unknown } };

/** Loads Discord's schemas where they are installed; without them only the sandbox's own rules judge. */
export async function createInspector(useSchema: boolean): Promise<Inspector> {
  const schemas = useSchema ? await loadSchemas() : undefined;
  const faultsSeen: string[] = [];
  const kinds: Record<string, number> = {};
  const checks: Checks = { valid: 0, kinds, faults: faultsSeen, schema: schemas ? 'checked' : 'absent' };
  const judge = (name: SchemaName, value: unknown, at: Fault['path'] = []) => {
    if (!schemas) return [];
    const parser = schemas[`${name}Schema`];
    if (isParser(parser)) return schemaFaults(parser, value, at);
    // A version of the schemas without it must not let every such body pass.
    return [{ path: at, code: 'SCHEMA', message: `Discord publishes no schema ${name}` }];
  };
  const conclude = (what: SchemaName, body: unknown, faults: readonly Fault[]) => {
    if (faults.length === 0) {
      checks.valid++;
      for (const kind of kindsOf(what, body)) kinds[kind] = (kinds[kind] ?? 0) + 1;
    } else if (faultsSeen.length < MAX_FAULTS)
      faultsSeen.push(...faults.map((one) => `${what} ${one.path.join('.')}: ${one.code} ${one.message}`));
    if (faults.length > 0) throw formError(faults);
  };
  // Our own rules name the place as Discord does; the schema is asked for what they let pass.
  const inspectBody = (schema: SchemaName, body: unknown, own: readonly Fault[]) =>
    conclude(schema, body, own.length > 0 ? own : judge(schema, body));
  return {
    checks,
    inspectMessage(schema, body, message) {
      if (isEmptyMessage(message)) {
        faultsSeen.push(`${schema}: an empty message`);
        throw apiError('emptyMessage');
      }
      inspectBody(schema, body, messageFaults(message));
    },
    inspectBody,
    inspectCommands(commands) {
      const own = commandFaults(commands);
      const rest = commands.flatMap((one, i) => judge('ApplicationCommandUpdateRequest', withoutPermissions(one), [i]));
      conclude('ApplicationCommandUpdateRequest', commands, own.length > 0 ? own : rest);
    },
    inspectCommand(command) {
      // The places of a list's faults begin with the number of the command.
      const own = commandFaults([command]).map((one) => ({ ...one, path: one.path.slice(1) }));
      inspectBody('ApplicationCommandCreateRequest', withoutPermissions(command), own);
    },
  };
}

async function loadSchemas(): Promise<Json | undefined> {
  try {
    const loaded: unknown = await import(SPEC_MODULE);
    // Without a language zod's own messages are "Invalid input" throughout.
    z.config(z.locales.en());
    return typeof loaded === 'object' && loaded !== null ? { ...loaded } : undefined;
  } catch {
    return undefined;
  }
}

function isParser(value: unknown): value is Parser {
  return typeof value === 'object' && value !== null && 'safeParse' in value && typeof value.safeParse === 'function';
}

/** The published schema wants a number here; Discord takes the string that libraries send. */
function withoutPermissions(command: unknown): unknown {
  if (!isJson(command)) return command;
  const { default_member_permissions: _, ...rest } = command;
  return rest;
}

function schemaFaults(parser: Parser, value: unknown, at: Fault['path']): Fault[] {
  const result = parser.safeParse(value);
  if (result.success) return [];
  const issues = result.error instanceof z.core.$ZodError ? result.error.issues : [];
  const faults = issues.map((issue) => ({
    path: [...at, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))],
    code: 'SCHEMA',
    message: issue.message,
  }));
  return faults.length > 0 ? faults : [{ path: at, code: 'SCHEMA', message: 'Not of the published shape' }];
}
