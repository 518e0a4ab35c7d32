import { isoOf } from './compose-message.ts';
import type { Ground } from './ground.ts';
import type { StoredMessage } from './message-store.ts';

/** Stores a message that a member writes. The bot hears nothing of it: it has no intent for that. */
export function sayAs(
  { clock, world, messages, nextId }: Ground,
  authorId: string,
  { channelId, content }: { channelId: string; content: string },
): StoredMessage {
  const id = nextId();
  const sentAt = clock.now();
  const message: StoredMessage = {
    id,
    channelId,
    authorId,
    sentAt,
    editedAt: null,
    ephemeral: false,
    visibleTo: null,
    nonce: null,
    files: [],
    interactionId: null,
    names: world.names(),
    body: {
      id,
      type: 0,
      channel_id: channelId,
      author: world.userJson(authorId),
      content,
      timestamp: isoOf(sentAt),
      edited_timestamp: null,
      tts: false,
      pinned: false,
      flags: 0,
      embeds: [],
      components: [],
      attachments: [],
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
    },
  };
  messages.add(message);
  return message;
}
