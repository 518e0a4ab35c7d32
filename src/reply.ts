/**
 * What a command gives back: plain JSON that knows no discord.js. Only the Discord room turns it into a payload.
 * Text is `Markdown`: made with `md`, which escapes whatever is interpolated, so an article can never write our markup.
 */
export type Markdown = { readonly md: string };

/** Markup, and what opens a mention, a link or a list (https://docs.discord.com/developers/reference#message-formatting). */
const MARKUP = /[\\*_~`|<>[\]#@]|:(?=\/)|(?<![^])\/|(?<=^[ \t]*)[-+](?=\s)|(?<=^[ \t]*\d+)[.)](?=\s)/gmu;

/** Bidirectional controls and zero-width marks: they can make a text read as another. */
const INVISIBLE = /[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu;

/** `text` so that Discord shows it as it is: markup escaped, invisible controls dropped. */
export function escapeMarkdown(text: string): string {
  return text.replace(INVISIBLE, '').replace(MARKUP, '\\$&');
}

/** Markdown from a template: strings and numbers put in are escaped, Markdown put in stays as it is. */
export function md(template: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown {
  let text = template[0] ?? '';
  values.forEach((value, i) => {
    text += (typeof value === 'object' ? value.md : escapeMarkdown(String(value))) + (template[i + 1] ?? '');
  });
  return { md: text };
}

/** Several pieces of Markdown with `separator` (trusted, not escaped) between them. */
export function joinMarkdown(pieces: readonly Markdown[], separator: string): Markdown {
  return { md: pieces.map((piece) => piece.md).join(separator) };
}

/** `text` as a link to an address of the web, without the preview of it; as text alone where `url` is none. */
export function linkText(text: string, url: string | null): Markdown {
  const address = url !== null && URL.canParse(url) ? new URL(url) : undefined;
  const isWeb = address !== undefined && /^https?:$/.test(address.protocol);
  return isWeb ? { md: `[${escapeMarkdown(text)}](<${address.href}>)` } : md`${text}`;
}

/** Discord's own display of a moment in the reader's zone and language. `style`: https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
export function timestamp(epochMs: number, style: 'f' | 'd' | 't' | 'T' | 'R' | 'F' = 'f'): Markdown {
  return { md: `<t:${Math.floor(epochMs / 1000)}:${style}>` };
}

/** The color of the bar beside a reply: by the kind of the outlet, or a notice. */
export type Accent = 'state' | 'public' | 'private' | 'agency' | 'unknown' | 'notice' | 'problem';

/** Names an action of a command and its arguments; `discord/custom-id.ts` alone encodes it. Arguments hold no dot. */
export type ActionRef = { command: string; action: string; args: readonly string[] };

export type Button = {
  label: string;
  action: ActionRef;
  style?: 'primary' | 'secondary' | 'danger';
  disabled?: boolean;
};

export type SelectOption = { label: string; value: string; description?: string; selected?: boolean };

/**
 * A press on a select calls the action with the chosen value as one more argument. With `most`, none or up to so many are
 * chosen at once, and each is one more argument.
 */
export type Select = { placeholder: string; action: ActionRef; options: readonly SelectOption[]; most?: number };

/** A press on it calls the action with the id of the chosen channel as one more argument; Ask.channels says more about it. */
export type ChannelSelect = {
  placeholder: string;
  action: ActionRef;
  /** The types of channels to choose among. */
  types: readonly number[];
  /** The id of the channel that stands there chosen. */
  chosen?: string;
};

export type Block =
  /** `entry`: in an edition, what stands for the block in the select that ends its part. */
  | { kind: 'text'; text: Markdown; entry?: SelectOption }
  | { kind: 'separator' }
  | { kind: 'buttons'; buttons: readonly Button[] }
  | { kind: 'select'; select: Select }
  | { kind: 'channel-select'; select: ChannelSelect }
  /** A picture among the reply's files, by its name there; `alt` says in words what it shows. */
  | { kind: 'image'; file: string; alt: string };

/** What a member fills in; what they do not is the empty text. */
export type FormField = {
  label: string;
  /** Below the label. */
  description?: string;
  isRequired: boolean;
} & (
  | { kind: 'text'; placeholder?: string; maxLength: number; isLong?: boolean }
  | { kind: 'choice'; placeholder: string; options: readonly SelectOption[] }
);

/**
 * What a press opens on top of the conversation (a modal of at most five fields). Sent, it calls the action with what each
 * field holds as one more argument, in order.
 */
export type Form = { title: string; action: ActionRef; fields: readonly FormField[] };

export type ReplyFile = { name: string; contentType: string } & ({ text: string } | { bytes: Uint8Array });

export type Reply = {
  accent: Accent;
  /** Shown from top to bottom inside one container. */
  blocks: readonly Block[];
  files?: readonly ReplyFile[];
  /** The id of the article that it shows: what the next summary or translation in the channel is of. */
  about?: string;
};

/**
 * One message of an edition, or the post that opens a thread in a forum: `body` is the final JSON that Discord gets, byte
 * for byte, whenever it is sent; `key` is a message's nonce and marks both. `entries`: the values that its select lists.
 */
export type Part = { body: string; key: string; form: 'message' | 'forum-post'; entries: readonly string[] };

/** 'entries': a select of the part's entries, left out where there are none. */
export type ClosingRow =
  | { kind: 'buttons'; buttons: readonly Button[] }
  | { kind: 'entries'; placeholder: string; action: ActionRef };

/** What ends part `n` (from 1) of an edition: its key, and rows of which one that is shown has a custom id with that key. */
export type Closing = (n: number) => { key: string; rows: readonly ClosingRow[] };

/** `forumTitle`: the first part opens a thread with this title in a forum. `mentionRole`: the first part calls this role. */
export type PartsManner = { forumTitle?: string; mentionRole?: string };

/**
 * What a correction puts in the place of `was`; where a message does not hold that any more, `instead` stands below its
 * other texts. `note` says what was wrong, and is shortened or left out where there is no room.
 */
export type Correction = { was: Markdown; now: Markdown; instead: Markdown; note: Markdown };

/** A block of text; nothing is shown for empty text. */
export function textBlock(...pieces: readonly Markdown[]): Block {
  return {
    kind: 'text',
    text: joinMarkdown(
      pieces.filter((piece) => piece.md !== ''),
      '\n',
    ),
  };
}

/** Small gray text, one line of it (https://docs.discord.com/developers/reference#message-formatting). */
export function subtext(line: Markdown): Markdown {
  return { md: `-# ${line.md.replace(/\n+/g, ' ')}` };
}

/** A reply of one paragraph. */
export function notice(words: Markdown, accent: Accent = 'notice'): Reply {
  return { accent, blocks: [textBlock(words)] };
}

/** `words` with a capital first letter, for a sentence that begins with a word from Intl or with a reason. */
export function startSentence(words: string): string {
  const [first = ''] = words;
  return first.toLocaleUpperCase() + words.slice(first.length);
}

/** A plain text in at most `max` characters: whole words, and a mark where it goes on. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/\s+\S*$|[\uD800-\uDBFF]$/u, '')}…`;
}
