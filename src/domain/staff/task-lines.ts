import type { Param } from '../../engine/vocabulary.ts';
import { unansweredWords } from '../tasks/index.ts';
import { applicationLines, applicationState } from './application-lines.ts';
import { decisionParam } from './letter-words.ts';
import { countedFiles, day, dotted, line, saidParam, stageParam, whoseLine } from './lines.ts';
import { awaitsAgreement, type OpenedTask } from './opened-task.ts';
import { mayLookCloser, withoutNumbers } from './policy.ts';
import { quotationLine } from './quotation-lines.ts';
import type { Member } from './store.ts';

const stageNames: { readonly [stage: string]: string } = {
  agreement: 'application-agreement',
  study: 'application-study',
  sending: 'application-sending',
  bank: 'application-bank',
  contract: 'application-contract',
};

/** What a task is called: a stage of an application by itself, other kinds are one thing. */
const nameOf = ({ kind, topic }: OpenedTask['task']): string =>
  kind === 'application' ? (stageNames[topic ?? ''] ?? 'application-study') : kind;

/** Where the case of the task stands: its application, else its registration. */
const stageOf = ({ application, quotation, case: opened, guarantorOf }: OpenedTask): Param => {
  const about = application ?? quotation;
  if (about) return applicationState(about);
  return guarantorOf === null
    ? stageParam(opened)
    : { key: 'alerts:stage.guarantor', params: { number: String(guarantorOf) } };
};

/** What a card is about: what the family did last, else what kind of task it is. */
export const titleKey = ({ task, details, case: { family } }: OpenedTask): string => {
  if (details.news !== undefined && details.news !== 'message') return `alerts:title.${details.news}`;
  if (task.kind === 'registration' && family?.assistedById) return 'alerts:title.assisted-registration';
  return `alerts:title.${task.topic === 'quotation' ? 'quotation' : nameOf(task)}`;
};

const expectedKey = (opened: OpenedTask): string => {
  const { task, details } = opened;
  if (details.news !== undefined && details.news !== 'message') return `alerts:expected.${details.news}`;
  if (opened.application?.application.state === 'awaiting-guarantor')
    return 'alerts:expected.awaiting-guarantor';
  if (task.kind === 'person-request' && opened.guarantorOf !== null)
    return 'alerts:expected.person-request-guarantor';
  if (opened.quotation) return 'alerts:expected.quotation';
  if (task.kind === 'person-request' && (task.topic === 'data-deletion' || task.topic === 'data-copy'))
    return `alerts:expected.${task.topic}`;
  const waits = task.kind === 'registration' && awaitsAgreement(opened);
  return `alerts:expected.${waits ? 'awaiting-agreement' : nameOf(task)}`;
};

const mostCharacters = 300;

/** Messages of a family on one card; who wrote more than that is read in the file. */
const mostMessages = 4;

/** Somebody's words as they stand on a card. */
const shown = (words: string): string => withoutNumbers(words).slice(0, mostCharacters);

/** What the family said since we last spoke, in its order, and our words that it answers. */
const latestWords = ({ details }: OpenedTask): readonly Param[] => {
  const { said = [], news } = details;
  const words = unansweredWords(details);
  const before = words[0] ? said[said.indexOf(words[0]) - 1] : undefined;
  return [
    ...(before ? [line('asked', { message: shown(before.text) })] : []),
    ...words.slice(-mostMessages).map((one) =>
      line(news === 'objection' && one === words.at(-1) ? 'objection' : 'message', {
        message: saidParam(one, shown),
      }),
    ),
  ];
};

/** Why the case was refused before, in whose words: what an objection objects to. */
const refusedLines = ({ task, refusal }: OpenedTask): readonly Param[] =>
  refusal === null || task.kind !== 'registration' || task.state === 'done'
    ? []
    : [
        line('refused', { reason: { key: `alerts:decline-reason.${refusal.reason}` } }),
        ...(refusal.words === null ? [] : [line('refusal', { words: shown(refusal.words) })]),
      ];

/** What came from the family last: a thing that was asked for, or words with the question that they answer. */
const newsLines = (opened: OpenedTask, reader: Member): readonly Param[] => {
  const { task, details } = opened;
  const { what } = details;
  return [
    ...refusedLines(opened),
    ...(what === undefined || what === 'clarification'
      ? []
      : [
          line(details.files === undefined ? 'arrived' : 'arrived-files', {
            what: { key: `alerts:what.${what}` },
            ...(details.files === undefined ? {} : { files: countedFiles(details.files) }),
          }),
        ]),
    ...(details.returned === undefined ? [] : [line('returned', { words: shown(details.returned) })]),
    // What was said with the family is for the association; the bank sees the file.
    ...(mayLookCloser(reader, task.womenOnly) && task.topic !== 'bank' ? latestWords(opened) : []),
  ];
};

/** What the bank's letter says, and who recorded it. */
const letterLines = ({ bankDecision }: OpenedTask, members: readonly Member[]): readonly Param[] => {
  if (!bankDecision) return [];
  const { row, decision } = bankDecision;
  const recorder = members.find(({ id }) => id === row.proposedById);
  return [
    line('bank-decision', { decision: decisionParam(decision) }),
    line('recorded-by', { name: recorder?.name ?? '' }),
  ];
};

/** How many files one paper is, where they are several. */
const filesLine = ({ task, files }: OpenedTask): readonly Param[] => {
  if (task.kind !== 'document' || files.length < 2) return [];
  const kind = files.every((file) => file.kind === 'photo') ? 'photo' : 'document';
  return [line('files', { files: countedFiles({ kind, count: files.length }) })];
};

export const taskLines = (
  opened: OpenedTask,
  members: readonly Member[],
  reader: Member,
  now: Date,
): readonly Param[] => {
  const { task, details } = opened;
  const owner = members.find(({ id }) => id === task.claimedById);
  const papers = [
    ...(task.kind === 'document' ? [task.topic ?? 'other-document'] : []),
    ...opened.papers.map(({ topic }) => topic ?? 'other-document'),
  ];
  return [
    whoseLine(opened),
    ...(opened.readsEnglish ? [line('reads-english')] : []),
    dotted([stageOf(opened), line('since', { since: day(task.createdAt) })]),
    ...(task.state === 'done'
      ? []
      : [
          dotted([
            line(task.dueAt < now ? 'overdue' : 'promised', { promised: day(task.dueAt) }),
            owner ? line('claimed', { name: owner.name }) : line('unclaimed'),
          ]),
        ]),
    ...(papers.length === 0
      ? []
      : [
          line('document', {
            document: {
              list: [...new Set(papers)].map((paper) => ({ key: `alerts:document.${paper}` })),
              as: 'words' as const,
            },
          }),
        ]),
    ...filesLine(opened),
    ...(task.kind === 'person-request' && task.topic !== null
      ? [line('topic', { topic: { key: `alerts:topic.${task.topic}` } })]
      : []),
    ...letterLines(opened, members),
    ...(opened.quotation ? [quotationLine(opened.quotation)] : []),
    ...(opened.application ? applicationLines(opened.application) : []),
    ...newsLines(opened, reader),
    ...(details.when === undefined ? [] : [line('when', { when: withoutNumbers(details.when) })]),
    ...(details.wish === 'man' && !task.womenOnly ? [line('man-preferred')] : []),
    ...(task.womenOnly ? [line('woman-only')] : []),
    ...(task.state === 'done' ? [] : [line('expected', { expected: { key: expectedKey(opened) } })]),
  ];
};
