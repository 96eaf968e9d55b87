import type { Choice, Message, Param, Reply } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { ok } from '../../kernel/result.ts';
import { toLatinDigits } from '../../kernel/text.ts';
import type { ActionRequest, AuditEntry, CommandHandler, Effects } from '../contract.ts';
import {
  agreedTo,
  draftOf,
  type FamilyState,
  familyByNumber,
  familyOf,
  hasContact,
  openCase,
} from '../families/index.ts';
import { applicationByNumber, begunApplicationOf, isOpen, lastApplicationOf } from '../financing/index.ts';
import { openTasksOf } from '../tasks/index.ts';
import { actingMember, refusal } from './authorise.ts';
import { cardOf } from './cards.ts';
import { fileMessage } from './case-view.ts';
import {
  decided,
  type FoundFile,
  filesIn,
  findFiles,
  numberedLabel,
  type SoughtBy,
  seesFiles,
} from './find-files.ts';
import { halfWayBeside, halfWayChoice, showHalfWay } from './half-way-file.ts';
import { holdsFile } from './holds-file.ts';
import { line, nameParam } from './lines.ts';
import { openTask } from './opened-task.ts';
import { withoutNumbers } from './policy.ts';
import type { Member } from './store.ts';

type Request = Pick<ActionRequest, 'transaction' | 'services' | 'actor'>;
type Reader = { readonly member: Member; readonly members: readonly Member[] };

const searchAgain: Choice = { id: 'staff-files', label: { key: 'alerts:files.again' } };

const listed = (
  heading: Reply['parts'][number],
  files: readonly FoundFile[],
  besides: readonly Choice[] = [],
): Reply => ({
  parts: [heading],
  choices: [
    ...files.map(
      ({ family, label }): Choice => ({ id: `act:file:${family.number}`, label: { text: label } }),
    ),
    ...besides,
    searchAgain,
  ],
});

const draftLines = (at: string | null, answered: number, since: Date): readonly Param[] => [
  line('since', { since: { date: todayInRiyadh(since.getTime()) } }),
  line('answered', { count: answered }),
  ...(at === null ? [] : [line('waits-at', { question: { key: `registration:${at}.label` } })]),
];

const showDraft = async ({ transaction, services, actor }: Request, id: string): Promise<Effects> => {
  const draft = await draftOf(transaction, services, { conversationId: id });
  if (!draft) return refusal(actor, 'not-found', null, 'file');
  const name = line('name', { name: nameParam(draft.name) });
  const list = [name, ...draftLines(draft.at, draft.answered, draft.since)];
  const params = { title: { key: 'alerts:stage.draft' }, lines: { list, as: 'lines' as const } };
  return {
    replies: [{ parts: [{ key: 'alerts:card', params }] }],
    audit: [
      {
        action: 'draft.opened',
        subjectKind: 'conversation',
        subjectId: draft.conversationId,
        references: {},
      },
    ],
  };
};

/** Whether an officer may apply at the desk for a family: its registration stands, and no application is open. */
const mayApply = async (
  transaction: Request['transaction'],
  family: NonNullable<Awaited<ReturnType<typeof familyByNumber>>>,
): Promise<boolean> => {
  const last = await lastApplicationOf(transaction, family.personId);
  const stands =
    family.state === 'approved' ||
    (family.state !== 'declined' && !agreedTo(family) && !(await hasContact(transaction, family.personId)));
  return stands && (last === null || !isOpen(last.state));
};

/** What is to be done for an application comes before other things, a letter that waits for a second person first. */
const firstKinds = ['bank-decision', 'signed-form', 'application', 'registration'];

/** Cards that one file shows at most. */
const mostCards = 6;

/** A registration as its reader's role sees it, with the cards of all that is to be done for that family. */
const showFamily = async (
  request: Request,
  { member, members }: Reader,
  number: number,
): Promise<Effects> => {
  const { transaction, services, actor } = request;
  const family = await familyByNumber(transaction, number);
  if (!family) return refusal(actor, 'not-found', null, 'file');
  const opened = await openCase(transaction, services, family.personId);
  const craft = family.craft.split(',').filter((id) => id !== '');
  const file = { case: opened, called: opened.called, city: family.city, craft };
  const holds = await holdsFile(transaction, opened, { reader: member, members, now: services.now });
  const message = await fileMessage(transaction, file, member, holds);
  const tasks = await openTasksOf(transaction, family.personId);
  const meant = firstKinds.flatMap((wanted) => tasks.filter(({ kind }) => kind === wanted));
  const cards: Reply[] = [];
  for (const task of [...new Set([...meant, ...tasks])].slice(0, mostCards))
    cards.push(cardOf(await openTask(transaction, services, task), members, member, services.now));
  const desk: readonly Choice[] = (await mayApply(transaction, family))
    ? [{ id: `act:desk:${family.number}`, label: { key: 'alerts:button.desk' } }]
    : [];
  const beside = await halfWayBeside(transaction, services, family.personId);
  return {
    replies: [
      { parts: [message], ...(desk.length > 0 ? { choices: desk } : {}) },
      ...beside.replies,
      ...cards,
    ],
    audit: [
      ...beside.audit,
      {
        action: 'case.opened',
        subjectKind: 'family',
        subjectId: family.id,
        references: { number: family.number },
      },
    ],
  };
};

