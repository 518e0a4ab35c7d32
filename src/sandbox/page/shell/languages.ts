/** The languages of Discord's clients that the panel offers (https://docs.discord.com/developers/reference#locales). */
export const LANGUAGES: readonly (readonly [locale: string, name: string])[] = [
  ['en-US', 'English (US)'],
  ['en-GB', 'English (UK)'],
  ['fr', 'Français'],
  ['de', 'Deutsch'],
  ['es-ES', 'Español (España)'],
  ['es-419', 'Español (LATAM)'],
  ['it', 'Italiano'],
  ['nl', 'Nederlands'],
  ['pl', 'Polski'],
  ['pt-BR', 'Português (Brasil)'],
  ['ru', 'Русский'],
  ['tr', 'Türkçe'],
  ['uk', 'Українська'],
  ['ja', '日本語'],
  ['ko', '한국어'],
  ['zh-CN', '简体中文'],
];
