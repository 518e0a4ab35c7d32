import { type Exchange, renderMessageAsText, type SandboxMessage } from '../../sandbox/sandbox.ts';

/** What the demo prints and what it checks: every reply is shown, and every promise about it is a line that holds or does not. */
export type Stage = {
  title(text: string): void;
  say(text: string): void;
  /** A reply under what was typed or pressed. A bot that did not answer is a fault of its own. */
  show(done: string, exchange: Exchange): SandboxMessage;
  post(where: string, message: SandboxMessage): void;
  check(promise: string, holds: boolean): void;
  /** The promises that did not hold. */
  faults(): readonly string[];
};

export function createStage(print: (line: string) => void): Stage {
  const faults: string[] = [];
  const indent = (text: string) => print(text.replace(/^(?=.)/gm, '    '));
  const check = (promise: string, holds: boolean) => {
    print(`  ${holds ? 'ok   ' : 'WRONG'} ${promise}`);
    if (!holds) faults.push(promise);
  };
  return {
    title: (text) => print(`\n== ${text} ==`),
    say: (text) => print(text),
    show(done, exchange) {
      print(`\n> ${done}`);
      indent(exchange.text);
      if (exchange.outcome === 'answered' && exchange.message) return exchange.message;
      check(`${done} is answered (it was ${exchange.outcome})`, false);
      throw new UnfinishedError(`${done} had no answer`);
    },
    post(where, message) {
      print(`\n# posted in ${where}`);
      indent(renderMessageAsText(message));
    },
    check,
    faults: () => faults,
  };
}

/** A reply that later steps stand on did not come. */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError';
}
