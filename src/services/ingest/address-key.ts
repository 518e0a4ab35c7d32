/** Query parameters that say where a reader came from, and never what the page is. */
const TRACKING =
  /^(?:utm_|mtm_|pk_|piwik_|hsa_|oly_|at_|wt\.|ns_|_hs|mc_|ga_|vero_|trk)|^(?:fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|xtor|xtref|cmpid|cmp|icid|ito|ncid|smid|s_cid|wt_mc|wt_zmc|spm|mkt_tok|_ga|_gl|partner|outputtype|amp|ocid|sref|wprov|fromrss|jsessionid|phpsessid)$/;
/** Parameters that many sites use for something else, by the values that only say where a reader came from. */
const SOURCES = /^(?:ref|source|src|from|via|origin|campaign|medium|channel|type)$/;
const SOURCE_VALUES = /^(?:rss|rss2|feed|atom|rssfeed|xml|twitter|facebook|newsletter|social|share|email|google|amp)$/;

const INDEX = /\/(?:index|default|home)\.(?:html?|php|aspx?|jsp)$/i;
const AMP_HOST = /^amp\./;
const AMP_PATH = /^\/amp(?=\/)|\/amp\/?$|\.amp(?=\.html?$)|\.amp$/i;

/**
 * An address without what does not tell one text from another: scheme, `www.`, AMP variants, default port, tracking parameters,
 * their order, fragment, closing slash. The same for every spelling of one page's address; null for no web address.
 */
export function addressKey(address: string): string | null {
  const url = URL.parse(address.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  const host = url.hostname
    .replace(/\.$/, '')
    .replace(/^www\d?\./, '')
    .replace(AMP_HOST, '');
  // Port 80 of https is no default: the parser has left out those that are.
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = decode(url.pathname)
    .replace(/;jsessionid=[^/]*/i, '')
    .replace(/\/{2,}/g, '/')
    .replace(AMP_PATH, '')
    .replace(INDEX, '/')
    .replace(/\/+$/, '');
  const query = [...url.searchParams]
    .filter(([name, value]) => !isTracking(name.toLowerCase(), value.toLowerCase()))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  return `${host}${port}${path}${query.length > 0 ? `?${query.join('&')}` : ''}${routeOf(url.hash)}`;
}

/** Whether an address names a site rather than one of its pages. */
export function isFrontPage(key: string): boolean {
  return !/[/?#]/.test(key);
}

/** The same path on whatever host: what is left of an address when its site moves. Null for a front page. */
export function pathOfKey(key: string): string | null {
  const at = key.search(/[/?#]/);
  return at === -1 ? null : key.slice(at);
}

/** The host in an address key. */
export function hostOfKey(key: string): string {
  return key.replace(/[/?#].*$/s, '');
}

function isTracking(name: string, value: string): boolean {
  return TRACKING.test(name) || (SOURCES.test(name) && SOURCE_VALUES.test(value));
}

/** A fragment that is a route tells pages apart; others are places on a page. */
function routeOf(hash: string): string {
  return /^#!?\//.test(hash) ? hash : '';
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}
