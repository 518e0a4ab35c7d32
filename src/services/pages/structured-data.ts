/** What a page's JSON-LD (https://schema.org) says of its article. */
export type ArticleData = {
  headline: string | null;
  authors: readonly string[];
  published: string | null;
  modified: string | null;
  image: { url: string; alt: string | null } | null;
  publisher: string | null;
  language: string | null;
  body: string | null;
  url: string | null;
  /** What the publisher says of access; null where it says nothing. */
  isFree: boolean | null;
  /** CSS selectors of the parts that are not free. */
  paidParts: readonly string[];
  section: string | null;
};

const ARTICLE =
  /^(?:\w+:)?(?:(?:News|Blog|Social|Scholarly|Tech|Medical|Satirical|Reportage|Opinion|Review|Analysis|Background|AskPublicNews|Advertiser|LiveBlog)?(?:News)?(?:Article|Posting|ContentArticle)|Report|Review|Recipe|CreativeWork|VideoObject)$/i;
const PAGE = /WebPage$|^ItemPage$/i;
const MAX_CHARS = 2_000_000;
const MAX_NODES = 5_000;

type Node = Readonly<Record<string, unknown>>;

/** Reads the page's blocks of JSON-LD; null where no article is among them. Broken blocks are mended where it is certain, else passed over. */
export function readStructuredData(blocks: readonly string[]): ArticleData | null {
  const nodes = blocks.flatMap((block) => flatten(parseBlock(block)));
  const byId = new Map(
    nodes.flatMap((node) => (typeof node['@id'] === 'string' ? [[node['@id'], node] as const] : [])),
  );
  const resolve = (value: unknown): unknown => {
    const id = isNode(value) && Object.keys(value).length <= 2 ? value['@id'] : undefined;
    return typeof id === 'string' ? (byId.get(id) ?? value) : value;
  };
  const ranked = nodes
    .map((node) => ({ node, rank: rankOf(node) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank);
  const best = ranked[0]?.node;
  return best ? toArticle(best, resolve) : null;
}

function rankOf(node: Node): number {
  const types = texts(node['@type']);
  const has = (key: string) => (node[key] === undefined ? 0 : 1);
  const filled = has('headline') + has('datePublished') + has('author') + has('articleBody');
  if (types.some((type) => /Article$|Posting$|^Report$/i.test(type) && ARTICLE.test(type))) return 10 + filled;
  if (types.some((type) => ARTICLE.test(type))) return filled > 0 ? 2 + filled : 0;
  return types.some((type) => PAGE.test(type)) && node['datePublished'] !== undefined ? 1 : 0;
}

function toArticle(node: Node, resolve: (value: unknown) => unknown): ArticleData {
  const parts = list(node['hasPart']).map(resolve).filter(isNode);
  const isFree = truth(node['isAccessibleForFree']);
  return {
    headline: text(node['headline']) ?? text(node['name']),
    authors: list(node['author'] ?? node['creator'])
      .map(resolve)
      .flatMap(nameOf),
    published: text(node['datePublished']) ?? text(node['dateCreated']) ?? text(node['uploadDate']),
    modified: text(node['dateModified']),
    image: imageOf(resolve(list(node['image'])[0] ?? list(node['thumbnailUrl'])[0])),
    publisher:
      list(node['publisher'] ?? node['sourceOrganization'])
        .map(resolve)
        .flatMap(nameOf)[0] ?? null,
    language:
      text(node['inLanguage']) ?? (isNode(node['inLanguage']) ? text(node['inLanguage']['alternateName']) : null),
    body: text(node['articleBody']),
    url: urlOf(node['mainEntityOfPage']) ?? text(node['url']),
    isFree: isFree ?? (parts.some((part) => truth(part['isAccessibleForFree']) === false) ? false : null),
    paidParts: parts
      .filter((part) => truth(part['isAccessibleForFree']) === false)
      .flatMap((part) => texts(part['cssSelector'])),
    section: texts(node['articleSection'])[0] ?? null,
  };
}

function parseBlock(block: string): unknown {
  const bare = block
    .slice(0, MAX_CHARS)
    .trim()
    .replace(/^(?:<!--|\/\*<!\[CDATA\[\*\/|\/\/<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\*\]\]>\*\/|\/\/\]\]>|\]\]>)$/g, '')
    .replace(/;\s*$/, '');
  // Real pages print line feeds inside strings and commas before a closing bracket.
  for (const candidate of [bare, bare.replace(/[\n\r\t]+/g, ' ').replace(/,\s*([}\]])/g, '$1')]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next, mended one is tried.
    }
  }
  return undefined;
}

/** All nodes in a value, outermost first. */
function flatten(value: unknown): readonly Node[] {
  const nodes: Node[] = [];
  const queue: unknown[] = [value];
  for (let i = 0; i < queue.length && i < MAX_NODES; i++) {
    const next = queue[i];
    if (Array.isArray(next)) queue.push(...next.slice(0, 200));
    else if (isNode(next)) {
      nodes.push(next);
      queue.push(...Object.values(next).filter((inner) => typeof inner === 'object'));
    }
  }
  return nodes;
}

function nameOf(value: unknown): readonly string[] {
  const name = text(value) ?? (isNode(value) ? (texts(value['name'])[0] ?? null) : null);
  return name === null ? [] : [name];
}

function imageOf(value: unknown): ArticleData['image'] {
  const first = list(value)[0];
  const direct = text(first);
  if (direct !== null) return { url: direct, alt: null };
  if (!isNode(first)) return null;
  const url = text(first['url']) ?? text(first['contentUrl']) ?? urlOf(first['url']);
  return url === null ? null : { url, alt: text(first['caption']) ?? text(first['description']) };
}

function urlOf(value: unknown): string | null {
  return text(value) ?? (isNode(value) ? (text(value['@id']) ?? text(value['url'])) : null);
}

function truth(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  if (/^(?:https?:\/\/schema\.org\/)?false$/i.test(value.trim())) return false;
  return /^(?:https?:\/\/schema\.org\/)?true$/i.test(value.trim()) ? true : null;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function texts(value: unknown): readonly string[] {
  return list(value).flatMap((one) => text(one) ?? []);
}
