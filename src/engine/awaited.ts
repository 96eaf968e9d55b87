import { openFromInside } from './frames.ts';
import { kindRules } from './kinds/index.ts';
import { dropFleeting } from './parking.ts';
import { putQuestion } from './put-question.ts';
import { questionOf } from './registry.ts';
import type { Awaited, Input, Opening, Saying } from './vocabulary.ts';
import { compiledOf, dataFor, type Waiting, type Work } from './work.ts';

/** Who waits for words where one is at rest; null where nobody does, or where the question asks for an answer of its own. */
export const awaitedBy = (work: Work, { question }: Waiting): Awaited | null => {
  const need = question.awaited?.(work.facts) ?? null;
  return need === null ? null : (dataFor(work, need) as Awaited | null);
};

/** Opens, or answers with, what words lead to that data knows; `first`: before they are taken for an answer. */
export const followsLead = (work: Work, { question }: Waiting, text: string, first: boolean): boolean => {
  const lead = question.leads?.(text, work.facts) ?? null;
  if (lead?.first !== first) return false;
  const found =
    'opening' in lead ? lead.opening : (dataFor(work, lead.need) as unknown as Opening | Saying | null);
  if (!found) return false;
  if ('say' in found) {
    work.said.push(...found.say);
    putQuestion(work);
    return true;
  }
  dropFleeting(work);
  openFromInside(work, found.flow, found.params);
  return true;
};

/** Opens the flow that waits with what was sent as its answer, to be confirmed there. False where it is none. */
export const opensAwaited = (work: Work, awaited: Awaited | null, input: Input): boolean => {
  if (!awaited) return false;
  const question = questionOf(compiledOf(work, awaited.flow), awaited.question);
  if (!question) throw new Error(`${awaited.flow} has no question ${awaited.question}`);
  const outcome = kindRules[question.kind].parse(input, {
    question,
    options: [],
    namespace: compiledOf(work, awaited.flow).namespace,
    pending: null,
    today: work.context.today,
  });
  if (outcome.is !== 'answer') return false;
  openFromInside(work, awaited.flow, { ...awaited.params, [awaited.question]: outcome.value });
  return true;
};

/** A file at rest: what was said last waits for it, or it is spoken, which nothing else is asked for. */
export const goesToTalk = (work: Work, waiting: Waiting, input: Input): boolean => {
  const awaited = awaitedBy(work, waiting);
  const isSpoken = input.type === 'media' && input.kind === 'voice';
  return (awaited?.isLast === true || isSpoken) && opensAwaited(work, awaited, input);
};
