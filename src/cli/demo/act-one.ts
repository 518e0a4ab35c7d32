import type { SandboxMessage } from '../../sandbox/sandbox.ts';
import { areVerbatim, type Play, quotesOf, textOf } from './play.ts';

const DAY_MS = 86_400_000;

/** The main job with no model: read, extracts, the provided translation, what is missing, and two editions on two days. */
export async function actOne(play: Play): Promise<void> {
  play.stage.title('Act 1: no language model');
  await readArticle(play);
  await translate(play);
  await postDigests(play);
}

async function readArticle({ stage, running: { sandbox }, stored }: Play): Promise<void> {
  const read = await sandbox.command('/article', { as: 'member' });
  stage.show('/article', read);
  stage.check('the title is the stored one', read.text.includes(stored.title));
  stage.check(
    'the outlet is named as state-controlled, of Russia',
    read.text.includes('state-controlled media (Russia)'),
  );
  stage.check('only the asker sees it', read.message?.ephemeral === true);

  const summary = await sandbox.command('/summary extracts:true', { as: 'member' });
  const message = stage.show('/summary extracts:true', summary);
  stage.check('it says that these are extracts', summary.text.includes('these are extracts'));
  const evidence = await sandbox.press(message, 'Evidence', { as: 'member' });
  stage.show('[Evidence]', evidence);
  const quotes = quotesOf(evidence.message);
  stage.check(
    `each of the ${quotes.length} quotes stands word for word in the article`,
    areVerbatim(quotes, stored.text),
  );
}

async function translate({ stage, running: { sandbox }, stored }: Play): Promise<void> {
  const english = await sandbox.command('/translate language:English', { as: 'member' });
  stage.show('/translate language:English', english);
  const opening = 'Provided translation: no language model is connected';
  stage.check('it opens by saying whose translation it is', english.text.includes(opening));
  stage.check('it is the one that came with the article', english.text.includes(stored.english.title));

  const german = await sandbox.command('/translate language:German', { as: 'member' });
  stage.show('/translate language:German', german);
  stage.check('it says what is missing', german.text.includes('nobody has provided a translation into German'));
  stage.check('it says how to add it', german.text.includes('OPENAI_BASE_URL'));
}

async function postDigests(play: Play): Promise<void> {
  const { stage, running, stored } = play;
  const { sandbox } = running;
  const command = '/digest create channel:#news time:08:00 timezone:Europe/Paris';
  const refused = await sandbox.command(command, { as: 'member', raw: true });
  stage.show(`${command}  (by a member, past Discord's own check)`, refused);
  stage.check('a member without Manage Server may not', refused.text.includes('Manage Server'));
  stage.show(command, await sandbox.command(command, { as: 'manager' }));

  const first = await nextEdition(play, 60_000);
  stage.check('the first edition holds the stored article', textOf(first).includes(stored.title));
  const second = await play.importSecond();
  stage.say(`\n$ kiosque import second-article.txt\n    ${second}`);
  const later = await nextEdition(play, DAY_MS);
  stage.check('the second edition holds the new article', textOf(later).includes('Node.js 26'));
  stage.check('and does not repeat the first', !textOf(later).includes(stored.title));
  stage.check('two days, two messages', sandbox.messages('news').length === 2);
}

async function nextEdition(
  { stage, running: { sandbox, clock, moveClock } }: Play,
  ms: number,
): Promise<SandboxMessage> {
  const before = new Set(sandbox.messages('news').map((one) => one.id));
  moveClock(ms);
  stage.say(`\n-- the clock moves to ${new Date(clock.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC --`);
  const message = await sandbox.waitForMessage('news', (one) => !before.has(one.id));
  stage.post('#news', message);
  return message;
}
