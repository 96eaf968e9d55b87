import type { Album, Answers, Input } from './vocabulary.ts';
import type { Waiting, Work } from './work.ts';

export const isOfAlbum = (input: Input): boolean => input.type === 'media' && input.album !== undefined;

/**
 * Whether what is said of this file was said already of one that came with it, and nothing was put since: of an album
 * one reply is enough. Where it was not, the question that is put next says it for the others.
 */
export const saidOfAlbum = (work: Work, input: Input, fate: Album['fate']): boolean => {
  if (input.type !== 'media' || input.album === undefined) return false;
  const { album } = work;
  if (album?.id === input.album && album.fate === fate && album.asked === work.asked) return true;
  work.album = { id: input.album, fate, asked: work.asked + 1 };
  return false;
};

/** Whether the question that is being put answers the first of an album's files: how many follow is not known. */
export const beginsAlbum = ({ album, asked }: Work): boolean =>
  album?.fate === 'taken' && album.asked === asked;

/**
 * Where one file is asked for and nothing after it takes another, the first of an album is the answer and it is said
 * that no other is kept: the back of an ID must not take the place of its front. `answers` are those with it.
 */
export const keepsFirstOnly = (
  work: Work,
  { question, compiled, group }: Waiting,
  answers: Answers,
  input: Input,
): void => {
  const isFile = ({ kind }: { readonly kind: string }): boolean => kind === 'photo' || kind === 'document';
  if (!isOfAlbum(input) || !isFile(question) || question.several || group !== null) return;
  const takesMore = compiled.flow.questions.some(
    (other) =>
      other.key !== question.key &&
      isFile(other) &&
      (answers[other.key] ?? null) === null &&
      other.when?.(answers, work.facts) !== false,
  );
  if (takesMore || saidOfAlbum(work, input, 'first-only')) return;
  work.said.push({ key: 'common:first-of-album' });
};

/** Whether a file came with one of which it was just said that no other is kept. */
export const isBesideFirst = ({ album, asked }: Work, input: Input): boolean =>
  input.type === 'media' && album?.fate === 'first-only' && album.id === input.album && album.asked === asked;
