import { addCommand } from './add.ts';
import { articleCommand } from './article.ts';
import { askCommand } from './ask.ts';
import type { Command } from './command.ts';
import { digestCommand } from './digest.ts';
import { doctorCommand } from './doctor.ts';
import { feedCommand } from './feed.ts';
import { summarizeLinkCommand, translateMessageCommand } from './message-menu.ts';
import { helpCommand } from './help.ts';
import { searchCommand } from './search.ts';
import { settingsCommand } from './settings.ts';
import { summaryCommand } from './summary.ts';
import { translateCommand } from './translate.ts';
import { usageCommand } from './usage.ts';
import { whoSaysCommand } from './who-says.ts';

/** Every command of the bot. A new one is a file, a line here and a test. */
export const commands: readonly Command[] = [
  articleCommand,
  addCommand,
  askCommand,
  digestCommand,
  doctorCommand,
  feedCommand,
  helpCommand,
  searchCommand,
  settingsCommand,
  summarizeLinkCommand,
  summaryCommand,
  translateCommand,
  translateMessageCommand,
  usageCommand,
  whoSaysCommand,
];
