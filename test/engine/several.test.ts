import { describe, expect, it, test } from 'vitest';
import { limits } from '../../src/engine/limits.ts';
import type { Flow, Input, Json, Question } from '../../src/engine/vocabulary.ts';
import { at, controlsOf, idsOf, keysOf, opens, presses, says, talkTo, top } from './talk.ts';
import { menuOf, tinyRegistry } from './tiny-house.ts';

const photo = (documentId: string): Input => ({ type: 'media', kind: 'photo', documentId });
const ofAlbum = (album: string, documentId: string): Input => ({
  type: 'media',
  kind: 'photo',
  documentId,
  album,
});
const pdf = (documentId: string, pages: number): Input => ({
  type: 'media',
  kind: 'document',
  documentId,
  pages,
});
const file = (documentId: string, kind = 'photo'): Json => ({ kind, documentId });

const paper: Question = { key: 'paper', kind: 'document', several: true, optional: true };
const shop: Question = { key: 'shop', kind: 'text', optional: true, gathers: 'paper' };
const papers: Question = {
  key: 'papers',
  kind: 'group',
  optional: true,
  laterSkips: true,
  questions: [
    { key: 'paper', kind: 'document', several: true },
    {
      key: 'of',
      kind: 'text',
      optional: true,
      gathers: 'paper',
      when: (_line, _facts, all) => all?.tools === 2,
    },
    { key: 'shop', kind: 'text', optional: true, gathers: 'paper' },
  ],
};
const tools: Question = { key: 'tools', kind: 'number' };
const face: Question = { key: 'face', kind: 'photo' };
const last: Question = { key: 'last', kind: 'text' };

const asked = (...questions: readonly Question[]) => {
  const flow: Flow = {
    name: 'kitchen',
    version: 1,
    questions,
    command: (answers) => ({ name: 'cook', answers }),
  };
  const talk = talkTo(tinyRegistry({ flows: [menuOf('kitchen'), flow] }));
  const opened = talk.send(opens('kitchen'));
  return { talk, opened };
};

describe('several files are one answer', () => {
  it('is one until it is done, whatever sorts of file come', () => {
    const { talk, opened } = asked(paper, last);
    expect(idsOf(opened.replies.at(-1))).toEqual([]);
    const first = talk.send(photo('one'));
    expect(at(talk)).toBe('kitchen.paper');
    expect([keysOf(first.replies[0]), idsOf(first.replies[0])]).toEqual([['kitchen:paper.more'], ['done']]);
    const second = talk.send(pdf('two', 40));
    expect(second.replies[0]?.parts[0]?.params).toEqual({ count: 41 });
    talk.send(presses('done'));
    expect(at(talk)).toBe('kitchen.last');
    expect(top(talk).answers.paper).toEqual([
      file('one'),
      { kind: 'document', documentId: 'two', pages: 40 },
    ]);
    expect(top(talk).lines ?? {}).toEqual({});
  });

  it.each(['تم', 'خلاص', 'لا', 'لا بس هذي', 'تخطي', 'done', 'no'])('«%s» ends it', (words) => {
    const { talk } = asked(paper, last);
    talk.send(photo('one'));
    talk.send(says(words));
    expect(top(talk).answers.paper).toEqual([file('one')]);
  });

  it('keeps what came, whatever is wrong with the next', () => {
    const { talk } = asked(paper, last);
    talk.send(photo('one'));
    for (let times = 0; times < 3; times++) {
      const refused = talk.send({ type: 'refused-media', problem: 'heic' });
      expect(keysOf(refused.replies[0]).join()).toContain(
        times < 2 ? 'problem.media.heic' : 'common:offer-person',
      );
      expect(idsOf(refused.replies[0])).toContain('done');
    }
    talk.send(says('وش المطلوب بالضبط'));
    talk.send(photo('two'));
    talk.send(presses('later'));
    expect(at(talk)).toBe('menu.menu');
    talk.send(presses('continue'));
    talk.send(photo('three'));
    talk.send(presses('done'));
    expect(top(talk).answers.paper).toEqual(['one', 'two', 'three'].map((id) => file(id)));
  });

  it('without any, done is skipped like anything that is optional', () => {
    const { talk } = asked(paper, last);
    talk.send(says('تم'));
    expect(top(talk).answers.paper).toBeNull();
  });

  it('takes no more than one paper may have, and says so', () => {
    const { talk } = asked(paper, last);
    for (let page = 0; page < limits.filesOfOne; page++) talk.send(photo(`page-${page}`));
    const refused = talk.send(photo('one too many'));
    expect(keysOf(refused.replies[0])[0]).toBe('kitchen:paper.problem.too-many-files');
    talk.send(presses('done'));
    expect((top(talk).answers.paper as readonly Json[]).length).toBe(limits.filesOfOne);
  });

  it('answered anew, the new files are the answer and the old ones stay until then', () => {
    const { talk } = asked(paper, shop, last);
    talk.send(photo('old'));
    talk.send(presses('done'));
    const opened = talk.send(presses('edit:paper'));
    expect(controlsOf(opened.replies[0])).toContain('skip');
    talk.send(photo('new'));
    talk.send(presses('done'));
    expect(top(talk).answers.paper).toEqual([file('new')]);
  });

  test('a page that comes late joins its paper', () => {
    const { talk } = asked(paper, shop, last);
    talk.send(photo('one'));
    talk.send(presses('done'));
    const late = talk.send(photo('two'));
    expect([at(talk), keysOf(late.replies[0])[0]]).toEqual(['kitchen.shop', 'common:several.joined']);
    expect(top(talk).answers.paper).toEqual([file('one'), file('two')]);
  });
});

