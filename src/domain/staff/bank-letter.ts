import type { Json, MediaReference, Param } from '../../engine/vocabulary.ts';
import { ok } from '../../kernel/result.ts';
import type { AuditEntry, CommandHandler, CommandRequest, Effects } from '../contract.ts';
import { attachDocuments, openCase } from '../families/index.ts';
import {
  type Application,
  applicationByNumber,
  type LetterDecision,
  type LetterLine,
  type LineProblem,
  mayBring,
  type OfferProblem,
  offerLimits,
  offerProblem,
  openApplication,
  proposeBankDecision,
  readLetterLines,
  waitingBankDecision,
} from '../financing/index.ts';
import { createTask, lockCase } from '../tasks/index.ts';
import { actingMember, refusal } from './authorise.ts';
import { decisionParam } from './letter-words.ts';
import { nameParam } from './lines.ts';
import { textOf } from './on-task.ts';
import type { Member } from './store.ts';
import { hasSecond } from './too-few.ts';

/** Why a line that is understood cannot be recorded. */
type Obstacle = LineProblem | OfferProblem | 'unknown' | 'not-at-bank' | 'waiting';

/** A line of the letter with what is known of its application. */
interface Found {
  readonly line: LetterLine;
  readonly application: Application;
  readonly called: string;
}

type Request = Pick<CommandRequest, 'transaction' | 'services' | 'actor'>;

/** Whoever may record what the bank's letter says, and so also confirm what another recorded. */
const readsLetters = ({ id, role }: Pick<Member, 'id' | 'role'>): boolean =>
  mayBring('finance-officer', { memberId: id, role });

const recorder = async (request: Request) => {
  const acting = await actingMember(request);
  return acting && readsLetters(acting.member) ? acting : null;
};

/** What the whole amount over the months that were asked for is, stands there as a plain yes. */
const asAsked = (decision: LetterDecision, application: Application): LetterDecision =>
  decision.kind === 'approve-less' &&
  BigInt(decision.amountHalalas) === application.amountHalalas &&
  decision.months === application.months
    ? { kind: 'approve', words: null }
    : decision;

const find = async (
  { transaction, services }: Request,
  line: LetterLine,
): Promise<Found | { readonly obstacle: Obstacle }> => {
  const application = await applicationByNumber(transaction, line.number);
  if (!application) return { obstacle: 'unknown' };
  if (application.state !== 'at-bank') return { obstacle: 'not-at-bank' };
  if (await waitingBankDecision(transaction, application.id)) return { obstacle: 'waiting' };
  const owner = await openCase(transaction, services, application.personId);
  const decision = asAsked(line.decision, application);
  if (decision.kind === 'approve-less') {
    const { product } = await openApplication(transaction, application, owner.key);
    const obstacle = offerProblem(offerLimits(application, product), decision);
    if (obstacle) return { obstacle };
  }
  return { line: { number: line.number, decision }, application, called: owner.called };
};

const readBack = ({ line, application, called }: Found): Param => ({
  key: 'alerts:bank-letter.line',
  params: {
    number: String(line.number),
    called: nameParam(called),
    decision:
      line.decision.kind === 'approve'
        ? {
            key: 'alerts:bank-letter.approve-all',
            params: {
              amount: { money: Number(application.amountHalalas) },
              months: { key: 'alerts:months', params: { count: application.months } },
            },
          }
        : decisionParam(line.decision),
  },
});

/** @param said a piece of the letter as it was typed, or an application's number that was read */
const notRead = (said: string | number, problem: Obstacle): Param => ({
  key: 'alerts:bank-letter.not-read',
  params: {
    said: typeof said === 'number' ? String(said) : { said },
    why: { key: `alerts:bank-letter.problem.${problem}` },
  },
});

