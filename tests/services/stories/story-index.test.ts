import { expect, test } from 'vitest';
import { createStoryIndex, STORY_WINDOW_MS } from '../../../src/services/stories/story-index.ts';
import type { StoryItem } from '../../../src/services/stories/story-item.ts';

const HOUR = 3_600_000;
const item = (id: string, title: string, given: Partial<StoryItem> = {}): StoryItem => ({
  id,
  title,
  at: 0,
  opening: '',
  language: 'en',
  ...given,
});

const FERRY = [
  item('f1', 'Ostley ferry runs aground near Gull Rock'),
  item('f2', 'Ferry from Ostley runs aground at Gull Rock, 120 aboard'),
  item('f3', 'Passengers leave Ostley ferry that ran aground'),
];
const BAKERY = [
  item('b1', 'Mill Lane bakery opens again after winter repairs'),
  item('b2', 'Bakery on Mill Lane reopens after repairs'),
];

function group(items: readonly StoryItem[]): readonly string[][] {
  const index = createStoryIndex();
  for (const one of items) index.place(one);
  return [...Map.groupBy(items, ({ id }) => index.find(id)).values()].map((ones) =>
    ones.map(({ id }) => id).toSorted(),
  );
}

test('GIVEN articles on two events THEN each event is a story, named by its first article', () => {
  const index = createStoryIndex();
  const placed = [FERRY[0], BAKERY[0], FERRY[1], BAKERY[1], FERRY[2]].flatMap((one) => (one ? [index.place(one)] : []));
  expect(placed.map(({ storyId }) => storyId)).toEqual(['f1', 'b1', 'f1', 'b1', 'f1']);
  expect(placed.map(({ isAlone }) => isAlone)).toEqual([true, true, false, false, false]);
  expect(index.size()).toMatchObject({ items: 5, groups: 2 });
});

test('GIVEN the same articles in the same order THEN the stories are the same, and a second placing changes nothing', () => {
  const items = [...FERRY, ...BAKERY];
  expect(group(items)).toEqual(group(items));
  expect(group([...items, ...items])).toEqual(group([...items, ...items]));
  const index = createStoryIndex();
  for (const one of items) index.place(one);
  const before = index.size();
  expect(index.place(item('f1', 'Another title altogether'))).toMatchObject({ storyId: 'f1', absorbed: [] });
  expect(index.size()).toEqual(before);
});

test('GIVEN a word or two in common THEN articles of different events stay apart', () => {
  expect(
    group([
      item('1', 'Council of Ostley raises harbor fees'),
      item('2', 'Ostley choir wins prize in Larne'),
      item('3', 'Storm closes the harbor of Larne'),
      item('4', 'Council votes on school meals'),
    ]),
  ).toHaveLength(4);
});

test('GIVEN more than the window between two articles THEN they are two stories, and the first is forgotten', () => {
  const index = createStoryIndex();
  index.place(item('old', 'Ostley ferry runs aground near Gull Rock'));
  expect(index.place(item('in', 'Ostley ferry aground near Gull Rock', { at: STORY_WINDOW_MS })).storyId).toBe('old');
  const late = index.place(item('out', 'Ostley ferry runs aground near Gull Rock', { at: 2.1 * STORY_WINDOW_MS }));
  expect(late).toMatchObject({ storyId: 'out', isAlone: true });
  expect(index.find('old')).toBeUndefined();
  expect(index.size()).toMatchObject({ items: 1, groups: 1 });
});

test('GIVEN an affair that goes on for weeks THEN it is several stories', () => {
  const index = createStoryIndex();
  const stories = Array.from(
    { length: 20 },
    (_, day) => index.place(item(`d${day}`, 'Ostley ferry trial goes on', { at: day * 24 * HOUR })).storyId,
  );
  expect(new Set(stories).size).toBeGreaterThan(2);
});

test('GIVEN two groups that grow alike THEN they become one, and that is told', () => {
  const index = createStoryIndex();
  index.place(item('a', 'Gull Rock ferry aground'));
  index.place(item('b', 'Ostley harbor inquiry opens into captain Delacourt'));
  const bridge = 'Gull Rock ferry aground: Ostley harbor inquiry opens into captain Delacourt';
  const placed = Array.from({ length: 6 }, (_, i) => index.place(item(`c${i}`, bridge)));
  const absorbed = placed.flatMap((one) => one.absorbed);
  expect(absorbed).toEqual(['b']);
  expect(['a', 'b', 'c0', 'c5'].map((id) => index.find(id))).toEqual(['a', 'a', 'a', 'a']);
});

test('GIVEN the same wire text THEN an article goes to its twin’s story whatever its title', () => {
  const index = createStoryIndex();
  index.place(item('a', 'Ostley ferry runs aground'));
  expect(index.place(item('b', 'Breaking: what we know'), 'a').storyId).toBe('a');
  expect(index.place(item('c', 'Quite another thing'), 'not remembered').storyId).toBe('c');
});

test('GIVEN more articles than it may remember THEN the quietest are forgotten', () => {
  const index = createStoryIndex({ maxItems: 100 });
  for (let i = 0; i < 1_000; i++) index.place(item(`n${i}`, `Place${i} town${i} thing${i}`, { at: i }));
  expect(index.size().items).toBeLessThanOrEqual(100);
  expect(index.size().terms).toBeLessThan(1_000);
  expect(index.find('n999')).toBe('n999');
  expect(index.find('n1')).toBeUndefined();
});

test.each(['', '   ', '🎉', '12', 'a', '\ud800', 'the of and'])(
  'GIVEN the title %j THEN it is a story of its own',
  (title) => {
    const index = createStoryIndex();
    index.place(item('x', 'Ostley ferry runs aground'));
    expect(index.place(item('y', title)).storyId).toBe('y');
    expect(index.place(item('z', title)).absorbed).toEqual([]);
  },
);

test('GIVEN clocks that are wrong THEN nothing breaks', () => {
  const index = createStoryIndex();
  for (const at of [0, -1e15, 8.64e15, 5])
    index.place(item(`t${at}`, 'Ostley ferry runs aground near Gull Rock', { at }));
  expect(index.size().items).toBeGreaterThan(0);
});
