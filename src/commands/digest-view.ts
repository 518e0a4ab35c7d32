import { type Block, type Button, type Markdown, md, type Reply, textBlock, timestamp } from '../reply.ts';
import type { Digest, DigestEdit } from '../services/digests/digests.ts';
import type { EditionTrouble } from '../services/digests/history.ts';
import type { Ask } from './command.ts';
import { briefLines, changeLines, describeDigest, nextLine, orderLine } from './digest-lines.ts';
import { nameDigest } from './digest-options.ts';
import { describeRefusal } from './digest-why-words.ts';

/** What a digest's buttons do; each names an action of the command. */
type Deed = 'preview' | 'run' | 'pause' | 'start' | 'remove' | 'why';

/** More would push what a list is for off the screen; the select leads to the others. */
const MOST_TROUBLES = 3;

/** Up to here each digest has its three lines in a list; of more, a message has room for one each. */
const MOST_IN_FULL = 8;

type Troubles = ReadonlyMap<string, EditionTrouble>;

/** A digest after something was done to it: what was done, what it is, when it posts next, `notes` on that, and what can be done next. */
export async function showDigest(
  ask: Ask,
  digest: Digest,
  { said = [], notes = [] }: { said?: readonly Markdown[]; notes?: readonly Markdown[] } = {},
): Promise<Reply> {
  const trouble = (await ask.services.digests.troubles(digest.guildId)).get(digest.id);
  const first: readonly Deed[] = digest.state === 'paused' ? ['start', 'preview'] : ['preview', 'run'];
  const buttons = trouble ? settleButtons(ask, trouble) : first.map((deed) => deedButton(ask, deed, digest.id));
  return {
    accent: 'notice',
    blocks: [
      textBlock(...said, ...describeDigest(ask, digest), ...notes),
      ...(trouble ? [troubleBlock(ask, trouble)] : []),
      { kind: 'buttons', buttons: [...buttons, moreButton(ask, digest.id)] },
    ],
  };
}

/** The same with what found no room in its row. */
export function showMore(ask: Ask, digest: Digest): Reply {
  const deeds: readonly Deed[] = digest.state === 'paused' ? ['run', 'why', 'remove'] : ['why', 'pause', 'remove'];
  const buttons = deeds.map((deed) => deedButton(ask, deed, digest.id));
  return { accent: 'notice', blocks: [textBlock(...describeDigest(ask, digest)), { kind: 'buttons', buttons }] };
}

/** What an edit changed, from what to what, with the way back. `notes` stand below. */
export function showEdit(ask: Ask, edit: DigestEdit, said: Markdown, notes: readonly Markdown[]): Reply {
  const { before, after, undo } = edit;
  const changes = changeLines(ask, before, after);
  const buttons = [deedButton(ask, 'preview', after.id), moreButton(ask, after.id)];
  const back: readonly Button[] =
    undo === null
      ? []
      : [
          {
            label: ask.words.digest.buttons.undo,
            style: 'primary',
            action: { command: 'digest', action: 'undo-edit', args: [after.id, undo] },
          },
        ];
  return {
    accent: 'notice',
    blocks: [
      textBlock(said, ...changes),
      textBlock(orderLine(ask, after), nextLine(ask, after), ...notes),
      { kind: 'buttons', buttons: [...back, ...buttons] },
    ],
  };
}

/** A digest that was just removed, with the way back to how it was. */
export function showRemoved(ask: Ask, digest: Digest, was: 'active' | 'paused'): Reply {
  const { digest: words } = ask.words;
  const undo: Button = {
    label: words.buttons.undo,
    style: 'primary',
    action: { command: 'digest', action: 'undo', args: [digest.id, was] },
  };
  return {
    accent: 'notice',
    blocks: [textBlock(words.removed(), orderLine(ask, digest)), { kind: 'buttons', buttons: [undo] }],
  };
}

/** The digests of a server; a select opens one of them. `note` says why they are shown. */
export async function listDigests(ask: Ask, digests: readonly Digest[], note?: Markdown): Promise<Reply> {
  const { digest: words } = ask.words;
  const [first] = digests;
  if (!first) return { accent: 'notice', blocks: [textBlock(words.none())] };
  const troubles = await ask.services.digests.troubles(first.guildId);
  const shown: Troubles = new Map([...troubles].slice(0, MOST_TROUBLES));
  const blocks: Block[] = [textBlock(note ?? md`### ${words.listTitle}`)];
  const describe = digests.length > MOST_IN_FULL ? briefLines : describeDigest;
  for (const digest of digests)
    blocks.push(textBlock(...describe(ask, digest)), ...troubleBlocks(ask, shown.get(digest.id)));
  blocks.push({
    kind: 'select',
    select: {
      placeholder: words.pick,
      action: { command: 'digest', action: 'show', args: [] },
      options: digests.map((digest) => ({ label: nameDigest(ask, digest), value: digest.id })),
    },
  });
  return { accent: 'notice', blocks };
}

/** That the last edition did not arrive for sure, and why. */
export function troubleBlock(ask: Ask, trouble: EditionTrouble): Block {
  const { digest: words } = ask.words;
  const due = timestamp(trouble.dueAt);
  if (trouble.state === 'uncertain') return textBlock(words.uncertain(due));
  return textBlock(words.refused(due, describeRefusal(ask.words, trouble.reason)));
}

/** What a manager can do about it. */
export function settleButtons(ask: Ask, trouble: EditionTrouble): readonly Button[] {
  const { settle: labels } = ask.words.edition;
  const settle = (as: 'there' | 'send', label: string): Button => ({
    label,
    action: { command: 'digest', action: 'settle', args: [trouble.slotId, as] },
  });
  if (trouble.state === 'uncertain') return [settle('there', labels.there), settle('send', labels.send)];
  return [settle('send', labels.again)];
}

/** Both, in a list where each digest has a row of its own. */
function troubleBlocks(ask: Ask, trouble: EditionTrouble | undefined): readonly Block[] {
  return trouble ? [troubleBlock(ask, trouble), { kind: 'buttons', buttons: settleButtons(ask, trouble) }] : [];
}

function moreButton(ask: Ask, id: string): Button {
  return { label: ask.words.buttons.more, action: { command: 'digest', action: 'more', args: [id] } };
}

function deedButton(ask: Ask, deed: Deed, id: string): Button {
  const args = deed === 'why' ? [id, '1'] : [id];
  const action = { command: 'digest', action: deed, args };
  return { label: ask.words.digest.buttons[deed], action, ...(deed === 'remove' && { style: 'danger' }) };
}
