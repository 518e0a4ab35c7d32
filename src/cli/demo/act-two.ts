import type { SandboxMessage } from '../../sandbox/sandbox.ts';
import type { StandIn } from '../../sandbox/stand-in.ts';
import { areVerbatim, type Play, quotesOf, textOf } from './play.ts';

const AT_ONCE = 20;

/** The same with a model over HTTP. With a stand-in its requests are counted too, and it is made to lie. */
export async function actTwo(play: Play, standIn: StandIn | undefined): Promise<void> {
  const { stage } = play;
  stage.title(standIn ? 'Act 2: a stand-in, not a language model' : 'Act 2: the configured language model');
  await play.importSecond();
  await summarize(play, standIn);
  await askAtOnce(play, standIn);
  if (standIn) await makeItLie(play, standIn);
  await translate(play, standIn);
  await printBill(play);
}

async function summarize({ stage, running: { sandbox, bot }, stored, usage }: Play, standIn: StandIn | undefined) {
  const command = `/summary article:"${stored.title}" language:French`;
  const asked = await sandbox.command(command, { as: 'member', timeoutMs: 120_000 });
  const message = stage.show(command, asked);
  stage.check('it says which model wrote it', asked.text.includes('Summary by'));
  const evidence = await sandbox.press(message, 'Evidence', { as: 'member' });
  stage.show('[Evidence]', evidence);
  stage.check('each quote stands word for word in the article', areVerbatim(quotesOf(evidence.message), stored.text));
  const calls = await countCalls(usage);
  await bot.kill();
  await bot.start();
  await sandbox.waitForBot();
  stage.say('\n-- kill -9, and the bot starts again --');
  const again = await sandbox.command(command, { as: 'manager' });
  stage.check('the same question is answered from the store, after kill -9 too', again.text === asked.text);
  stage.check('without another call', (await countCalls(usage)) === calls);
  if (standIn) stage.check(`the stand-in counted ${standIn.requests()} request`, standIn.requests() === calls);
}

async function askAtOnce({ stage, running: { sandbox }, usage }: Play, standIn: StandIn | undefined) {
  const before = await countCalls(usage);
  const asked = await Promise.all(
    Array.from({ length: AT_ONCE }, () =>
      sandbox.command('/summary length:"one line" language:English', { as: 'member', timeoutMs: 120_000 }),
    ),
  );
  const [first] = asked;
  if (first) stage.show(`/summary length:"one line" language:English  (${AT_ONCE} times at once)`, first);
  const texts = new Set(asked.map((one) => one.text));
  stage.check(`${AT_ONCE} answers, all the same`, texts.size === 1 && !texts.has(''));
  const calls = (await countCalls(usage)) - before;
  stage.check(`${AT_ONCE} at once made one call (${calls})`, calls === 1);
  if (standIn) stage.say(`  requests so far: ${standIn.requests()}`);
}

async function makeItLie({ stage, running: { sandbox } }: Play, standIn: StandIn) {
  standIn.setMode('wrong-number');
  const command = '/summary length:detailed language:English';
  const lied = await sandbox.command(command, { as: 'member' });
  stage.show(`${command}  (the stand-in changes a number)`, lied);
  stage.check('the point with the wrong number is withheld, and the reply says so', lied.text.includes('was withheld'));
  stage.check('the wrong number is not shown', !lied.text.includes(String(standIn.lastWrongNumber())));
  standIn.setMode('down');
  const command2 = '/summary language:Spanish';
  const isFinal = (message: SandboxMessage) => !textOf(message).includes('still reading');
  const down = await sandbox.command(command2, { as: 'member', timeoutMs: 60_000, until: isFinal });
  stage.show(`${command2}  (the stand-in is down)`, down);
  stage.check('extracts take its place, with the reason', down.text.includes('language model did not answer'));
  standIn.setMode('honest');
}

async function translate({ stage, running: { sandbox }, stored, usage }: Play, standIn: StandIn | undefined) {
  const command = `/translate article:"${stored.title}" language:English`;
  const translated = await sandbox.command(command, { as: 'member', timeoutMs: 120_000 });
  const message = stage.show(command, translated);
  stage.check('it says which model translated', translated.text.includes('translated by'));
  if (standIn) stage.check('the stand-in says that it replayed the provided one', translated.text.includes('replayed'));
  stage.check('the human translation is one tap away', hasButton(message, 'Human translation'));
  const calls = await countCalls(usage);
  await sandbox.command(command, { as: 'manager' });
  stage.check('asked again, no call is made', (await countCalls(usage)) === calls);
}

async function printBill({ stage, usage, price }: Play) {
  const rows = await usage();
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const tokensIn = sum((row) => row.tokensIn);
  const tokensOut = sum((row) => row.tokensOut);
  const calls = `${sum((row) => row.calls)} calls (${sum((row) => row.failed)} failed)`;
  const cost = price && `, ${((tokensIn * price.in + tokensOut * price.out) / 1_000_000).toFixed(6)} USD`;
  stage.say(`\nThe bill: ${calls}, ${tokensIn} tokens in, ${tokensOut} tokens out${cost ?? ''}.`);
}

async function countCalls(usage: Play['usage']): Promise<number> {
  return (await usage()).reduce((total, row) => total + row.calls, 0);
}

function hasButton(message: SandboxMessage, label: string): boolean {
  return textOf(message).includes(label);
}
