import * as z from 'zod';
import { flatten } from '../support/interactions.ts';

type Schema = {
  safeParse(value: unknown): { error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
};
const schema = z.custom<Schema>((value) => z.object({ safeParse: z.function() }).safeParse(value).success);

/** Discord's own schemas of request bodies. The package has no types for them, so the module's name is a value here. */
const specModule: string = 'discord-api-spec/zod';
const spec = z
  .object({
    MessageCreateRequestSchema: schema,
    IncomingWebhookUpdateRequestPartialSchema: schema,
    ApplicationCommandUpdateRequestSchema: schema,
    ModalInteractionCallbackRequestDataSchema: schema,
  })
  .parse(await import(specModule));

const flagged = z.looseObject({ flags: z.number() });

/** What Discord would refuse in a message's JSON: by its own published schema, and by the rules that the schema lacks. */
export function messageFaults(body: unknown, kind: 'create' | 'edit'): string[] {
  const faults = schemaFaults(
    kind === 'create' ? spec.MessageCreateRequestSchema : spec.IncomingWebhookUpdateRequestPartialSchema,
    body,
  );
  const parts = flatten(body);
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
  const ids = parts.flatMap((part) => part.custom_id ?? []);
  const rules: readonly [boolean, string][] = [
    [(flagged.parse(body).flags & (1 << 15)) === 0, 'no IS_COMPONENTS_V2'],
    [parts.length === 0, 'nothing to show'],
    [parts.length > 40, `${parts.length} components`],
    [sum((part) => (part.type === 10 ? (part.content ?? '').length : 0)) > 4000, 'over 4000 characters'],
    [new Set(ids).size < ids.length, 'a custom id twice'],
    [parts.some((part) => part.type === 2 && !part.custom_id), 'a button without a custom id'],
    [parts.some((part) => part.type === 10 && (part.content ?? '').trim() === ''), 'a blank text'],
    [parts.some((part) => part.type === 1 && (part.components ?? []).length === 0), 'an empty row'],
    [parts.some((part) => part.type === 17 && (part.components ?? []).length === 0), 'an empty container'],
    [!JSON.stringify(body).isWellFormed(), 'half a character'],
  ];
  return [...faults, ...rules.filter(([isBroken]) => isBroken).map(([, fault]) => fault)];
}

/** What Discord's schema refuses in a command as it is registered. The schema is wrong about the permissions alone: they are a string. */
export function commandFaults(body: object): string[] {
  return schemaFaults(spec.ApplicationCommandUpdateRequestSchema, { ...body, default_member_permissions: undefined });
}

const inputs = z.looseObject({
  components: z.array(z.looseObject({ component: z.looseObject({ custom_id: z.string() }) })),
});

/** What Discord would refuse in a form: by its schema, and where two fields have one name. */
export function formFaults(body: unknown): string[] {
  const names = inputs.parse(body).components.map(({ component }) => component.custom_id);
  const twice = new Set(names).size < names.length ? ['a custom id twice'] : [];
  return [...schemaFaults(spec.ModalInteractionCallbackRequestDataSchema, body), ...twice];
}

function schemaFaults(of: Schema, body: unknown): string[] {
  return (of.safeParse(body).error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