describe('an album', () => {
  it('is said once to have come, without a number, and all of it is kept in its order', () => {
    const { talk } = asked(paper, last);
    const first = talk.send(ofAlbum('a', 'one'));
    expect(keysOf(first.replies[0])).toEqual(['kitchen:paper.more-album']);
    expect(talk.send(ofAlbum('a', 'two')).replies).toEqual([]);
    expect(talk.send(ofAlbum('a', 'three')).replies).toEqual([]);
    // The button beneath the one reply is not old.
    talk.send(presses('done', first.replies[0]?.asked));
    expect([at(talk), top(talk).answers.paper]).toEqual([
      'kitchen.last',
      ['one', 'two', 'three'].map((id) => file(id)),
    ]);
  });

  it('is answered again once something else was put, with how many there are', () => {
    const { talk } = asked(paper, last);
    talk.send(ofAlbum('a', 'one'));
    talk.send(ofAlbum('a', 'two'));
    const refused = talk.send({ type: 'refused-media', problem: 'heic' });
    expect(refused.replies[0]?.parts.at(-1)).toMatchObject({
      key: 'kitchen:paper.more',
      params: { count: 2 },
    });
    expect(keysOf(talk.send(ofAlbum('a', 'three')).replies[0])).toEqual(['kitchen:paper.more-album']);
    expect(keysOf(talk.send(ofAlbum('b', 'four')).replies[0])).toEqual(['kitchen:paper.more-album']);
    talk.send(says('تم'));
    expect(top(talk).answers.paper).toEqual(['one', 'two', 'three', 'four'].map((id) => file(id)));
  });

  it('that comes late joins the paper, and says so once', () => {
    const { talk } = asked(paper, shop, last);
    talk.send(photo('one'));
    talk.send(presses('done'));
    const late = talk.send(ofAlbum('a', 'two'));
    expect(keysOf(late.replies[0])[0]).toBe('common:several.joined-album');
    expect(talk.send(ofAlbum('a', 'three')).replies).toEqual([]);
    expect([at(talk), top(talk).answers.paper]).toEqual([
      'kitchen.shop',
      ['one', 'two', 'three'].map((id) => file(id)),
    ]);
  });

  it('of which done was pressed too early goes on into the paper', () => {
    const { talk } = asked(paper, shop, last);
    talk.send(ofAlbum('a', 'one'));
    talk.send(presses('done'));
    expect(keysOf(talk.send(ofAlbum('a', 'two')).replies[0])[0]).toBe('common:several.joined-album');
    expect(talk.send(ofAlbum('a', 'three')).replies).toEqual([]);
    expect((top(talk).answers.paper as readonly Json[]).length).toBe(3);
  });

  it('that is not taken is refused once, and is one attempt', () => {
    const { talk } = asked(tools, last);
    const first = talk.send(ofAlbum('a', 'one'));
    expect(keysOf(first.replies[0])).toContain('common:problem.no-file-here');
    expect(talk.send(ofAlbum('a', 'two')).replies).toEqual([]);
    expect(top(talk).attempts).toBe(1);
    expect(talk.send(ofAlbum('b', 'three')).replies).toHaveLength(1);
  });

  it('larger than a paper may be is refused once, for what is beyond it', () => {
    const { talk } = asked(paper, last);
    for (let page = 0; page < limits.filesOfOne - 1; page++) talk.send(photo(`page-${page}`));
    const spoken = ['one', 'two', 'three'].map((id) => talk.send(ofAlbum('a', id)).replies.length);
    expect(spoken).toEqual([1, 1, 0]);
    expect(top(talk).lines?.paper).toHaveLength(limits.filesOfOne);
  });

  it('where one photo is asked for gives the first, and says so once', () => {
    const { talk } = asked(face, last);
    const first = talk.send(ofAlbum('a', 'one'));
    expect(keysOf(first.replies[0])[0]).toBe('common:first-of-album');
    for (const id of ['two', 'three']) {
      const other = talk.send(ofAlbum('a', id));
      expect([other.replies, other.sensitive]).toEqual([[], true]);
    }
    expect([top(talk).answers.face, top(talk).attempts, at(talk)]).toEqual([
      file('one'),
      undefined,
      'kitchen.last',
    ]);
    expect(talk.send(photo('another')).replies).toHaveLength(1);
  });

  it('of which the back does not take the place of the front at the review', () => {
    const { talk } = asked(face, { key: 'review', kind: 'review' });
    talk.send(ofAlbum('a', 'front'));
    expect(talk.send(ofAlbum('a', 'back')).replies).toEqual([]);
    expect(top(talk).answers.face).toEqual(file('front'));
    talk.send(photo('clearer'));
    expect(top(talk).answers.face).toEqual(file('clearer'));
  });

  it('goes on to the next question that asks for a photo', () => {
    const { talk } = asked(face, { key: 'hands', kind: 'photo' }, last);
    expect(keysOf(talk.send(ofAlbum('a', 'one')).replies[0])).not.toContain('common:first-of-album');
    const second = talk.send(ofAlbum('a', 'two'));
    expect(keysOf(second.replies[0])[0]).toBe('common:first-of-album');
    expect(talk.send(ofAlbum('a', 'three')).replies).toEqual([]);
    expect(top(talk).answers).toMatchObject({ face: file('one'), hands: file('two') });
  });
});

