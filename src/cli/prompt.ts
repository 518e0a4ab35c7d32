import * as z from 'zod';
import {
  type Actor,
  type ChannelName,
  type Exchange,
  renderMessageAsText,
  type SandboxMessage,
  selectsOf,
} from '../sandbox/sandbox.ts';
import { moveAndSee, parseDuration } from './prompt-clock.ts';
import { readTypedFile } from './prompt-files.ts';
import { readTypedForm, type TypedForm } from './prompt-form.ts';
import { createOthers } from './prompt-others.ts';
import type { RunningBot } from './page-controls-host.ts';

const listed = z.array(z.object({ value: z.string() }));
const ACTORS = ['manager', 'member'] as const satisfies readonly Actor[];
const CHANNELS = ['general', 'news', 'announcements', 'staff', 'locked'] as const satisfies readonly ChannelName[];

export const PROMPT_GUIDE = `Type a command as a member would: /article  /search words:Baltique  /summary  /translate language:English
  /digest create channel:#news time:08:00 timezone:Europe/Paris
A number presses that button of the last reply; pick 2 3 takes the third line of its second select, a form is asked
field by field. Also: as manager | as member, language fr, in #general, show #news, clock +1d (or +30m, +8h),
complete /article o, kill, help, quit.`;

/** Reads what is typed beside the sandbox: `read` gives the text to print for one line, or undefined to end. */
export type Prompt = {
  read(line: string): Promise<string | undefined>;
  /** Calls back with each message that came without being typed for here: from the page, or of the bot's own accord. */
  onOther(listener: (text: string) => void): () => void;
};

type PromptedBot = Pick<RunningBot, 'sandbox' | 'restart' | 'clock' | 'moveClock'>;

/** A prompt over a running sandbox; `width` is the terminal's, in columns. */
export function createPrompt({ sandbox, restart, clock, moveClock }: PromptedBot, width: number): Prompt {
  let actor: Actor = 'manager';
  let channel: ChannelName = 'general';
  let last: SandboxMessage | undefined;
  /** One that waits for its next line. */
  let form: { typed: TypedForm; opener: Exchange } | undefined;

  const others = createOthers(sandbox, width);
  const show = (exchange: Exchange) => {
    last = exchange.message ?? last;
    if (exchange.message) others.markShown(exchange.message.id);
    if (exchange.modal) {
      form = { typed: readTypedForm(exchange.modal), opener: exchange };
      return `${form.typed.question()}\n(“cancel” closes the form.)`;
    }
    return exchange.message ? renderMessageAsText(exchange.message, { width }) : explain(exchange);
  };
  const nameChannel = ({ channelId }: SandboxMessage) =>
    `#${sandbox.channels().find(({ id }) => id === channelId)?.name ?? channelId}`;
  const press = async (n: number) => {
    if (!last) return 'There is no reply with buttons yet.';
    return show(await sandbox.press(last, n, { as: actor }));
  };

  const pick = async (rest: string) => {
    const [, which = '', wanted = ''] = /^(\d+)\s+(.+)$/.exec(rest) ?? [];
    if (!last || wanted === '') return 'Choose with the numbers of a select and of its line: pick 1 2';
    const options = optionsOf(last.body, Number(which));
    const values = wanted.split(',').map((one) => options[Number(one) - 1] ?? one.trim());
    return show(await sandbox.select(last, Number(which), values, { as: actor }));
  };
  const fillIn = async (line: string, { typed, opener }: NonNullable<typeof form>) => {
    if (line === 'cancel') {
      form = undefined;
      return 'The form is closed.';
    }
    if (!typed.answer(line)) return typed.question();
    form = undefined;
    return show(await sandbox.submitModal(opener, typed.values(), { as: actor }));
  };

  const words: Record<string, (rest: string) => Promise<string> | string> = {
    help: () => PROMPT_GUIDE,
    pick,
    as(rest) {
      actor = ACTORS.find((name) => name === rest) ?? actor;
      return `You are the ${actor}.`;
    },
    in(rest) {
      channel = findChannel(rest) ?? channel;
      return `You are in #${channel}.`;
    },
    language(rest) {
      sandbox.setLocale(actor, rest || 'en-US');
      return `The ${actor}'s Discord speaks ${rest || 'en-US'}.`;
    },
    show(rest) {
      const messages = sandbox.messages(findChannel(rest) ?? channel);
      last = messages.at(-1) ?? last;
      return messages.map((one) => renderMessageAsText(one, { width })).join('\n\n') || 'Nothing was posted there.';
    },
    async clock(rest) {
      const ms = parseDuration(rest);
      if (ms === undefined) return `It is ${new Date(clock.now()).toISOString()}. Move it with clock +1d, +8h or +30m.`;
      const posted = await moveAndSee({ sandbox, clock, moveClock }, ms);
      last = posted.at(-1) ?? last;
      for (const one of posted) others.markShown(one.id);
      const shown = posted.map((one) => `# posted in ${nameChannel(one)}\n${renderMessageAsText(one, { width })}`);
      return [`It is ${new Date(clock.now()).toISOString()} now.`, ...shown].join('\n\n');
    },
    async complete(rest) {
      const choices = await sandbox.complete(rest, { as: actor, channel });
      return choices.map((choice) => `${choice.name}  (${choice.value})`).join('\n') || 'No choices.';
    },
    async kill() {
      await restart();
      return 'The bot was killed (kill -9) and started again.';
    },
  };

  async function read(text: string): Promise<string> {
    if (form) return fillIn(text, form);
    if (/^\d+$/.test(text)) return press(Number(text));
    if (text.startsWith('/')) return show(await sandbox.command(text, { as: actor, channel, files: readTypedFile }));
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
    return (await words[word.toLowerCase()]?.(rest)) ?? `I do not know “${word}”.\n${PROMPT_GUIDE}`;
  }
  return {
    async read(line) {
      const text = line.trim();
      if (text === '' && !form) return '';
      if (/^(?:quit|exit)$/i.test(text)) return undefined;
      return others.hold(() => read(text));
    },
    onOther: others.listen,
  };
}

function explain(exchange: Exchange): string {
  if (exchange.text !== '') return exchange.text;
  return exchange.outcome === 'late'
    ? 'The application did not respond: the bot took longer than 3 seconds.'
    : 'The bot has not finished its answer.';
}

/** The values that a message's select number `which` lists; none for one of channels, which are picked by name. */
function optionsOf(body: unknown, which: number): readonly string[] {
  const options: unknown = selectsOf(body)[which - 1]?.['options'];
  return listed
    .catch([])
    .parse(options)
    .map(({ value }) => value);
}

function findChannel(text: string): ChannelName | undefined {
  return CHANNELS.find((name) => name === text.replace(/^#/, ''));
}
