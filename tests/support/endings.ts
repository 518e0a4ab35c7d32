type Ending = () => Promise<void>;
const endings: Record<'test' | 'file', Ending[]> = { test: [], file: [] };

/**
 * What a module of this folder does after every test, or every file. Not a hook of its own: test files that share a worker load
 * the module once, and a hook is its first file's alone.
 */
export function atEndOf(what: keyof typeof endings, ending: Ending): void {
  endings[what].push(ending);
}

/** Runs them all; setup.ts calls it, which is loaded anew for each file. */
export async function runEndings(what: keyof typeof endings): Promise<void> {
  for (const ending of endings[what]) await ending();
}
