/** So many words in a row are no coincidence. */
const RUN = 6;

/** Whether a model's text gives away its instructions: six words of them in a row that no source holds. */
export function repeatsInstructions(
  text: string,
  instructions: readonly string[],
  sources: readonly string[],
): boolean {
  const known = new Set(instructions.flatMap(runsOf));
  const found = runsOf(text).filter((run) => known.has(run));
  if (found.length === 0) return false;
  const said = new Set(sources.flatMap(runsOf));
  return found.some((run) => !said.has(run));
}

function runsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, i) => words.slice(i, i + RUN).join(' '));
}
