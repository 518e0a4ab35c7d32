import type { Sandbox, WireEntry } from './contract.ts';
import { readText } from './json.ts';
import type { WireLine } from './page-protocol.ts';
import { sayGateway } from './page-words-gateway.ts';
import type { Exchanged } from './page-words-posts.ts';
import { sayRest } from './page-words-rest.ts';
import type { Told } from './page-words-use.ts';

/** Reads the wire entry by entry; gives a line where a sentence is complete. */
export type WireReader = { read: (entry: WireEntry) => WireLine | undefined };

const NO_ANSWER = /^No answer, on purpose/;
/** More are not answered any more. */
const MAX_HELD = 500;

/** A request becomes a line when its answer comes, or is known not to; what members did becomes one at once. */
export function createWireReader(sandbox: Pick<Sandbox, 'names'>): WireReader {
  const told: Told = { nameOf: (id) => readText(sandbox.names(), id) ?? id, uses: new Map(), unsure: new Map() };
  const asked = new Map<string, WireEntry[]>();

  function readRest(entry: WireEntry): WireLine | undefined {
    const key = `${entry.method} ${entry.route}`;
    if (entry.direction === 'from-bot') {
      asked.set(key, [...(asked.get(key) ?? []), entry]);
      forget(asked);
      return undefined;
    }
    if (entry.status === undefined && !NO_ANSWER.test(entry.note ?? '')) return undefined;
    const [request, ...later] = asked.get(key) ?? [];
    if (later.length > 0) asked.set(key, later);
    else asked.delete(key);
    return request && composeLine(request, entry);
  }

  function composeLine(request: WireEntry, answer: WireEntry): WireLine | undefined {
    const { method = '', route = '' } = request;
    const { status } = answer;
    const exchanged: Exchanged = { at: request.at, method, route, body: request.body, status, answer: answer.body };
    const words = sayRest(exchanged, told);
    if (words === undefined) return undefined;
    const kind = status === undefined || status >= 500 ? 'broken' : status >= 400 ? 'refused' : 'good';
    return {
      at: answer.at,
      direction: 'from-bot',
      words,
      result: status === undefined ? 'no answer' : String(status),
      kind,
    };
  }

  return {
    read(entry) {
      if (entry.kind === 'rest') return readRest(entry);
      const said = sayGateway(entry, told);
      forget(told.uses);
      return said && { at: entry.at, direction: entry.direction, result: '', kind: 'good', ...said };
    },
  };
}

/** Drops the oldest. */
function forget(held: Map<string, unknown>): void {
  for (const key of held.keys()) {
    if (held.size <= MAX_HELD) return;
    held.delete(key);
  }
}
