/** Pages that a parser or an extractor may die of. Each is whole text; none is random. */
export const HOSTILE_PAGES: Readonly<Record<string, () => string>> = {
  '50k nested divs': () => `<html><body>${'<div>'.repeat(50_000)}The text.${'</div>'.repeat(50_000)}</body></html>`,
  '50k unclosed divs': () => `<html><body>${'<div>x'.repeat(50_000)}`,
  '1,400 nested divs': () => page(`${'<div>'.repeat(1_400)}${PROSE}${'</div>'.repeat(1_400)}`),
  '2 MB of <': () => '<'.repeat(2_000_000),
  '2 MB of <a': () => '<a '.repeat(700_000),
  '2 MB of <!--': () => '<!--'.repeat(500_000),
  '2 MB of <html': () => '<html '.repeat(340_000),
  '2 MB of </': () => '</'.repeat(1_000_000),
  '2 MB of &': () => page(`<p>${'&'.repeat(2_000_000)}</p>`),
  '780k ampersands, written out': () => page(`<p>${'&amp;'.repeat(780_000)}</p>`),
  '490k letters, written out': () => page(`<p>${'&eacute;'.repeat(490_000)}</p>`),
  '200k links': () => page('<a href="/x">link text here</a> '.repeat(200_000)),
  '25k links': () => page('<p><a href="/x">link text here, a longer one</a></p>'.repeat(25_000)),
  '29k paragraphs': () => page('<p>One sentence of a paragraph, and a comma.</p>'.repeat(29_000)),
  'a class of 200k names': () => page(`<div class="${'a b '.repeat(100_000)}">${PROSE}</div>`),
  'a style attribute of 3 MB': () => page(`<div style="${'color:red;'.repeat(300_000)}">${PROSE}</div>`),
  '30k attributes': () =>
    page(`<div ${Array.from({ length: 30_000 }, (_, i) => `a${i}="1"`).join(' ')}>${PROSE}</div>`),
  '20k table cells': () => page(`<table>${'<tr><td>1</td><td>2</td></tr>'.repeat(9_000)}</table>`),
  '700 nested tables': () => page(`${'<table><tr><td>'.repeat(700)}${PROSE}${'</td></tr></table>'.repeat(700)}`),
  '4 MB in one word': () => page(`<p>${'a'.repeat(4_000_000)}</p>`),
  '4 MB of spaces': () => page(`<p>${' '.repeat(3_900_000)}x</p>`),
  '20k br': () => page(`<p>${'line<br>'.repeat(20_000)}</p>`),
  '20k scripts of JSON-LD': () =>
    page('<script type="application/ld+json">{"@type":"Article","headline":"x"}</script>'.repeat(20_000)),
  'JSON-LD 100k deep': () =>
    page(`<script type="application/ld+json">${'['.repeat(100_000)}${']'.repeat(100_000)}</script>${PROSE}`),
  '30k headings': () => page('<h2>A heading</h2>'.repeat(25_000)),
  'a title of 3 MB': () => `<html><head><title>${'t | '.repeat(750_000)}</title></head><body>${PROSE}</body></html>`,
  '20k unclosed scripts': () => `<html><body>${'<script>'.repeat(20_000)}`,
  '100k unclosed navs': () => `<html><body>${'<nav>'.repeat(100_000)}text`,
};

const PROSE = '<p>The council met on Monday and voted, as it had said it would, on the new harbor.</p>'.repeat(6);

function page(body: string): string {
  return `<!doctype html><html><head><title>A page</title></head><body><article>${body}</article></body></html>`;
}
