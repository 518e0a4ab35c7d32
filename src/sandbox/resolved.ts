import type { Ground } from './ground.ts';
import { isJson, type Json } from './json.ts';
import { KINDS } from './option-values.ts';
import { describeUpload } from './uploads.ts';
import { type Place, resolvedChannel } from './payloads.ts';

/** What the ids among values name: each with its kind of option, as interactions carry it under `resolved`. */
export function resolveValues(
  ground: Ground,
  { userId }: Place,
  values: readonly { type: number; value: unknown }[],
): Json {
  const { world, uploads } = ground;
  const resolved: Json = {};
  const put = (kind: string, id: string, value: Json | undefined) => {
    const held = resolved[kind];
    if (value) resolved[kind] = { ...(isJson(held) ? held : {}), [id]: value };
  };
  for (const { type, value } of values) {
    const id = String(value);
    const role = world.roleJsons().find((one) => one['id'] === id);
    const upload = type === KINDS.attachment ? uploads.find(id) : undefined;
    if (upload)
      put('attachments', id, describeUpload(upload, { origin: ground.origin(), applicationId: world.ids.application }));
    if (type === KINDS.channel) put('channels', id, resolvedChannel(world, id, userId));
    if (type === KINDS.role || type === KINDS.mentionable) put('roles', id, role);
    if (type !== KINDS.user && type !== KINDS.mentionable) continue;
    const member = world.memberJson(id);
    put('users', id, world.userJson(id));
    if (!member) continue;
    const { user: _user, deaf: _deaf, mute: _mute, ...partial } = member;
    put('members', id, { ...partial, permissions: String(world.guildPermissions(id)) });
  }
  return resolved;
}
