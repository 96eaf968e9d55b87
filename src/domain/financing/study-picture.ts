import type { Json, Reply, Told } from '../../engine/vocabulary.ts';
import type { Source, SourceRequest } from '../contract.ts';
import { openApplication } from './opened.ts';
import { termsOf } from './policy.ts';
import { scheduleOf } from './schedule.ts';
import { lastApplicationOf } from './store.ts';
import { drawnStudy } from './study.ts';

type Asking = Pick<SourceRequest, 'transaction' | 'actor'>;

/** The picture of the study of a family's last application, with its instalment; words alone where there is none. */
const pictureOf = async ({ transaction, actor }: Asking): Promise<Told> => {
  const last = await lastApplicationOf(transaction, actor.personId);
  if (!last) return { key: 'alerts:study-picture.none' };
  const { answers, inputs, rules, product } = await openApplication(transaction, last, actor.key);
  const amount = Number(last.approvedHalalas ?? last.amountHalalas);
  const [first] = scheduleOf(termsOf(product, amount, last.approvedMonths ?? last.months));
  const project = typeof answers.project === 'string' ? answers.project : '';
  const instalmentHalalas = first ? first.principalHalalas + first.profitHalalas : null;
  const drawing = drawnStudy(inputs, rules, { project, instalmentHalalas });
  return { key: 'alerts:study-picture.here', params: { number: String(last.number) }, drawing };
};

/** «أرسلوا لي صورة الدراسة», at rest or in the middle of something else. */
export const studyPicture: Source = async (request): Promise<Json> =>
  [await pictureOf(request)] as unknown as Json;

/** The same by the button under where an application stands. */
export const pictureReply = async (request: Asking): Promise<Reply> => {
  const { drawing, ...words } = await pictureOf(request);
  return { parts: [words], ...(drawing ? { drawing } : {}) };
};

/** The button that sends it. */
export const pictureButton = {
  id: 'act:study-picture',
  label: { key: 'alerts:study-picture.button' },
} as const;
