import { describe, expect, test } from 'vitest';
import { countPeople } from '../../src/kernel/understanding.ts';

describe('the people of a household, told one by one', () => {
  test.each([
    ['انا وزوجي وخمس عيال', 7],
    ['أنا وزوجي و٥ عيال', 7],
    ['انا وخمس عيال وزوجي', 7],
    ['انا وامي وولدين وبنت', 5],
    ['انا وعيالي الخمسه', 6],
    ['زوجي واربع عيال', 6],
    ['me, my husband and five kids', 7],
  ])('%s are %d, to be confirmed', (raw, people) => {
    expect(countPeople(raw)).toEqual({ people, sure: false });
  });

  test.each([
    ['سته انا وزوجي واربع عيال', 6],
    ['تسعه انا وعيالي', 9],
    ['حنا ٧ مع امي', 7],
  ])('%s names their number itself', (raw, people) => {
    expect(countPeople(raw)).toEqual({ people, sure: true });
  });

  test('a number that is less than those who are told is only likely', () => {
    expect(countPeople('خمسه انا وزوجي وخمس عيال')).toEqual({ people: 5, sure: false });
  });

  test.each(['سته', '٦ افراد', 'انا وعيالي', 'من ٥ الى ٦', 'زوجي جواله ٠٥٠١٢٣٤٥٦٧', ''])(
    '«%s» tells nobody to be counted',
    (raw) => {
      expect(countPeople(raw)).toBeNull();
    },
  );
});
