import { readStored, writeStored } from './stored.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'kiosque.theme';

/** The theme chosen on an earlier visit, else the system's. */
export function readTheme(): Theme {
  const kept = readStored(KEY);
  return THEMES.find((one) => one === kept) ?? 'system';
}

/** Shows a theme, and keeps it for the next visit. */
export function applyTheme(theme: Theme): void {
  writeStored(KEY, theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
