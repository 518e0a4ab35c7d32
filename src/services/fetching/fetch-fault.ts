import type { FetchProblem } from './fetching.ts';

/** Why a request came to nothing. Thrown inside the fetcher only: callers get it as a value. */
export class FetchFault extends Error {
  override readonly name = 'FetchFault';
  readonly problem: FetchProblem;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    problem: FetchProblem,
    detail: string,
    more: ErrorOptions & { status?: number | null; retryAfterMs?: number | null } = {},
  ) {
    super(detail, more);
    this.problem = problem;
    this.status = more.status ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}
