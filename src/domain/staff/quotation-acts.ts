import type { Answers, Message } from '../../engine/vocabulary.ts';
import { addDays } from '../../kernel/iso-dates.ts';
import { matchKey } from '../../kernel/text.ts';
import { dayAnswered } from '../answered.ts';
import { bySex } from '../by-sex.ts';
import type { CommandHandler, Effects, MessageToPerson } from '../contract.ts';
import { decideDocument } from '../families/index.ts';
import {
  moveQuotation,
  openApplication,
  preparedStates,
  quotationButton,
  quotationNamed,
} from '../financing/index.ts';
import { moveTask } from '../tasks/index.ts';
import { type Act, freshCard, overtakenNow, refusal, taskAudit } from './authorise.ts';
import { onTask, textOf } from './on-task.ts';
import type { QuotationCase } from './opened-task.ts';
import { mayLookCloser } from './policy.ts';
import { toFamily } from './say.ts';

/**
 * What an officer's look at a quotation begins with, each kept by one press: the supplier as the family named it, the
 * price of what it is for as she wrote it, and until when it holds: as she read it on the paper, else the usual days
 * from today.
 */
export const quotationParams = async ({ transaction, services, opened }: Act): Promise<Answers> => {
  const { quotation } = opened;
  if (!quotation) return {};
  const { application, supplier, of, statedUntil } = quotation;
  const { inputs, rules, study } = await openApplication(transaction, application, opened.case.key);
  const named = inputs.tools.filter(({ name }) => matchKey(name) === matchKey(of ?? ''));
  const priced = named.reduce((sum, { amountHalalas }) => sum + amountHalalas, 0);
  const { today } = services;
  return {
    ...(supplier === null ? {} : { namedSupplier: supplier }),
    likelyTotal: priced > 0 ? priced : study.startUpCostHalalas,
    likelyUntil:
      statedUntil !== null && statedUntil >= today ? statedUntil : addDays(today, rules.quotationDays),
  };
};

const decidePages = async (
  { transaction, member }: Act,
  { row }: QuotationCase,
  state: 'verified' | 'rejected',
): Promise<void> => {
  for (const documentId of row.documentIds) await decideDocument(transaction, documentId, state, member.id);
};

/** What the family hears of its quotation while the application is prepared; afterwards it is no news to it. */
const toSender = (
  act: Act,
  { application }: QuotationCase,
  message: Message,
  options: Parameters<typeof toFamily>[3] = {},
): readonly MessageToPerson[] => {
  const { case: owner, called } = act.opened;
  return preparedStates.includes(application.state)
    ? [toFamily(owner.personId, called, message, options)]
    : [];
};

/** An officer has read a quotation: whose it is, how much, and until when it holds. */
export const verifyQuotation: CommandHandler = onTask(
  'verify',
  ['document'],
  async (act, { answers, actor }) => {
    const { transaction, services, member, opened } = act;
    const { task, case: owner, quotation } = opened;
    if (!mayLookCloser(member, task.womenOnly)) return refusal(actor, 'women-only', task.id, 'verify');
    const supplier = textOf(answers, 'supplier');
    const validUntil = dayAnswered(answers.until);
    const totalHalalas = Number(answers.total ?? 0);
    if (!quotation || supplier === null || validUntil === null || totalHalalas <= 0) return overtakenNow(act);
    if (validUntil < services.today) return freshCard(act, [{ key: 'alerts:quotation.result.passed' }]);
    const finished = await moveTask(transaction, services, task, 'finish', { claimedById: member.id });
    if (!finished) return overtakenNow(act);
    const words = { supplier, of: quotation.of };
    const found = { key: owner.key, words, totalHalalas, validUntil };
    const settled = { at: services.now, memberId: member.id, found };
    // The case is locked, so nobody can have been faster between the two: half a decision must not stand.
    if (!(await moveQuotation(transaction, quotation, 'verify', settled)))
      throw new Error(`the quotation ${quotation.row.id} changed while its case was locked`);
    await decidePages(act, quotation, 'verified');
    const params = {
      name: quotationNamed({ ...quotation, supplier }),
      day: { date: validUntil, withHijri: true },
    };
    return {
      replies: [{ parts: [{ key: 'alerts:quotation.result.verified', params }] }],
      messages: toSender(act, quotation, { key: 'alerts:quotation.family.verified', params }),
      audit: taskAudit(act, 'quotation.verified', { quotation: quotation.row.id, until: validUntil }),
    };
  },
);

/** A quotation that cannot be used: the family hears why, and how to send another; it is kept. */
export const rejectQuotation = async (
  act: Act,
  quotation: QuotationCase,
  reason: string,
  note: string | null,
): Promise<Effects> => {
  const { transaction, services, member } = act;
  const finished = await moveTask(transaction, services, act.opened.task, 'finish', {
    claimedById: member.id,
  });
  if (!finished) return overtakenNow(act);
  const settled = { at: services.now, memberId: member.id };
  if (!(await moveQuotation(transaction, quotation, 'reject', settled)))
    throw new Error(`the quotation ${quotation.row.id} changed while its case was locked`);
  await decidePages(act, quotation, 'rejected');
  const { number } = quotation.application;
  const params = { name: quotationNamed(quotation) };
  const written = {
    key: bySex('alerts:family.written', member.sex),
    params: { officer: member.name, note: { said: note ?? '' } },
  };
  return {
    replies: [{ parts: [{ key: 'alerts:quotation.result.rejected' }] }],
    messages: toSender(
      act,
      quotation,
      { key: `alerts:quotation.family.rejected.${reason}`, params },
      {
        ...(note === null ? {} : { further: [written] }),
        choices: [quotationButton(number, quotation.row.number)],
      },
    ),
    audit: taskAudit(act, 'quotation.rejected', { quotation: quotation.row.id, reason }),
  };
};
