import * as z from 'zod';
import { orderShape } from '../digests/edit-digests.ts';
import { SOURCE_POLICIES } from '../settings.ts';

const feedChosen = z.object({ url: z.string(), title: z.string().nullable() });

/** A digest as far as a manager has chosen it. */
export const draftShape = z.object({
  /** Its channel and zone are empty until they are chosen. */
  order: orderShape,
  /** Whether anybody may mention the role of the order: asked again of the channel that is chosen. */
  isRoleMentionable: z.boolean(),
  /** What was said of publishing; null: where a channel has followers. */
  publish: z.boolean().nullable(),
  /** Feeds to follow, in the order in which they were chosen. */
  feeds: z.array(feedChosen),
  /** What a page gave that has several feeds: one of them is to be chosen. */
  found: z.array(feedChosen),
  /** Null: as the server has it. */
  sourcePolicy: z.enum(SOURCE_POLICIES).nullable(),
});
export type Draft = z.output<typeof draftShape>;
export type ChosenFeed = z.output<typeof feedChosen>;

const zoneChanged = z.object({ before: z.string().nullable(), after: z.string().nullable() });
const policyChanged = z.object({ before: z.enum(SOURCE_POLICIES), after: z.enum(SOURCE_POLICIES) });

/** What Start did, as Undo takes it back. */
export const doneShape = z.object({
  digestId: z.string(),
  /** Feeds that the server follows now and did not. */
  feeds: z.array(z.object({ id: z.string(), title: z.string() })),
  /** Addresses that could not be followed: the server follows as many as it may. */
  refused: z.array(z.string()),
  zone: zoneChanged,
  sourcePolicy: policyChanged,
});
export type Done = z.output<typeof doneShape>;

/** The manager who sets a digest up. Their drafts are nobody else's. */
export type GuideUser = { guildId: string; memberId: string };

/** Whether nothing is missing any more. */
export function isComplete({ order }: Pick<Draft, 'order'>): boolean {
  return order.channelId !== '' && order.zone !== '';
}
