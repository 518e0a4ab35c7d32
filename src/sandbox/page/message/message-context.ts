import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageMessage } from '../../page-protocol.ts';

/** What a user, role or channel select offers. */
export type SelectTarget = { id: string; name: string; kind: 'user' | 'role' | 'channel'; type?: number };

/** What a visitor does with a message's components; each promise settles when the bot has answered, or rejects with a sentence. */
export type MessageDeeds = {
  press(customId: string): Promise<void>;
  select(customId: string, values: readonly string[]): Promise<void>;
};

/** What the parts of one message share. */
export type Shared = {
  names: Readonly<Record<string, string>>;
  locale: string;
  now: number;
  files: PageMessage['files'];
  targets: readonly SelectTarget[];
  /** Custom ids whose deed is under way. */
  busy: ReadonlySet<string>;
  press(customId: string): void;
  select(customId: string, values: readonly string[]): void;
};

const nothing = () => undefined;

/** The surroundings of a message's parts; those of a form give no deeds. */
export const SharedContext = createContext<Shared>({
  names: {},
  locale: 'en-US',
  now: 0,
  files: [],
  targets: [],
  busy: new Set(),
  press: nothing,
  select: nothing,
});

/** What the message around this component shares with it. */
export function useShared(): Shared {
  return useContext(SharedContext);
}
