import type { Input } from './vocabulary.ts';
import type { Work } from './work.ts';

/** What was done with the files of an album: put to the question, joined to the answer before it, or not taken. */
type Fate = 'taken' | 'joined' | 'refused';

export const isOfAlbum = (input: Input): boolean => input.type === 'media' && input.album !== undefined;

/**
 * Whether what is said of this file was said already of one that came with it, and nothing was put since: of an album
 * one reply is enough. Where it was not, the question that is put next says it for the others.
 */
export const saidOfAlbum = (work: Work, input: Input, fate: Fate): boolean => {
  if (input.type !== 'media' || input.album === undefined) return false;
  const { album } = work;
  if (album?.id === input.album && album.fate === fate && album.asked === work.asked) return true;
  work.album = { id: input.album, fate, asked: work.asked + 1 };
  return false;
};

/** Whether the question that is being put answers the first of an album's files: how many follow is not known. */
export const beginsAlbum = ({ album, asked }: Work): boolean =>
  album?.fate === 'taken' && album.asked === asked;
