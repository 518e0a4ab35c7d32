import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { OUTLET_KINDS } from '../data/article-store.ts';
import type { Database } from '../data/database.ts';
import { findByName, listOutlets, type OutletFacts, saveOutlet } from '../data/outlet-store.ts';
import { hashFields } from '../ids.ts';

/** outlets.json: sources, and under each what it states. An outlet takes its citation from its source. */
const outletsFile = z.strictObject({
  sources: z.array(
    z.strictObject({
      citation: z.string(),
      citationUrl: z.url({ protocol: /^https$/ }),
      statedOn: z.iso.date(),
      outlets: z.array(
        z.strictObject({
          name: z.string().min(1),
          names: z.array(z.string()).default([]),
          domains: z.array(z.string().regex(/^[a-z0-9.-]+$/)).default([]),
          country: z
            .string()
            .regex(/^[A-Z]{2}$/)
            .nullable(),
          owner: z.string().nullable(),
          kind: z.enum(OUTLET_KINDS),
        }),
      ),
    }),
  ),
});

/** The outlets that come with Kiosque, each with who says so and when. */
export function readOutlets(): readonly OutletFacts[] {
  const text = readFileSync(new URL('../data/outlets.json', import.meta.url), 'utf8');
  return outletsFile
    .parse(JSON.parse(text))
    .sources.flatMap(({ outlets, ...source }) => outlets.map((outlet) => ({ ...outlet, ...source })));
}

/** Stores them, again and again without a second row. One that an import made known by name alone is filled in where it stands. */
export async function loadOutlets({ db }: { db: Database }): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const known = await listOutlets(transaction);
    for (const outlet of readOutlets()) {
      const id = findByName(known, outlet.name)?.id ?? hashFields(['outlet', outlet.name], 12);
      await saveOutlet(transaction, id, outlet);
    }
  });
}
