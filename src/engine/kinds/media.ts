import { pagesOf } from '../files-of-answer.ts';
import type { Json, MediaReference } from '../vocabulary.ts';
import { answer, type KindRules, type ParseOutcome, problem, unexpected } from './kind.ts';

type MediaKind = MediaReference['kind'];

/** Photo, document and voice: a file that was stored before the turn, kept by its id. */
const mediaRules = (kind: MediaKind, takes: readonly MediaKind[]): KindRules => ({
  request: kind,
  parse(input, { question }): ParseOutcome {
    if (input.type === 'choice' && input.id === 'done' && question.several === true)
      return problem(`expected.${kind}`);
    if (input.type !== 'media') return unexpected(input, kind);
    const isTaken = takes.includes(input.kind) || (input.kind === 'document' && question.orDocument === true);
    if (!isTaken) return unexpected(input, kind);
    const { documentId, pages } = input;
    const counted = question.several === true && pages !== undefined ? { pages } : {};
    return answer({ kind: input.kind, documentId, ...counted });
  },
  describe(value: Json) {
    if (Array.isArray(value)) return { key: 'common:value.pages', params: { count: pagesOf(value) } };
    const sent = (value as { readonly kind?: MediaKind } | null)?.kind;
    return { key: value === null ? 'common:value.none' : `common:value.${sent ?? kind}` };
  },
});

export const photo = mediaRules('photo', ['photo']);
/** A document may also be photographed. */
export const document = mediaRules('document', ['document', 'photo']);
export const voice = mediaRules('voice', ['voice']);
