import type { Message, Param } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { OpenedCase } from '../families/index.ts';
import type { Said } from '../tasks/index.ts';
import { awaitsAgreement, type OpenedTask } from './opened-task.ts';

export const line = (name: string, params?: Message['params']): Param => ({
  key: `alerts:line.${name}`,
  ...(params ? { params } : {}),
});

export const day = (moment: Date): Param => ({ date: todayInRiyadh(moment.getTime()) });

/** The name on a card, or that it is not known yet. */
export const nameParam = (called: string): Param => (called === '' ? { key: 'alerts:name-unknown' } : called);

const stageKey = (opened: OpenedCase): string => {
  if (!opened.family) return 'alerts:stage.draft';
  return `alerts:stage.${awaitsAgreement({ case: opened }) ? 'awaiting-agreement' : opened.family.state}`;
};

export const monthsParam = (count: number): Param => ({ key: 'alerts:months', params: { count } });

type Whose = Pick<OpenedTask, 'called' | 'city' | 'craft' | 'case'>;

const cityParam = (city: string): Param => ({ key: `registration:city.choices.${city}` });

const craftParam = (craft: readonly string[]): Param => ({
  list: craft.map((id) => ({ key: `registration:craft.choices.${id}` })),
  as: 'words',
});

export const stageParam = (opened: OpenedCase): Param => ({ key: stageKey(opened) });

/** Where the family is, what it makes and where its case stands, a line each; `named` where its full name is not shown. */
export const whoseLines = (opened: Whose, { named }: { readonly named: boolean }): readonly Param[] => [
  ...(opened.case.family ? [line('number', { number: String(opened.case.family.number) })] : []),
  ...(named || opened.case.family === null ? [line('name', { name: nameParam(opened.called) })] : []),
  ...(opened.city === null ? [] : [line('city', { city: cityParam(opened.city) })]),
  ...(opened.craft.length === 0 ? [] : [line('craft', { craft: craftParam(opened.craft) })]),
  line('stage', { stage: stageParam(opened.case) }),
];

/** Values of one line, parted by dots. */
export const dotted = (values: readonly Param[]): Param =>
  values.reduce((before, value) => ({ key: 'alerts:line.dotted', params: { before, value } }));

/** Whose it is in one line: name, town, craft. */
export const whoseLine = ({ called, city, craft }: Whose): Param =>
  dotted([
    nameParam(called),
    ...(city === null ? [] : [cityParam(city)]),
    ...(craft.length === 0 ? [] : [craftParam(craft)]),
  ]);

/** «٣ صور», or files where they are not all photos. */
export const countedFiles = ({ kind, count }: { readonly kind: string; readonly count: number }): Param => ({
  key: `alerts:${kind === 'photo' ? 'photos' : 'files'}`,
  params: { count },
});

/** What somebody said, in words that are fit to be shown: a file by what it is, before the words that came with it. */
export const saidParam = ({ text, file, files }: Said, shown: (words: string) => string): Param => {
  if (file === undefined) return shown(text);
  const sent: Param =
    files === undefined ? { key: `alerts:document.${file}` } : countedFiles({ kind: file, count: files });
  return text === '' ? sent : dotted([sent, shown(text)]);
};
