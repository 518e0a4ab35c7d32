/** What Discord's markdown becomes: https://support.discord.com/hc/en-us/articles/210298617 and the API's message formatting. */
export type Style = 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: Style; children: readonly Inline[] }
  /** `title` is empty where the text gives none. The address is always http or https. */
  | { kind: 'link'; url: string; title: string; children: readonly Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'user' | 'role' | 'channel'; id: string }
  | { kind: 'everyone'; text: string }
  | { kind: 'command'; name: string; id: string }
  | { kind: 'emoji'; name: string; id: string }
  /** `style` is one letter of Discord's; 'f' where the text gives none. */
  | { kind: 'moment'; seconds: number; style: string };

export type ListItem = { children: readonly Inline[]; lists: readonly ListBlock[] };
export type ListBlock = { kind: 'list'; isOrdered: boolean; start: number; items: readonly ListItem[] };

export type Block =
  | { kind: 'paragraph' | 'subtext'; children: readonly Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: readonly Inline[] }
  | { kind: 'quote'; blocks: readonly Block[] }
  | { kind: 'code'; language: string; text: string }
  | ListBlock;
