import type { Usage } from '../../services/llm/model.ts';

/** One summary that was asked for. `faults`: why points were refused in the end. `usd` is null where no price is known. */
export type EvalCase = {
  article: string;
  from: string;
  to: string;
  model: string;
  supported: number;
  toCheck: number;
  faults: readonly string[];
  repaired: number;
  usage: Usage;
  usd: number | null;
  latencyMs: number;
  /** Kind of the failure, where the model gave none. */
  error?: string;
};

/** The cases as a table by the reader's language, with totals. Shares are of all points that the model wrote, repaired ones once. */
export function composeEvalTable(cases: readonly EvalCase[]): string {
  const languages = [...new Set(cases.map(({ to }) => to))];
  const head =
    '| language | summaries | failed | points | supported | to check | refused | repaired | wrong language | p50 ms | max ms | tokens in (cached) | out | USD |';
  const rows = [...languages.map((to) => [to, cases.filter((one) => one.to === to)] as const), ['all', cases] as const];
  const lines = rows.map(([name, some]) => composeRow(name, some));
  const reasons = countReasons(
    cases.flatMap(({ faults, error }) => [...faults, ...(error === undefined ? [] : [error])]),
  );
  return [
    `Model: ${cases[0]?.model ?? '-'}`,
    head,
    head.replace(/[^|]+/g, '---'),
    ...lines,
    `Refused or failed for: ${reasons === '' ? 'nothing' : reasons}.`,
  ].join('\n');
}

function composeRow(name: string, cases: readonly EvalCase[]): string {
  const sum = (pick: (one: EvalCase) => number) => cases.reduce((total, one) => total + pick(one), 0);
  const supported = sum((one) => one.supported);
  const toCheck = sum((one) => one.toCheck);
  const refused = sum((one) => one.faults.length);
  const points = supported + toCheck + refused;
  const times = cases.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  const known = cases.every(({ usd }) => usd !== null);
  const cells = [
    name,
    cases.length,
    cases.filter(({ error }) => error !== undefined).length,
    points,
    share(supported, points),
    share(toCheck, points),
    share(refused, points),
    sum((one) => one.repaired),
    sum((one) => one.faults.filter((fault) => fault === 'language').length),
    times[Math.floor((times.length - 1) / 2)] ?? 0,
    times.at(-1) ?? 0,
    `${sum((one) => one.usage.tokensIn)} (${sum((one) => one.usage.tokensCached)})`,
    sum((one) => one.usage.tokensOut),
    known ? sum((one) => one.usd ?? 0).toFixed(6) : 'not known',
  ];
  return `| ${cells.join(' | ')} |`;
}

function share(part: number, all: number): string {
  return all === 0 ? '-' : `${((100 * part) / all).toFixed(1)} %`;
}

function countReasons(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${reason} ${count}`).join(', ');
}
