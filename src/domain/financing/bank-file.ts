import type { Block, Paper } from '../contract.ts';
import * as part from './bank-file-sections.ts';
import * as seen from './bank-file-seen.ts';
import { type AboutFile, type Says, writingOf } from './bank-file-writing.ts';
import type { OpenedApplication } from './opened.ts';

/**
 * The file that a bank reads of an application, in Arabic: the study, the financing and its schedule, numbers of people
 * masked. The days of the schedule are those of a financing that is paid out today.
 */
export const bankFile = (opened: OpenedApplication, about: AboutFile, says: Says): Paper => {
  const writing = writingOf(opened, about, says);
  const { text, pair } = writing;
  const number = { code: String(opened.application.number) };
  const section = (name: string, blocks: readonly Block[]) => ({ heading: text(`section.${name}`), blocks });
  const { fixedMonthly } = opened.inputs;
  return {
    language: 'ar',
    from: text('from', { licence: about.licence }),
    title: text('title'),
    facts: [
      pair('number', number),
      pair('date', text('day', { day: { date: about.today, withHijri: true } })),
    ],
    sections: [
      section('applicant', part.applicant(writing)),
      section('project', part.project(writing)),
      section('tools', part.tools(writing)),
      ...(seen.holding(opened, about.today).length === 0
        ? []
        : [section('quotations', seen.quotations(writing))]),
      section('production', part.production(writing)),
      ...(fixedMonthly.length === 0
        ? []
        : [section('fixed', [part.costTable(writing, 'cost', fixedMonthly)])]),
      ...(opened.corrections.some(({ row }) => row.state === 'agreed')
        ? [section('corrections', seen.corrections(writing))]
        : []),
      ...(opened.visits.length === 0 ? [] : [section('visit', seen.visits(writing))]),
      section('study', part.monthly(writing)),
      section('financing', part.financing(writing)),
      ...(about.guarantor ? [section('guarantor', part.guarantor(writing, about.guarantor))] : []),
      section('schedule', part.instalments(writing)),
      section('opinion', part.signed(writing)),
    ],
    foot: {
      about: [text('foot.about'), number],
      mark: text('foot.mark'),
      page: text('foot.page'),
      of: text('foot.of'),
    },
  };
};
