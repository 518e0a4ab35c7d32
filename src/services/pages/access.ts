import type { ArticleData } from './structured-data.ts';
import type { Survey } from './survey.ts';

export type Access = 'open' | 'paywall' | 'consent' | 'login';

/** A page with more text than this under its wall shows its article. */
const WALL_MAX_CHARS = 1_500;
/** A form or a dialog on a page with more text stands beside something. */
const EMPTY_MAX_CHARS = 300;

export type AccessGrounds = {
  survey: Survey;
  data: ArticleData | null;
  /** HTTP status, where known. */
  status: number | null;
  url: string | null;
  title: string | null;
  /** Characters of the article that was found. */
  chars: number;
};

/**
 * Whether a reader without an account sees the article. Paywalls are told by the status (402) and by what the publisher declares
 * (isAccessibleForFree, article:content_tier); login pages by the status (401) or a password field where an article should be; consent
 * walls by their address or a consent platform's mark where an article should be. No wall is concluded from a short text alone.
 */
export function readAccess({ survey, data, status, url, title, chars }: AccessGrounds): Access {
  if (status === 402) return 'paywall';
  if (status === 401 || status === 407) return 'login';
  const tier = (survey.metas.get('article:content_tier')?.[0] ?? '').toLowerCase();
  if (data?.isFree === false || tier === 'locked') return 'paywall';
  if (data?.isFree !== true && (survey.properties.get('isaccessibleforfree') ?? []).some(isFalse)) return 'paywall';
  if (chars > WALL_MAX_CHARS || isDeclaredArticle(survey, data)) return 'open';
  if (isConsentAddress(url) || (chars < EMPTY_MAX_CHARS && isConsentTitle(title) && hasConsentMark(survey)))
    return 'consent';
  if (isLoginAddress(url) || (chars < EMPTY_MAX_CHARS && survey.hasPassword)) return 'login';
  return 'open';
}

function isFalse(element: { getAttribute(name: string): string | null }): boolean {
  return /^false$/i.test(element.getAttribute('content')?.trim() ?? '');
}

/** A page that says it is an article has one: its dialogs and forms stand beside it. */
function isDeclaredArticle({ metas }: Survey, data: ArticleData | null): boolean {
  return data !== null || metas.get('og:type')?.[0]?.toLowerCase() === 'article' || metas.has('article:published_time');
}

function isConsentAddress(url: string | null): boolean {
  const address = url === null ? null : URL.parse(url);
  if (!address) return false;
  return (
    /^(?:consent|consents|guce|cmp|privacy-?gate|cookiewall|zustimmung)\./i.test(address.hostname) ||
    /\/(?:consent|cookie-?wall|cookie-?consent|zustimmung|collectconsent|privacy-gate)(?:\/|$)/i.test(address.pathname)
  );
}

function isConsentTitle(title: string | null): boolean {
  return /cookie|consent|before you continue|avant de continuer|bevor sie|privacy|datenschutz|zustimmung|vie privée|privacidad|consenso|consentement|consentimiento|prywatno|toestemming|согласие/iu.test(
    title ?? '',
  );
}

const CONSENT_MARKS = /onetrust|didomi|qc-cmp|sp_message|usercentrics|cookiebot|truste|cmpbox|consent|tcf/i;

function hasConsentMark({ marks }: Survey): boolean {
  for (const mark of marks) if (CONSENT_MARKS.test(mark)) return true;
  return false;
}

function isLoginAddress(url: string | null): boolean {
  const address = url === null ? null : URL.parse(url);
  if (!address) return false;
  return (
    /^(?:login|signin|auth|sso|accounts)\./i.test(address.hostname) ||
    /\/(?:log-?in|sign-?in|sso|connexion|anmelden|auth)(?:\/|\.\w+$|$)/i.test(address.pathname)
  );
}
