import { addDays } from '../../kernel/iso-dates.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandHandler } from '../contract.ts';
import {
  askFamily,
  claimFamily,
  decideDocument,
  decideFamily,
  documentById,
  messageKey,
  refusalWords,
} from '../families/index.ts';
import {
  filesOfTask,
  moveTask,
  openTasksOf,
  readDetails,
  type TaskKind,
  taskById,
  withWords,
} from '../tasks/index.ts';
import { endOfDay } from '../working-days.ts';
import { type Act, enter, freshCard, refusal, taskAudit } from './authorise.ts';
import { cardOf, mayPress } from './cards.ts';
import { onTask, own, reopened, takeApplication, textOf } from './on-task.ts';
import { openTask } from './opened-task.ts';
import { mayLookCloser, takersOf } from './policy.ts';
import { rejectQuotation } from './quotation-acts.ts';
import { answerButton, refusalButtons, toFamily } from './say.ts';
import { whoActed } from './two-people.ts';

const everyKind: readonly TaskKind[] = [
  'registration',
  'document',
  'person-request',
  'correction',
  'application',
  'bank-decision',
  'signed-form',
];

const ask = onTask('ask', ['registration', 'correction'], async (act, { answers }) => {
  const task = await own(act);
  if (!task) return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  const { transaction, services, member, opened } = await reopened(act, task);
  const what = textOf(answers, 'what') ?? 'clarification';
  const note = textOf(answers, 'note');
  const { called } = opened;
  const opens = await askFamily(transaction, services, opened.case, {
    taskId: task.id,
    what,
    note,
    member,
  });
  // While it is the family's turn, the officer's own day waits with it.
  const { news: _news, what: _what, ...rest } = readDetails(task, opened.case.key);
  const said =
    note === null
      ? null
      : ({ from: 'staff', text: note, at: services.now.toISOString(), by: member.id } as const);
  await moveTask(transaction, services, task, 'touch', {
    details: { key: opened.case.key, value: said ? withWords(rest, said) : rest },
    dueAt: endOfDay(addDays(services.today, 7)),
  });
  return {
    replies: [{ parts: [{ key: 'alerts:result.asked' }] }],
    messages: [
      toFamily(opened.case.personId, called, {
        key: 'alerts:family.needs-more',
        params: { what: { key: `alerts:what.${what}` } },
      }),
    ],
    opens,
    audit: taskAudit(act, 'family.asked', { what }),
  };
});

const reply = onTask('reply', ['person-request'], async (act, { actor, answers }) => {
  if (!mayPress(act.member, act.opened.task, 'reply')) {
    return refusal(actor, 'women-only', act.opened.task.id, 'reply');
  }
  const claimed = await own(act);
  if (!claimed) return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  const { transaction, services, member, opened } = await reopened(act, claimed);
  const message = textOf(answers, 'message') ?? '';
  const said = { from: 'staff', text: message, at: services.now.toISOString(), by: member.id } as const;
  await moveTask(transaction, services, claimed, 'touch', {
    details: { key: opened.case.key, value: withWords(opened.details, said) },
  });
  const card = await freshCard(act, [{ key: 'alerts:result.replied' }]);
  return {
    ...card,
    messages: [
      toFamily(
        opened.case.personId,
        opened.called,
        { key: 'alerts:family.message', params: { message: { said: message }, officer: member.name } },
        {
          choices: [answerButton(claimed.number, member.sex)],
          onceKey: messageKey(claimed.number, claimed.version),
        },
      ),
    ],
    audit: taskAudit(act, 'family.replied'),
  };
});

const reject = onTask('reject', ['document'], async (act, { actor, answers }) => {
  const { transaction, services, member, opened } = act;
  const { task, case: owner, called } = opened;
  if (!mayLookCloser(member, task.womenOnly)) return refusal(actor, 'women-only', task.id, 'reject');
  const document = task.documentId === null ? null : await documentById(transaction, task.documentId);
  const reason = textOf(answers, 'reason') ?? 'other';
  const note = textOf(answers, 'note');
  if (opened.quotation) return rejectQuotation(act, opened.quotation, reason, note);
  const finished = await moveTask(transaction, services, task, 'finish', { claimedById: member.id });
  if (!document || !finished) return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  for (const id of await filesOfTask(transaction, task))
    await decideDocument(transaction, id, 'rejected', member.id);
  const what = document.purpose === 'id-photo' ? 'id-photo' : 'other-document';
  const opens = await askFamily(transaction, services, owner, {
    taskId: task.id,
    what,
    note,
    reason,
    member,
  });
  return {
    replies: [{ parts: [{ key: 'alerts:result.rejected' }] }],
    messages: [
      toFamily(owner.personId, called, { key: `alerts:family.document-rejected.${what}.${reason}` }),
    ],
    opens,
    audit: taskAudit(act, 'document.rejected', { document: document.id, reason }),
  };
});

