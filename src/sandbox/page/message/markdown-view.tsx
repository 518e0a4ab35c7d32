import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { parseMarkdown } from './markdown.ts';
import { parseInline } from './markdown-inline.ts';
import type { Block, Inline, ListBlock } from './markdown-tree.ts';
import { useShared } from './message-context.ts';
import { MomentView } from './moment-view.tsx';

/** A text with Discord's markdown, as blocks. */
export function MarkdownView({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return <div class="md">{blocks.map(renderBlock)}</div>;
}

/** A line of Discord's markdown without blocks, as titles and names of fields have it; within a link it holds no other. */
export function InlineView({ text, isLinked = false }: { text: string; isLinked?: boolean }) {
  const tree = useMemo(() => (isLinked ? unlink(parseInline(text)) : parseInline(text)), [text, isLinked]);
  return <>{tree.map(renderInline)}</>;
}

function unlink(nodes: readonly Inline[]): readonly Inline[] {
  return nodes.flatMap((node): readonly Inline[] => {
    // A spoiler is a button, which a link may not hold either.
    if (node.kind === 'link' || node.kind === 'spoiler') return unlink(node.children);
    return 'children' in node ? [{ ...node, children: unlink(node.children) }] : [node];
  });
}

function renderBlock(block: Block, key: number) {
  switch (block.kind) {
    case 'paragraph':
      return <p key={key}>{block.children.map(renderInline)}</p>;
    case 'subtext':
      return (
        <p key={key} class="md-subtext">
          {block.children.map(renderInline)}
        </p>
      );
    case 'heading':
      return <HeadingView key={key} level={block.level} children={block.children.map(renderInline)} />;
    case 'quote':
      return <blockquote key={key}>{block.blocks.map(renderBlock)}</blockquote>;
    case 'code':
      return (
        <pre
          key={key}
          tabIndex={0}
          role="region"
          aria-label={block.language === '' ? 'Code' : `Code, ${block.language}`}
        >
          <code>{block.text}</code>
        </pre>
      );
    case 'list':
      return renderList(block, key);
  }
}

/** The page's own heading is the first level and its parts the second: a message's begin at the third. */
function HeadingView({ level, children }: { level: 1 | 2 | 3; children: ComponentChildren }) {
  if (level === 1) return <h3 class="md-h1">{children}</h3>;
  return level === 2 ? <h4 class="md-h2">{children}</h4> : <h5 class="md-h3">{children}</h5>;
}

function renderList(list: ListBlock, key: number) {
  const items = list.items.map((item, i) => (
    <li key={i}>
      {item.children.map(renderInline)}
      {item.lists.map(renderList)}
    </li>
  ));
  return list.isOrdered ? (
    <ol key={key} start={list.start}>
      {items}
    </ol>
  ) : (
    <ul key={key}>{items}</ul>
  );
}

function renderInline(node: Inline, key: number): ComponentChildren {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'strong':
      return <strong key={key}>{node.children.map(renderInline)}</strong>;
    case 'emphasis':
      return <em key={key}>{node.children.map(renderInline)}</em>;
    case 'underline':
      return <u key={key}>{node.children.map(renderInline)}</u>;
    case 'strike':
      return <s key={key}>{node.children.map(renderInline)}</s>;
    case 'spoiler':
      return <SpoilerView key={key}>{node.children.map(renderInline)}</SpoilerView>;
    case 'code':
      return <code key={key}>{node.text}</code>;
    case 'link':
      return (
        <LinkView key={key} url={node.url} title={node.title}>
          {node.children.map(renderInline)}
        </LinkView>
      );
    case 'moment':
      return <MomentView key={key} seconds={node.seconds} style={node.style} />;
    case 'emoji':
      return `:${node.name}:`;
    case 'everyone':
      return (
        <span key={key} class="md-mention">
          {node.text}
        </span>
      );
    case 'command':
      return (
        <span key={key} class="md-mention">
          /{node.name}
        </span>
      );
    case 'user':
    case 'role':
    case 'channel':
      return <MentionView key={key} kind={node.kind} id={node.id} />;
  }
}

/** A link out of the page. Where the text hides the address, the pointer shows it. */
export function LinkView({ url, title, children }: { url: string; title: string; children: ComponentChildren }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" title={title === '' ? url : `${title}: ${url}`}>
      {children}
    </a>
  );
}

function MentionView({ kind, id }: { kind: 'user' | 'role' | 'channel'; id: string }) {
  const { names } = useShared();
  const unknown = { user: 'unknown-user', role: 'deleted-role', channel: 'unknown' };
  return (
    <span class="md-mention">
      {kind === 'channel' ? '#' : '@'}
      {(names[id] ?? unknown[kind]).replace(/^[@#]/, '')}
    </span>
  );
}

/** What a press shows. Until then its words are not in the page, so that no reader hears them too early. */
function SpoilerView({ children }: { children: ComponentChildren }) {
  const [isShown, show] = useState(false);
  if (isShown) return <span class="md-spoiler md-spoiler-open">{children}</span>;
  return (
    <button type="button" class="md-spoiler" onClick={() => show(true)}>
      Spoiler: show
    </button>
  );
}
