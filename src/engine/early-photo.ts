import { putQuestion } from './put-question.ts';
import type { Frame, Input } from './vocabulary.ts';
import { replaceTop, type Waiting, type Work } from './work.ts';

/**
 * A photo that an officer sends before its question comes is kept for that: at a visit the pictures come first. False
 * where nothing of the flow still asks for one.
 */
export const keepsEarlyPhoto = (work: Work, frame: Frame, waiting: Waiting, input: Input): boolean => {
  const { compiled, group } = waiting;
  if (!compiled.flow.ofStaff || group !== null || input.type !== 'media' || input.kind !== 'photo')
    return false;
  const target = compiled.flow.questions.find(
    ({ key, kind, when }) =>
      kind === 'photo' &&
      !Object.hasOwn(frame.answers, key) &&
      (when === undefined || when(frame.answers, work.facts)),
  );
  if (!target) return false;
  if (target.sensitive) work.sensitive = true;
  const photo = { kind: 'photo', documentId: input.documentId };
  replaceTop(work, { ...frame, answers: { ...frame.answers, [target.key]: photo } });
  work.events.push({ type: 'answered', flow: frame.flow, question: target.key });
  const label = { key: `${compiled.namespace}:${target.key}.label` };
  work.said.push({ key: 'common:kept-early', params: { label } });
  putQuestion(work);
  return true;
};
