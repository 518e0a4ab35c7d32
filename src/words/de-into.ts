/** “ins Französische”: the language that a text is translated into. Names that take no ending stand alone: “ins Hindi”. */
export function into(language: string): string {
  return /^(?:\p{L}*isch|Deutsch)$/u.test(language) ? `ins ${language}e` : `ins ${language}`;
}
