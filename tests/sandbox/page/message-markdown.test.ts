import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../src/sandbox/page/message/markdown.ts';
import type { Block, Inline } from '../../../src/sandbox/page/message/markdown-tree.ts';

/** A tree as short text: kinds as tags, so that a table can be read. */
function draw(nodes: readonly (Block | Inline)[]): string {
  return nodes.map(drawOne).join('');
}

function drawOne(node: Block | Inline): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'quote':
      return `<quote>${draw(node.blocks)}</quote>`;
    case 'list': {
      const items = node.items.map((item) => `<li>${draw(item.children)}${draw(item.lists)}</li>`).join('');
      return node.isOrdered ? `<ol ${node.start}>${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'code':
      return 'language' in node ? `<pre ${node.language}>${node.text}</pre>` : `<code>${node.text}</code>`;
    case 'link':
      return `<a ${node.url}${node.title === '' ? '' : ` "${node.title}"`}>${draw(node.children)}</a>`;
    case 'heading':
      return `<h${node.level}>${draw(node.children)}</h${node.level}>`;
    case 'moment':
      return `<t ${node.seconds} ${node.style}>`;
    case 'user':
    case 'role':
    case 'channel':
      return `<${node.kind} ${node.id}>`;
    case 'everyone':
      return `<everyone ${node.text}>`;
    case 'command':
      return `<command ${node.name} ${node.id}>`;
    case 'emoji':
      return `<emoji ${node.name}>`;
    case 'paragraph':
      return `<p>${draw(node.children)}</p>`;
    case 'strong':
    case 'emphasis':
    case 'underline':
    case 'strike':
    case 'spoiler':
    case 'subtext':
      return `<${node.kind}>${draw(node.children)}</${node.kind}>`;
  }
}

const read = (text: string) => draw(parseMarkdown(text));
/** The one paragraph's content. */
const inline = (text: string) => read(text).replace(/^<p>(.*)<\/p>$/s, '$1');

test.each([
  ['**bold**', '<strong>bold</strong>'],
  ['*a* _b_', '<emphasis>a</emphasis> <emphasis>b</emphasis>'],
  ['__a__ ~~b~~ ||c||', '<underline>a</underline> <strike>b</strike> <spoiler>c</spoiler>'],
  ['***a***', '<strong><emphasis>a</emphasis></strong>'],
  ['***a** b*', '<emphasis><strong>a</strong> b</emphasis>'],
  ['***a* b**', '<strong><emphasis>a</emphasis> b</strong>'],
  ['**bold *it***', '<strong>bold <emphasis>it</emphasis></strong>'],
  ['*it **b***', '<emphasis>it <strong>b</strong></emphasis>'],
  ['__*a*__', '<underline><emphasis>a</emphasis></underline>'],
  ['||a **b**||', '<spoiler>a <strong>b</strong></spoiler>'],
  ['** a **', '<strong> a </strong>'],
  ['**over\ntwo lines**', '<strong>over\ntwo lines</strong>'],
  ['5 * 3 * 2', '5 * 3 * 2'],
  ['snake_case_name', 'snake_case_name'],
  ['**open', '**open'],
  ['a *b **c** d', 'a *b <strong>c</strong> d'],
  ['****', '****'],
  ['||||', '||||'],
])('GIVEN the marks of %j THEN they are read as Discord does', (text, expected) => {
  expect(inline(text)).toBe(expected);
});

test.each([
  ['[a](https://x.org)', '<a https://x.org>a</a>'],
  ['[a **b**](https://x.org/y)', '<a https://x.org/y>a <strong>b</strong></a>'],
  ['**[a](https://x.org)**', '<strong><a https://x.org>a</a></strong>'],
  ['[a](<https://x.org>)', '<a https://x.org>a</a>'],
  ['[a](https://x.org "A title")', '<a https://x.org "A title">a</a>'],
  ['[a](https://x.org/b_(c))', '<a https://x.org/b_(c)>a</a>'],
  ['[1] [b](https://x.org)', '[1] <a https://x.org>b</a>'],
  ['[a [b](https://x.org) c](https://y.org)', '[a <a https://x.org>b</a> c](<a https://y.org>https://y.org</a>)'],
  ['[a](javascript:alert(1))', '[a](javascript:alert(1))'],
  ['[a](data:text/html,x)', '[a](data:text/html,x)'],
  ['[a](/relative)', '[a](/relative)'],
  ['[](https://x.org)', '[](<a https://x.org>https://x.org</a>)'],
  [
    '[https://good.org](https://bad.org)',
    '[<a https://good.org>https://good.org</a>](<a https://bad.org>https://bad.org</a>)',
  ],
  ['<https://x.org/a>', '<a https://x.org/a>https://x.org/a</a>'],
  ['see https://x.org/a.', 'see <a https://x.org/a>https://x.org/a</a>.'],
  ['(https://x.org/a)', '(<a https://x.org/a>https://x.org/a</a>)'],
  ['https://x.org/a_(b)', '<a https://x.org/a_(b)>https://x.org/a_(b)</a>'],
  ['**https://x.org**', '<strong><a https://x.org>https://x.org</a></strong>'],
  ['https://', 'https://'],
  ['https://[', 'https://['],
])('GIVEN the address in %j THEN it is a link only where that is safe', (text, expected) => {
  expect(inline(text)).toBe(expected);
});

test.each([
  ['`a **b**`', '<code>a **b**</code>'],
  ['``a ` b``', '<code>a ` b</code>'],
  ['`` `a` ``', '<code>`a`</code>'],
  ['`a', '`a'],
  [String.raw`\*a\* \_ \[ \\`, String.raw`*a* _ [ \ `.trimEnd()],
  [String.raw`¯\_(ツ)_/¯`, '¯_(ツ)_/¯'],
  [String.raw`C:\new`, String.raw`C:\new`],
  ['<@1> <@!2> <@&3> <#4>', '<user 1> <user 2> <role 3> <channel 4>'],
  ['@everyone @here @someone', '<everyone @everyone> <everyone @here> @someone'],
  ['</digest list:12>', '<command digest list 12>'],
  ['<:kiosk:1> <a:spin:2>', '<emoji kiosk> <emoji spin>'],
  ['<t:1> <t:1:R> <t:-5:d> <t:1:x>', '<t 1 f> <t 1 R> <t -5 d> <t:1:x>'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
])('GIVEN %j THEN code, escapes and mentions are themselves', (text, expected) => {
  expect(inline(text)).toBe(expected);
});

test.each([
  ['# a\n## b\n### c\n#### d', '<h1>a</h1><h2>b</h2><h3>c</h3><p>#### d</p>'],
  ['-# small *words*', '<subtext>small <emphasis>words</emphasis></subtext>'],
  ['#a\n# ', '<p>#a\n# </p>'],
  ['a\n> b\n> c\nd', '<p>a</p><quote><p>b\nc</p></quote><p>d</p>'],
  ['>>> a\n# b\nc', '<quote><p>a</p><h1>b</h1><p>c</p></quote>'],
  ['> > a', '<quote><p>> a</p></quote>'],
  ['>a', '<p>>a</p>'],
  ['- a\n- b\n  - c\n    - d\n- e', '<ul><li>a</li><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li><li>e</li></ul>'],
  ['3. a\n4. b', '<ol 3><li>a</li><li>b</li></ol>'],
  ['- a\n1. b', '<ul><li>a</li></ul><ol 1><li>b</li></ol>'],
  ['- a\n  more', '<ul><li>a\nmore</li></ul>'],
  ['* a\n*b*', '<ul><li>a</li></ul><p><emphasis>b</emphasis></p>'],
  ['```ts\nconst a = 1;\n\n# b\n```', '<pre ts>const a = 1;\n\n# b</pre>'],
  ['a ```b``` c', '<p>a </p><pre >b</pre><p> c</p>'],
  ['```ts```', '<pre >ts</pre>'],
  ['> ```\n> a\n> ```', '<quote><pre >a</pre></quote>'],
  ['```open\ntext', '<p>```open\ntext</p>'],
  ['a\n\n\nb', '<p>a\n\n\nb</p>'],
  ['a\r\n# b', '<p>a</p><h1>b</h1>'],
  ['', ''],
])('GIVEN the lines of %j THEN they are the blocks that Discord shows', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('GIVEN a list within a list thirty times THEN it ends at eleven and no item is lost', () => {
  const text = Array.from({ length: 30 }, (_, i) => `${' '.repeat(i * 2)}- item`).join('\n');
  expect(read(text).match(/<ul>/g)).toHaveLength(11);
  expect(read(text).match(/item/g)).toHaveLength(30);
});
