import type { Database } from './database.ts';

/** The language (BCP 47) that a member chose to read in; undefined when they never chose. */
export async function findMemberLanguage(db: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('members').select('language').where('id', '=', id).executeTakeFirst();
  return row?.language;
}

/** Forgets a member's choice; false where there was none. */
export async function deleteMember(db: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('members').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0;
}

/** Remembers a member's choice in place of an earlier one. */
export async function saveMemberLanguage(
  db: Database,
  member: { id: string; language: string; chosenAt: number },
): Promise<void> {
  const choice = { language: member.language, chosen_at: member.chosenAt };
  await db
    .insertInto('members')
    .values({ id: member.id, ...choice })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(choice))
    .execute();
}
