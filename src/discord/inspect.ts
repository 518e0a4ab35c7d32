import { DefaultRestOptions } from 'discord.js';
import * as z from 'zod';

/** What Discord says of the bot and its application; the same by structure as the services' DiscordFacts. */
export type Inspected =
  | { kind: 'known'; name: string; hasEndpoint: boolean; needsCodeGrant: boolean; hasUserInstall: boolean }
  | { kind: 'refused' }
  | { kind: 'unreachable'; reason: string };

const TIMEOUT_MS = 5_000;
/** Of `integration_types_config` (https://docs.discord.com/developers/resources/application#application-object-application-integration-types). */
const USER_INSTALL = '1';

const application = z.object({
  name: z.string().default(''),
  bot_require_code_grant: z.boolean().default(false),
  interactions_endpoint_url: z.string().nullish(),
  integration_types_config: z.record(z.string(), z.unknown()).nullish(),
});

/** Asks Discord for the application of a token (https://docs.discord.com/developers/resources/application#get-current-application). Never throws, and names the token nowhere. */
export async function inspectApplication(options: { token: string; apiUrl?: string | undefined }): Promise<Inspected> {
  const { token, apiUrl = DefaultRestOptions.api } = options;
  try {
    const response = await fetch(`${apiUrl}/v${DefaultRestOptions.version}/applications/@me`, {
      headers: { Authorization: `Bot ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 401 || response.status === 403) return { kind: 'refused' };
    if (!response.ok) return { kind: 'unreachable', reason: `status ${response.status}` };
    const found = application.parse(await response.json());
    const types = found.integration_types_config;
    return {
      kind: 'known',
      name: found.name,
      hasEndpoint: (found.interactions_endpoint_url ?? '') !== '',
      needsCodeGrant: found.bot_require_code_grant,
      // An application of before this setting says nothing of it.
      hasUserInstall: !types || USER_INSTALL in types,
    };
  } catch (error) {
    return { kind: 'unreachable', reason: error instanceof Error ? error.name : 'unknown' };
  }
}
