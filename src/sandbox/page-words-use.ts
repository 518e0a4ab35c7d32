import { isJson, type Json, readJson, readList, readNumber, readText } from './json.ts';
import { allComponents } from './message-rules.ts';
import { nameCommand } from './seen.ts';

/** What a member did: "Member", "used /summary", and as the object of an answer "/summary". */
export type Use = { who: string; did: string; what: string };

/**
 * What the sentences are made with: names by id, what members did, by interaction, and by channel the key of the post
 * that was not confirmed.
 */
export type Told = { nameOf: (id: string) => string; uses: Map<string, Use>; unsure: Map<string, string> };

const KINDS = { command: 2, component: 3, completion: 4, form: 5 } as const;
const BUTTON = 2;

/** Reads an interaction as the gateway sent it. */
export function readUse(interaction: Json): Use {
  const user = readJson(readJson(interaction, 'member'), 'user') ?? readJson(interaction, 'user');
  const who = readText(user, 'global_name') ?? readText(user, 'username') ?? 'Somebody';
  const data = readJson(interaction, 'data') ?? {};
  const type = readNumber(interaction, 'type');
  if (type === KINDS.component) return { who, ...describePress(interaction, data) };
  if (type === KINDS.form) return { who, did: 'sent the form', what: 'the form' };
  const isMenu = (readNumber(data, 'type') ?? 1) !== 1;
  const name = isMenu ? `“${readText(data, 'name') ?? ''}” on a message` : `/${nameCommand(data)}`;
  return { who, did: type === KINDS.completion ? `is typing ${name}` : `used ${name}`, what: name };
}

function describePress(interaction: Json, data: Json): Omit<Use, 'who'> {
  const id = readText(data, 'custom_id');
  const pressed = allComponents(interaction['message']).find((one) => one['custom_id'] === id);
  if (readNumber(data, 'component_type') === BUTTON) {
    const emoji = readText(readJson(pressed, 'emoji'), 'name');
    const label = `“${readText(pressed, 'label') ?? emoji ?? 'a button'}”`;
    return { did: `pressed ${label}`, what: `the press of ${label}` };
  }
  const values = readList(data, 'values').map((value) => {
    const option = readList(pressed, 'options').find((one) => isJson(one) && one['value'] === value);
    const resolved = readJson(readJson(readJson(data, 'resolved'), 'users'), String(value));
    return readText(option, 'label') ?? readText(resolved, 'global_name') ?? 'an entry';
  });
  return { did: `chose “${values.join('”, “')}”`, what: 'the choice' };
}