/** Words typed off the letter are read back line by line; nothing is recorded before that is confirmed. */
const readLetter: CommandHandler = async (request) => {
  const { actor, answers } = request;
  if (!(await recorder(request))) return ok(refusal(actor, 'not-allowed', null, 'bank-letter'));
  const { lines, unread } = readLetterLines(textOf(answers, 'decisions') ?? '');
  const found: Found[] = [];
  const open: Param[] = unread.map(({ said, problem }) => notRead(said, problem));
  for (const line of lines) {
    const known = await find(request, line);
    if ('obstacle' in known) open.push(notRead(line.number, known.obstacle));
    else found.push(known);
  }
  const letter = answers.letter ?? null;
  if (found.length === 0) {
    const params = { lines: { list: open, as: 'lines' as const } };
    return ok({
      replies: [{ parts: [{ key: 'alerts:bank-letter.nothing-read', params }] }],
      openHere: { flow: 'staff-bank-letter', params: { letter } },
    });
  }
  return ok({
    openHere: {
      flow: 'staff-bank-letter-sure',
      params: {
        letter,
        lines: found.map(({ line }) => line) as unknown as Json,
        read: found.map(readBack) as unknown as Json,
        unread: open as unknown as Json,
      },
    },
  });
};

const record = async (
  request: CommandRequest,
  member: Member,
  letter: MediaReference,
  line: LetterLine,
): Promise<AuditEntry | null> => {
  const { transaction, services } = request;
  const seen = await applicationByNumber(transaction, line.number);
  if (!seen) return null;
  await lockCase(transaction, seen.personId);
  const found = await find(request, line);
  if ('obstacle' in found) return null;
  const { application } = found;
  const owner = await openCase(transaction, services, application.personId);
  const decision = await proposeBankDecision(transaction, services, {
    applicationId: application.id,
    documentId: letter.documentId,
    key: owner.key,
    decision: found.line.decision,
    memberId: member.id,
  });
  if (!decision) return null;
  await createTask(transaction, services, {
    kind: 'bank-decision',
    personId: application.personId,
    key: owner.key,
    documentId: letter.documentId,
    womenOnly: false,
    details: { application: application.number, bankDecision: decision.id },
  });
  return {
    action: 'bank-decision.proposed',
    subjectKind: 'application',
    subjectId: application.id,
    references: { number: application.number, decision: decision.id, kind: decision.kind },
  };
};

const numbersOf = (lines: readonly LetterLine[]): Param => ({
  list: lines.map(({ number }) => String(number)),
  as: 'words',
});

/** What was read back and confirmed becomes a proposal for each application, with the letter, for a second person. */
const propose: CommandHandler = async (request) => {
  const { transaction, services, actor, answers } = request;
  const acting = await recorder(request);
  if (!acting) return ok(refusal(actor, 'not-allowed', null, 'bank-letter'));
  const letter = answers.letter as unknown as MediaReference;
  if (answers.sure === 'again')
    return ok({ openHere: { flow: 'staff-bank-letter', params: { letter: answers.letter ?? null } } });
  if (answers.sure !== 'propose')
    return ok({ replies: [{ parts: [{ key: 'alerts:bank-letter.dropped' }] }] });
  const { member, members } = acting;
  // The letter is the association's: it outlives whoever recorded it.
  const association = await services.associationPerson(transaction);
  await attachDocuments(transaction, actor.personId, association, [
    { documentId: letter.documentId, purpose: 'bank-letter' },
  ]);
  // Cases are locked in one order, so that two letters that name the same ones cannot wait for each other in a circle.
  const lines = (answers.lines as unknown as readonly LetterLine[]).toSorted(
    (one, other) => one.number - other.number,
  );
  const audit: AuditEntry[] = [];
  const late: LetterLine[] = [];
  for (const line of lines) {
    const entry = await record(request, member, letter, line);
    if (entry) audit.push(entry);
    else late.push(line);
  }
  const parts: NonNullable<Effects['replies']>[number]['parts'][number][] = [
    ...(audit.length === 0 ? [] : [{ key: 'alerts:bank-letter.proposed', params: { count: audit.length } }]),
    ...(late.length === 0 ? [] : [{ key: 'alerts:bank-letter.late', params: { numbers: numbersOf(late) } }]),
    ...(audit.length === 0 || hasSecond([member.id], members, services.now)
      ? []
      : [{ key: 'alerts:bank-letter.no-second' }]),
  ];
  return ok({ replies: [{ parts }], audit });
};

/** What the flows about the bank's letter end with. */
export const letterCommands: { readonly [name: string]: CommandHandler } = {
  'read-bank-letter': readLetter,
  'propose-bank-decisions': propose,
};