/** What is open of a registration beside its own task: nobody should work on a case that is closed. */
const closePapers = async ({ transaction, services, member, opened }: Act): Promise<number> => {
  const open = await openTasksOf(transaction, opened.task.personId);
  const papers = open.filter(({ kind }) => kind === 'document' || kind === 'correction');
  for (const paper of papers) {
    const owner = paper.claimedById === null ? { claimedById: member.id } : {};
    await moveTask(transaction, services, paper, 'finish', owner);
  }
  return papers.length;
};

const decline = onTask('decline', ['registration'], async (act, { answers }) => {
  if (answers.sure !== true) return freshCard(act, [{ key: 'alerts:result.not-declined' }]);
  const { transaction, services, member, opened } = act;
  const { family, personId, key } = opened.case;
  const reason = textOf(answers, 'reason') ?? 'other';
  const words = textOf(answers, 'note');
  const declined = family
    ? await decideFamily(transaction, services, family, 'decline', member.id, reason)
    : null;
  if (!family || !declined) return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  const finished = await moveTask(transaction, services, opened.task, 'finish', {
    claimedById: member.id,
    ...(words === null ? {} : { details: { key, value: { ...opened.details, refusal: words } } }),
  });
  // The case is locked, so nobody can have been faster between the two: half a decision must not stand.
  if (!finished) throw new Error(`the task ${opened.task.number} changed while its case was locked`);
  const closed = await closePapers(act);
  const [first, ...further] = refusalWords('alerts:family.declined', { reason, words, by: member });
  return {
    replies: [{ parts: [{ key: 'alerts:result.declined' }] }],
    messages: first
      ? [
          toFamily(personId, opened.called, first, {
            further: [...further, { key: 'alerts:family.declined-next' }],
            choices: refusalButtons(member.sex),
          }),
        ]
      : [],
    audit: taskAudit(act, 'family.declined', { family: family.id, reason, closed }),
  };
});

const reassign = onTask('reassign', everyKind, async (act, { answers }) => {
  const { transaction, services, members, member, opened } = act;
  const wanted = textOf(answers, 'colleague');
  const colleague = takersOf(opened.task, member, members, services.now, whoActed(opened)).find(
    ({ id }) => id === wanted,
  );
  if (!colleague) {
    return freshCard(act, [{ key: 'alerts:result.no-colleague' }]);
  }
  const moved = await moveTask(transaction, services, opened.task, 'reassign', { claimedById: colleague.id });
  if (!moved) return freshCard(act, [{ key: 'alerts:result.overtaken' }]);
  const { family } = opened.case;
  if (family && opened.task.kind === 'registration') {
    await claimFamily(transaction, services, family, colleague.id);
  }
  await takeApplication(act, colleague);
  const fresh = await openTask(transaction, services, (await taskById(transaction, moved.id)) ?? moved);
  const card = cardOf(fresh, members, colleague, services.now, { title: 'alerts:title.reassigned' });
  const told = colleague.personId;
  const onceKey = `task:${moved.id}:v${moved.version}:${colleague.id}`;
  return {
    replies: [{ parts: [{ key: 'alerts:result.reassigned', params: { name: colleague.name } }] }],
    ...(told === null ? {} : { messages: [{ personId: told, reply: card, policy: 'dialogue', onceKey }] }),
    audit: taskAudit(act, 'task.reassigned', { to: colleague.id }),
  };
});

const showTask: CommandHandler = async (request) => {
  const entry = await enter(request, textOf(request.answers, 'task') ?? '', 'show');
  return ok('refused' in entry ? entry.refused : await freshCard(entry.act, []));
};

/** What the staff's flows end with, but for opening a file. */
export const taskCommands: { readonly [name: string]: CommandHandler } = {
  'ask-family': ask,
  'reply-to-family': reply,
  'reject-document': reject,
  'decline-registration': decline,
  'reassign-task': reassign,
  'show-task': showTask,
};
