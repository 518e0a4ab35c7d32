import type { Markdown } from '../reply.ts';
import type { FindingCode, FindingDetails } from './finding.ts';
import type { Words } from './words.ts';

/** The sentence for what an examination found, with its mend. */
export function explainFinding<Code extends FindingCode>(
  { code, details }: { code: Code; details: FindingDetails[Code] },
  { doctor }: Pick<Words, 'doctor'>,
): Markdown {
  return doctor.findings[code](details);
}
