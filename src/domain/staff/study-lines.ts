import type { Param } from '../../engine/vocabulary.ts';
import {
  changeSaid,
  changeUnsaid,
  isHousehold,
  largestInstalment,
  type OpenedApplication,
} from '../financing/index.ts';
import { withoutNumbers } from './policy.ts';

const own = (name: string, params: { readonly [name: string]: Param } = {}): Param => ({
  key: `alerts:study-line.${name}`,
  params,
});

const mostCharacters = 300;
const shown = (words: string): string => withoutNumbers(words).slice(0, mostCharacters);

type Studied = Pick<OpenedApplication, 'visits' | 'corrections' | 'study' | 'schedule'>;

const visitLine = ({ day, words, documentIds }: OpenedApplication['visits'][number]): Param =>
  day === null
    ? own('no-visit', { words: shown(words) })
    : own(documentIds.length === 0 ? 'visit' : 'visit-with-photos', {
        day: { date: day },
        words: shown(words),
        photos: documentIds.length,
      });

/** What a card says of the study besides its figures: the last visit, what the family is asked, a surplus too small. */
export const studyNotes = ({ visits, corrections, study, schedule }: Studied): readonly Param[] => {
  const last = visits.at(-1);
  const capacity = study.expected.repaymentCapacityHalalas;
  const instalment = largestInstalment({ schedule });
  return [
    ...(last ? [visitLine(last)] : []),
    ...corrections
      .filter(({ row }) => row.state === 'proposed')
      .map(({ change }) =>
        // A card is read by more people than may see the household's money.
        own('correction-waits', {
          change: isHousehold(change.field) ? changeUnsaid(change) : changeSaid(change),
        }),
      ),
    ...(instalment <= capacity
      ? []
      : [own('exceeds', { instalment: { money: instalment }, capacity: { money: capacity } })]),
  ];
};

/**
 * The visits before the last, and every correction with the family's own number and what it said to it; the bank reads
 * only what holds. Of the household's money nothing is told to whoever may not see it, nor why it was corrected.
 */
export const studyHistory = (
  { visits, corrections }: Studied,
  isForBank: boolean,
  seesHousehold: boolean,
): readonly Param[] => [
  ...visits.slice(0, -1).map(visitLine),
  ...corrections
    .filter(({ row }) => row.state === 'agreed' || (row.state === 'refused' && !isForBank))
    .map(({ row, change, objection }) =>
      isHousehold(change.field) && !seesHousehold
        ? own(`correction-${row.state}-unsaid`, { change: changeUnsaid(change) })
        : own(objection === null ? `correction-${row.state}` : 'correction-refused-because', {
            change: changeSaid(change),
            reason: shown(change.reason),
            words: shown(objection ?? ''),
          }),
    ),
];