const isDecided = (word: string | undefined): word is FamilyState =>
  (decided as readonly (string | undefined)[]).includes(word);

/** That nothing was found; a number of a person is never shown again. */
export const noneFor = (by: SoughtBy, typed: string): Message => {
  if (by === 'mobile' || by === 'national-id') return { key: `alerts:files.none-with-${by}` };
  const words = withoutNumbers(typed);
  return words.includes('•')
    ? { key: 'alerts:files.not-a-number' }
    : { key: 'alerts:files.none', params: { words: words.slice(0, 60) } };
};

/**
 * The application that bears a number, opened, or asked about where a file of another family bears it too; null where no
 * application does, or the file is of the same family.
 */
const otherOfNumber = async (
  request: Request,
  reader: Reader,
  files: readonly FoundFile[],
  typed: string,
): Promise<Effects | null> => {
  const { transaction, services } = request;
  const number = /(\d{1,9})$/u.exec(toLatinDigits(typed).trim())?.[1] ?? '';
  const application = number === '' ? null : await applicationByNumber(transaction, Number(number));
  const family = application && (await familyOf(transaction, application.personId));
  if (!family || files.some((file) => file.family.id === family.id)) return null;
  if (files.length === 0) return showFamily(request, reader, family.number);
  const { called } = await openCase(transaction, services, family.personId);
  const params = { number, called };
  const applied: Choice = {
    id: `act:file:application-${number}`,
    label: { text: numberedLabel(request, '💰', 'application', Number(number), called) },
  };
  const list = listed({ key: 'alerts:files.which', params }, files);
  return { replies: [{ ...list, choices: [applied, ...(list.choices ?? [])] }] };
};

const search = async (request: Request, reader: Reader, typed: string): Promise<Effects> => {
  const { transaction, services, actor } = request;
  const { by, files } = await findFiles(transaction, services, typed, actor.language);
  const [first] = files;
  // Who looks for a person's number knows it already, or tries it out: both are kept.
  const searched: readonly AuditEntry[] =
    by === 'mobile' || by === 'national-id'
      ? [
          {
            action: 'files.searched',
            subjectKind: 'family',
            subjectId: files.length === 1 && first ? first.family.id : null,
            references: { by, found: files.length },
          },
        ]
      : [];
  const other = by === 'number' ? await otherOfNumber(request, reader, files, typed) : null;
  if (other !== null) return other;
  if (files.length === 1 && first) {
    const shown = await showFamily(request, reader, first.family.number);
    return { ...shown, audit: [...searched, ...(shown.audit ?? [])] };
  }
  const heading =
    files.length === 0 ? noneFor(by, typed) : { key: 'alerts:files.found', params: { count: files.length } };
  const halfWay: Choice[] = [];
  for (const { family } of files) {
    const begun = await begunApplicationOf(transaction, services, { personId: family.personId });
    if (begun) halfWay.push(halfWayChoice(request, begun));
  }
  return { replies: [listed(heading, files, halfWay)], audit: searched };
};

const answerTo = async (request: Request, reader: Reader, wanted: string): Promise<Effects> => {
  const { transaction, services } = request;
  const [, kind, id = ''] = /^(family|draft|halfway|list|application)-([\w-]+)$/u.exec(wanted) ?? [];
  if (kind === 'family' && /^\d{1,9}$/u.test(id)) return showFamily(request, reader, Number(id));
  if (kind === 'application' && /^\d{1,9}$/u.test(id)) {
    const application = await applicationByNumber(transaction, Number(id));
    const family = application && (await familyOf(transaction, application.personId));
    if (family) return showFamily(request, reader, family.number);
  }
  if (kind === 'draft' && /^[0-9a-f-]{36}$/u.test(id)) return showDraft(request, id);
  if (kind === 'halfway' && /^[0-9a-f-]{36}$/u.test(id)) return showHalfWay(request, id);
  if (kind === 'list' && isDecided(id)) {
    const files = await filesIn(transaction, services, id, request.actor.language);
    return { replies: [listed({ key: `alerts:files.list.${id}` }, files)] };
  }
  return search(request, reader, wanted);
};

/** The files' reader, or null for everybody whose work they are not. */
const readerOf = async (request: Request): Promise<Reader | null> => {
  const acting = await actingMember(request);
  return acting && seesFiles(acting, request.services.now) ? acting : null;
};

/** A file from the list, a list of decided files, or what words (a name, a number) lead to. */
export const showFile: CommandHandler = async (request) => {
  const reader = await readerOf(request);
  if (!reader) return ok(refusal(request.actor, 'not-allowed', null, 'file'));
  return ok(await answerTo(request, reader, String(request.answers.file ?? '')));
};

/**
 * A button in a list: `act:file:<number>`, `act:file:application-<number>`, or `act:file:halfway-<conversation>`. Looking
 * changes nothing, so it is never too old.
 */
export const pressFile = async (request: ActionRequest): Promise<Effects> => {
  const reader = await readerOf(request);
  if (!reader) return refusal(request.actor, 'not-allowed', null, 'file');
  const number = request.parts[1] ?? '';
  if (/^(?:application-\d{1,9}|halfway-[0-9a-f-]{36})$/u.test(number))
    return answerTo(request, reader, number);
  if (!/^\d{1,9}$/u.test(number)) return refusal(request.actor, 'not-found', null, 'file');
  return showFamily(request, reader, Number(number));
};
