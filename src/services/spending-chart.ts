import { encodePng } from './spending-png.ts';

/** One bar: a UTC day (2026-11-23) and its tokens. */
export type ChartDay = { day: string; tokensIn: number; tokensOut: number };

const WIDTH = 960;
const HEIGHT = 320;
const PLOT = { left: 96, top: 24, right: WIDTH - 24, bottom: HEIGHT - 56 };
const LINES = 4;
const SCALE = 4;

/** Light on dark: both of Discord's themes show it well. The two kinds of tokens differ in lightness, for those who do not tell the hues apart. */
const PALETTE = [
  [0x1e, 0x1f, 0x26],
  [0x4a, 0x4d, 0x5a],
  [0xe6, 0xe7, 0xeb],
  [0x5b, 0x8d, 0xef],
  [0xf5, 0xc2, 0x6b],
] as const;
const COLORS = { ground: 0, line: 1, text: 2, tokensIn: 3, tokensOut: 4 } as const;

/** Three by five dots a sign, a digit of base 8 a row: enough for an axis, and no font to carry. */
const SIGNS: ReadonlyMap<string, string> = new Map(
  (
    '0:75557 1:26227 2:71747 3:71717 4:55711 5:74717 6:74757 7:71111 8:75757 9:75717 -:00700 .:00002 ' +
    'k:45655 M:57755 G:74557'
  )
    .split(' ')
    .map((sign) => [sign.slice(0, 1), sign.slice(2)]),
);

/** Tokens a day as a bar chart, a PNG of 960 by 320: input below, output above it; the axis in k, M or G, days as month-day. */
export function drawChart(days: readonly ChartDay[]): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(COLORS.ground);
  const fill = (x: number, y: number, width: number, height: number, color: number) => {
    for (let row = y; row < y + height; row++) pixels.fill(color, row * WIDTH + x, row * WIDTH + x + width);
  };
  const top = topOf(days);
  const heightOf = (tokens: number) => Math.round(((PLOT.bottom - PLOT.top) * tokens) / top);
  for (let line = 0; line <= LINES; line++) {
    const y = PLOT.bottom - heightOf((top * line) / LINES);
    fill(PLOT.left, y, PLOT.right - PLOT.left, 1, COLORS.line);
    const label = shortNumber((top * line) / LINES);
    write(fill, label, PLOT.left - 12 - textWidth(label), y - 2 * SCALE);
  }
  const step = (PLOT.right - PLOT.left) / Math.max(1, days.length);
  days.forEach(({ day, tokensIn, tokensOut }, i) => {
    const x = Math.round(PLOT.left + i * step + step * 0.15);
    const width = Math.max(1, Math.round(step * 0.7));
    const tokens = tokensIn + tokensOut;
    // A day with calls is never taken for one without.
    const whole = tokens > 0 ? Math.max(2, heightOf(tokens)) : 0;
    const below = heightOf(tokensIn);
    fill(x, PLOT.bottom - whole, width, whole, COLORS.tokensOut);
    fill(x, PLOT.bottom - below, width, below, COLORS.tokensIn);
    if ((days.length - 1 - i) % 7 === 0) {
      const label = day.slice(5);
      const middle = Math.round(x + width / 2 - textWidth(label) / 2);
      write(fill, label, Math.min(middle, WIDTH - textWidth(label) - 4), PLOT.bottom + 16);
    }
  });
  return encodePng({ width: WIDTH, height: HEIGHT, palette: PALETTE, pixels });
}

/** Times a power of ten: where the axis may end. Each quarter of them is short to write. */
const TOPS = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10] as const;

/** The first of those that no bar passes. */
function topOf(days: readonly ChartDay[]): number {
  const most = Math.max(1, ...days.map(({ tokensIn, tokensOut }) => tokensIn + tokensOut));
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = TOPS.find((one) => one * power >= most) ?? 10;
  return Math.max(LINES, Math.round(factor * power));
}

function shortNumber(value: number): string {
  const [unit, size] = value >= 1e9 ? ['G', 1e9] : value >= 1e6 ? ['M', 1e6] : value >= 1e3 ? ['k', 1e3] : ['', 1];
  return `${Number((value / size).toFixed(2))}${unit}`;
}

type Fill = (x: number, y: number, width: number, height: number, color: number) => void;

function write(fill: Fill, text: string, left: number, top: number): void {
  text.split('').forEach((sign, i) => {
    (SIGNS.get(sign) ?? '').split('').forEach((dots, row) => {
      for (let column = 0; column < 3; column++)
        if ((Number(dots) >> (2 - column)) & 1)
          fill(left + (i * 4 + column) * SCALE, top + row * SCALE, SCALE, SCALE, COLORS.text);
    });
  });
}

function textWidth(text: string): number {
  return (text.length * 4 - 1) * SCALE;
}
