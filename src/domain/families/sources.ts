import type { Param } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { bySex } from '../by-sex.ts';
import type { Source, SourceRequest } from '../contract.ts';
import { openTasksOf } from '../tasks/index.ts';
import { refusalOf } from './decide.ts';
import { draftOf } from './drafts.ts';
import { agreedTo } from './policy.ts';
import { refusalWords } from './refusal.ts';
import { type Family, familyOf, isTaken, memberById, openRequestsOf, readProfile } from './store.ts';

/** True when a national ID is registered to somebody else than the one who asks. */
export const nationalIdTaken: Source = ({ transaction, services, actor, params }) => {
  const hash = services.lookup('national-id', String(params.nationalId ?? ''));
  // At the desk an officer registers others: its own registration is a clash there like anybody's.
  return isTaken(transaction, hash, actor.personId);
};

/** The registration's answers in the flow's own shape, for their owner. */
export const myData: Source = async ({ transaction, actor }) => {
  const family = await familyOf(transaction, actor.personId);
  return family ? readProfile(family, actor.key) : {};
};

type Say = { readonly key: string; readonly params?: { readonly [name: string]: Param } };

const dayOf = (moment: Date): Param => ({ date: todayInRiyadh(moment.getTime()), withHijri: true });

const listOf = (keys: readonly string[]): Param => ({ list: keys.map((key) => ({ key })), as: 'words' });

/** What is still missing, in words, each thing once. */
const missingOf = async ({ transaction, actor }: SourceRequest): Promise<Param> => {
  const requests = await openRequestsOf(transaction, actor.personId);
  return listOf([...new Set(requests.map(({ what }) => `alerts:what.${what}`))]);
};

/** What of the papers stands in the file already, so that it is known what still lacks. */
export const heldPapers: Source = async ({ transaction, actor }) => {
  const family = await familyOf(transaction, actor.personId);
  const profile = family ? readProfile(family, actor.key) : {};
  return { held: { iban: (profile.iban ?? null) !== null, idPhoto: (profile.idPhoto ?? null) !== null } };
};

/** Everything a file lacks: what an officer asked for, and the papers that were skipped; a refused file lacks nothing. */
const lackingOf = async (request: SourceRequest, family: Family): Promise<readonly Say[]> => {
  const { transaction, actor } = request;
  const profile = readProfile(family, actor.key);
  const asked = await openRequestsOf(transaction, actor.personId);
  const skipped = [
    ...((profile.iban ?? null) === null ? ['iban'] : []),
    ...((profile.idPhoto ?? null) === null ? ['id-photo'] : []),
  ];
  const all = [...new Set([...asked.map(({ what }) => what), ...skipped])];
  if (all.length === 0)
    return [{ key: 'alerts:status.nothing-missing' }, ...(await statusOfFamily(request, family))];
  return [
    { key: 'alerts:status.missing', params: { what: listOf(all.map((what) => `alerts:what.${what}`)) } },
  ];
};

/** A refusal with the officer's own words: they are what helps, whenever it is asked for. */
const statusOfDeclined = async (
  { transaction, actor }: SourceRequest,
  family: Family,
): Promise<readonly Say[]> => {
  const refused = await refusalOf(transaction, family, actor.key);
  const by = refused?.memberId ? await memberById(transaction, refused.memberId) : null;
  const { reason, words } = refused ?? { reason: 'other', words: null };
  return [
    ...refusalWords('alerts:status.declined', { reason, words, by }, { number: String(family.number) }),
    { key: 'alerts:status.declined-next' },
  ];
};

const statusOfFamily = async (request: SourceRequest, family: Family): Promise<readonly Say[]> =>
  family.state === 'declined' ? statusOfDeclined(request, family) : [await statusOfUnderWay(request, family)];

const statusOfUnderWay = async (request: SourceRequest, family: Family): Promise<Say> => {
  const number: Param = String(family.number);
  if (family.state !== 'approved' && !agreedTo(family)) {
    return { key: 'alerts:status.awaiting-agreement', params: { number } };
  }
  const promisedDay = dayOf(family.promisedAt ?? request.services.now);
  switch (family.state) {
    case 'submitted':
      return {
        key: `alerts:status.submitted${family.womenOnly ? '-women' : ''}`,
        params: { number, since: dayOf(family.submittedAt), promisedDay },
      };
    case 'in-review': {
      // After an objection the case still names who refused it: only the task says who has it now.
      const [task] = await openTasksOf(request.transaction, family.personId, 'registration');
      const officer = task?.claimedById ? await memberById(request.transaction, task.claimedById) : null;
      if (officer === null)
        return { key: 'alerts:status.in-review-unclaimed', params: { number, promisedDay } };
      return {
        key: bySex('alerts:status.in-review', officer.sex),
        params: { number, officer: officer.name, promisedDay },
      };
    }
    case 'needs-more':
      return { key: 'alerts:status.needs-more', params: { number, what: await missingOf(request) } };
    default:
      return { key: 'alerts:status.approved', params: { number } };
  }
};

/** What to say of money to somebody who asks when it comes, and never asked for financing. */
const withoutFinancing = (family: Family, topics: readonly (string | null)[]): readonly Say[] => {
  if (family.goal === 'financing' || topics.includes('financing')) return [];
  const dated = family.state === 'submitted' || family.state === 'in-review';
  return [{ key: dated ? 'alerts:status.no-financing-dated' : 'alerts:status.no-financing' }];
};

/**
 * Where a registration and the talks stand, what is missing and from whom, and the promised day: a list of messages.
 * Asked `about: 'payment'`, it also says that the promised day is none of money where no financing was asked for;
 * `about: 'missing'` names everything that the file still lacks.
 * @param applied whether there is an application for financing, of which the caller speaks
 */
export const familyStatus = async (request: SourceRequest, applied: boolean): Promise<readonly Say[]> => {
  const { transaction, services, actor, params } = request;
  const family = await familyOf(transaction, actor.personId);
  const said: Say[] = [];
  const talks = await openTasksOf(transaction, actor.personId, 'person-request');
  if (family) {
    const isAboutMissing = params.about === 'missing' && family.state !== 'declined';
    // Who has applied asks of the application: that the registration is accepted is long known.
    if (isAboutMissing || !applied || family.state !== 'approved')
      said.push(...(await (isAboutMissing ? lackingOf : statusOfFamily)(request, family)));
    if (params.about === 'payment' && !applied)
      said.push(
        ...withoutFinancing(
          family,
          talks.map(({ topic }) => topic),
        ),
      );
  } else {
    const draft = await draftOf(transaction, services, { personId: actor.personId });
    const key = params.about === 'missing' ? 'missing-draft' : 'draft';
    said.push({ key: draft ? `alerts:status.${key}` : 'alerts:status.none' });
  }
  const talk = talks[0];
  const isByRight = talk?.topic === 'data-deletion' || talk?.topic === 'data-copy';
  if (talk)
    said.push({
      key: `alerts:status.${isByRight ? talk.topic : `person-request${talk.womenOnly ? '-woman' : ''}`}`,
      params: { promisedDay: dayOf(talk.dueAt) },
    });
  return said;
};
