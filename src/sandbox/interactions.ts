import type { Random } from '../ids.ts';
import type { Choice } from './contract.ts';
import type { Json } from './json.ts';
import { TOKEN_PREFIX } from './wire-log.ts';

/** `deferred-update` keeps the pressed message as it is until it is edited. */
export type InteractionState = 'waiting' | 'deferred' | 'deferred-update' | 'answered' | 'late';

/** One interaction from its dispatch to the end of its token. */
export type Interaction = {
  id: string;
  token: string;
  payload: Json;
  type: number;
  channelId: string;
  userId: string;
  /** Monotonic milliseconds. */
  openedAt: number;
  state: InteractionState;
  /** The message that `@original` names. */
  originalId: string | null;
  /** What the member sees as the answer: the original, or the first follow-up to a press. */
  answerId: string | null;
  /** Whether the answer is there, or still to come. */
  isDone: boolean;
  choices: readonly Choice[] | null;
  modal: Json | null;
  /** Messages sent after the answer. */
  followUps: number;
};

/** The first answer is due within 3 s, the token lives 15 minutes (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback). */
export const ANSWER_MS = 3000;
export const TOKEN_MS = 15 * 60_000;

export type Interactions = {
  open(
    given: Pick<Interaction, 'id' | 'token' | 'payload' | 'type' | 'channelId' | 'userId' | 'openedAt'>,
  ): Interaction;
  find(id: string): Interaction | undefined;
  findByToken(token: string): Interaction | undefined;
  /** Says that an interaction moved on. */
  touch(interaction: Interaction): void;
  /** Calls back at each step of this interaction; gives the way to stop. */
  watch(interaction: Interaction, listener: () => void): () => void;
};

/** Every interaction of the sandbox. */
export function createInteractions(): Interactions {
  const byId = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();
  const watchers = new Map<string, Set<() => void>>();
  return {
    open(given) {
      const interaction: Interaction = {
        ...given,
        state: 'waiting',
        originalId: null,
        answerId: null,
        isDone: false,
        choices: null,
        modal: null,
        followUps: 0,
      };
      byId.set(given.id, interaction);
      byToken.set(given.token, interaction);
      return interaction;
    },
    find: (id) => byId.get(id),
    findByToken: (token) => byToken.get(token),
    touch(interaction) {
      for (const listener of watchers.get(interaction.id) ?? []) listener();
    },
    watch(interaction, listener) {
      const listeners = watchers.get(interaction.id) ?? new Set();
      watchers.set(interaction.id, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) watchers.delete(interaction.id);
      };
    },
  };
}

/** A token shaped as Discord's: base64 of "interaction:", the id and chance. */
export function newToken(id: string, random: Random): string {
  return TOKEN_PREFIX + Buffer.from(`${id}:${Buffer.from(random(48)).toString('hex')}`).toString('base64url');
}