describe('lines that begin with a file', () => {
  it('are begun by sending it, and need no button before', () => {
    const { talk } = asked(tools, papers, last);
    const first = talk.send(says('2'));
    expect([idsOf(first.replies[0]), controlsOf(first.replies[0]), first.replies[0]?.request]).toEqual([
      [],
      ['skip', 'back', 'later', 'help'],
      'document',
    ]);
    talk.send(photo('one'));
    talk.send(photo('two'));
    talk.send(says('تم'));
    expect(at(talk)).toBe('kitchen.papers.of');
    talk.send(says('عجانة'));
    talk.send(photo('late'));
    expect(at(talk)).toBe('kitchen.papers.shop');
    talk.send(says('تخطي'));
    expect(at(talk)).toBe('kitchen.papers');
    const second = talk.send(pdf('three', 2));
    expect(second.replies[0]?.parts.at(-1)?.params).toEqual({ count: 2 });
    talk.send(presses('done'));
    talk.send(presses('skip'));
    talk.send(presses('skip'));
    talk.send(presses('done'));
    expect(at(talk)).toBe('kitchen.last');
    expect(top(talk).answers.papers).toEqual([
      { paper: ['one', 'two', 'late'].map((id) => file(id)), of: 'عجانة', shop: null },
      { paper: [{ kind: 'document', documentId: 'three', pages: 2 }], of: null, shop: null },
    ]);
  });

  test('what a line asks may hang on the answers of the flow', () => {
    const { talk } = asked(tools, papers, last);
    talk.send(says('1'));
    talk.send(photo('one'));
    talk.send(says('تم'));
    expect(at(talk)).toBe('kitchen.papers.shop');
  });

  it.each(['بعدين', 'later', 'ما عندي', 'ارسلها بعدين', 'تخطي', 'not now', 'لاحقا'])(
    '«%s» skips what can be sent another day; the button sets the flow aside',
    (words) => {
      const { talk } = asked(papers, last);
      talk.send(says(words));
      expect([at(talk), top(talk).answers.papers]).toEqual(['kitchen.last', []]);
      const aside = asked(papers, last).talk;
      aside.send(presses('later'));
      expect(at(aside)).toBe('menu.menu');
    },
  );
});
