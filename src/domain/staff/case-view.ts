import type { Json, MediaReference, Message, Param, Reply } from '../../engine/vocabulary.ts';
import { maskIban, maskMobile, maskNationalId } from '../../kernel/identifiers.ts';
import type { Actor, AuditEntry, Role } from '../contract.ts';
import {
  type Document,
  documentById,
  documentsByIds,
  documentsOf,
  openRequestsOf,
  unmaskable,
  visibleTo,
} from '../families/index.ts';
import { filesOfTask } from '../tasks/index.ts';
import { studyLines } from './application-lines.ts';
import { fileButtons } from './bank-file-button.ts';
import { buttonsFor, paperButtons } from './cards.ts';
import { holdsFile } from './holds-file.ts';
import { line, saidParam, whoseLines } from './lines.ts';
import type { OpenedTask } from './opened-task.ts';
import { mayLookCloser, withoutNumbers } from './policy.ts';
import type { Member, Transaction } from './store.ts';

type OpenedFile = Pick<OpenedTask, 'case' | 'called' | 'city' | 'craft'>;

const words = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const mobileIn = (value: Json | undefined): string =>
  words((value as { readonly mobile?: Json } | null | undefined)?.mobile);

const productLine = (product: Json): Param => {
  const { name, quantity, price } = (product ?? {}) as {
    readonly name?: Json;
    readonly quantity?: Json;
    readonly price?: Json;
  };
  const range = quantity as { readonly low?: Json; readonly high?: Json } | null | undefined;
  const amount: Param =
    typeof quantity === 'number'
      ? quantity
      : {
          key: 'common:value.range',
          params: { low: Number(range?.low ?? 0), high: Number(range?.high ?? 0) },
        };
  const params = { name: words(name), quantity: amount };
  return typeof price === 'number'
    ? { key: 'alerts:product-priced', params: { ...params, price: { money: price } } }
    : { key: 'alerts:product', params };
};

/** An address in words: as it was described, the short code, or the place on the map. */
const addressWords = (value: Json): Param => {
  const { description, shortAddress, place } = (value ?? {}) as { readonly [key: string]: Json };
  if (words(description) !== '') return words(description);
  const code = (shortAddress as { readonly shortAddress?: Json } | null | undefined)?.shortAddress;
  if (words(code) !== '') return { code: words(code) };
  const { lat, lon } = (place ?? {}) as { readonly lat?: Json; readonly lon?: Json };
  return typeof lat === 'number' && typeof lon === 'number'
    ? { key: 'alerts:place', params: { place: { code: `${lat.toFixed(5)}, ${lon.toFixed(5)}` } } }
    : { key: 'common:value.none' };
};

type Show = (value: Json) => Param;

const chosen =
  (question: string): Show =>
  (value) => ({ key: `registration:${question}.choices.${String(value)}` });
const money: Show = (value) => ({ money: Number(value) });
const plain: Show = (value) => (typeof value === 'number' ? value : String(value));

/** How each answer is shown to staff: numbers of people masked, everything else as it was given. */
const shows: { readonly [key: string]: Show } = {
  fullName: plain,
  nationalId: (value) => ({ code: maskNationalId(words(value)) }),
  mobile: (value) => ({ code: maskMobile(mobileIn(value)) }),
  mobileOwner: chosen('mobileOwner'),
  birthDate: (value) => ({ date: words((value as { readonly iso?: Json }).iso), withHijri: true }),
  address: addressWords,
  craftOther: plain,
  householdSize: plain,
  dependants: plain,
  products: (value) => ({ list: (Array.isArray(value) ? value : []).map(productLine), as: 'words' }),
  experience: chosen('experience'),
  salesMonthly: money,
  householdIncome: money,
  iban: (value) => ({ code: maskIban(words(value)) }),
};

/** Promised to be seen by the officer of the file alone. */
const forHolder: ReadonlySet<string> = new Set(['householdIncome']);

const fileLines = (file: OpenedFile, reader: Member, holds: boolean): readonly Param[] => {
  const { profile } = file.case;
  return (visibleTo[reader.role as Role] ?? []).flatMap((key): readonly Param[] => {
    const value = profile[key] ?? null;
    const show = shows[key];
    if (value === null || show === undefined) return [];
    const shown: Param = holds || !forHolder.has(key) ? show(value) : { key: 'alerts:hidden-until-claimed' };
    return [{ key: 'alerts:field', params: { label: { key: `registration:${key}.label` }, value: shown } }];
  });
};

type Papers = Awaited<ReturnType<typeof documentsOf>>;

/** What a registration still lacks of what a decision needs, as far as its reader may know. */
const lackingLines = ({ case: opened }: OpenedFile, documents: Papers, reader: Member): readonly Param[] => {
  if (opened.family === null) return [];
  const visible = visibleTo[reader.role as Role] ?? [];
  const photo = documents.findLast(({ purpose }) => purpose === 'id-photo');
  const lacks = [
    ...(visible.includes('iban') && (opened.profile.iban ?? null) === null ? ['iban'] : []),
    ...(visible.includes('birthDate') && (photo?.state ?? 'rejected') === 'rejected' ? ['id-photo'] : []),
  ];
  if (lacks.length === 0) return [];
  const what: Param = { list: lacks.map((name) => ({ key: `alerts:what.${name}` })), as: 'words' };
  return [line('lacks', { what })];
};

const documentLines = (documents: Papers): readonly Param[] => {
  if (documents.length === 0) return [];
  const listed: Param = {
    list: documents.map((document) => ({
      key: 'alerts:document-state',
      params: {
        document: { key: `alerts:document.${document.purpose}` },
        state: { key: `alerts:document.${document.state}` },
      },
    })),
    as: 'words',
  };
  return [line('documents', { documents: listed })];
};

const waitingLines = async (transaction: Transaction, file: OpenedFile): Promise<readonly Param[]> => {
  const requests = await openRequestsOf(transaction, file.case.personId);
  if (requests.length === 0) return [];
  const asked = [...new Set(requests.map(({ what }) => what))];
  return [
    line('missing', { what: { list: asked.map((what) => ({ key: `alerts:what.${what}` })), as: 'words' } }),
  ];
};

const saidLines = ({ details, task }: OpenedTask, reader: Member): readonly Param[] =>
  (mayLookCloser(reader, task.womenOnly) && reader.role !== 'bank-officer' ? (details.said ?? []) : [])
    .slice(-6)
    .map((said) => ({
      key: `alerts:said.${said.from}`,
      params: { text: saidParam(said, withoutNumbers) },
    }));

const changedLine = ({ details }: OpenedTask): readonly Param[] =>
  details.changed === undefined || details.changed.length === 0
    ? []
    : [
        line('changed', {
          changed: {
            list: details.changed.map((key) => ({ key: `registration:${key}.label` })),
            as: 'words',
          },
        }),
      ];

/**
 * The file's own words, without its task.
 * @param holds whether its reader has taken it
 */
export const fileMessage = async (
  transaction: Transaction,
  file: OpenedFile,
  reader: Member,
  holds: boolean,
  extra: readonly Param[] = [],
): Promise<Message> => {
  const documents = await documentsOf(transaction, file.case.personId);
  const list = [
    ...whoseLines(file, { named: !(visibleTo[reader.role as Role] ?? []).includes('fullName') }),
    ...lackingLines(file, documents, reader),
    ...fileLines(file, reader, holds),
    ...documentLines(documents),
    ...(await waitingLines(transaction, file)),
    ...extra,
  ];
  return {
    key: 'alerts:card',
    params: { title: { key: 'alerts:title.file' }, lines: { list, as: 'lines' } },
  };
};

/**
 * The files behind a task that a member may look at: its own, with a registration its ID photo, which comes first,
 * and with an application what was photographed at a visit and the pages of its quotations;
 * by the women's rule.
 */
const filesOf = async (
  transaction: Transaction,
  opened: OpenedTask,
  reader: Member,
): Promise<readonly SeenFile[]> => {
  const { task } = opened;
  // The bank's letter is no paper of hers.
  const isLetter = task.kind === 'bank-decision' || task.kind === 'signed-form';
  if (!isLetter && !mayLookCloser(reader, task.womenOnly || opened.case.family?.womenOnly === true))
    return [];
  if (reader.role !== 'case-officer' && reader.role !== 'manager' && task.role !== reader.role) return [];
  const photo =
    task.kind === 'registration'
      ? (await documentsOf(transaction, task.personId)).findLast(({ purpose }) => purpose === 'id-photo')
      : undefined;
  // The bank reads the file that was sent to it.
  const isBanks = task.topic === 'bank';
  const visits = isBanks ? [] : (opened.application?.visits ?? []);
  const quotations = isBanks ? [] : (opened.application?.quotations ?? []);
  const pages = [...(opened.quotation ? [opened.quotation] : []), ...quotations]
    .filter(({ row }) => row.state !== 'superseded')
    .flatMap(({ row }) => row.documentIds);
  const seen = await Promise.all(
    [...visits.flatMap(({ documentIds }) => documentIds), ...pages]
      .filter((id) => id !== task.documentId)
      .map((id) => documentById(transaction, id)),
  );
  const own = opened.files.map(
    (file, place): SeenFile => ({ media: mediaOf(file), ...placeAmong(opened, place) }),
  );
  const others = seen.flatMap((file) => (file ? [{ media: mediaOf(file) }] : []));
  // What came with the case and waits to be looked at stands beside its buttons.
  const waiting = (await documentsByIds(transaction, await filesOfPapers(transaction, opened))).filter(
    ({ id }) => id !== photo?.id && !opened.files.some((file) => file.id === id),
  );
  const papers = waiting.map((file): SeenFile => ({ media: mediaOf(file) }));
  // In their order, with the last beside the buttons; an ID photo is always there.
  return photo ? [...own, ...others, { media: mediaOf(photo) }, ...papers] : [...others, ...own, ...papers];
};

/** The files of the papers that came with a case and are not decided on. */
const filesOfPapers = async (transaction: Transaction, { papers }: OpenedTask): Promise<readonly string[]> =>
  (await Promise.all(papers.map((paper) => filesOfTask(transaction, paper)))).flat();

interface SeenFile {
  readonly media: MediaReference;
  /** Which of several files of one answer it is. */
  readonly place?: { readonly number: number; readonly of: number };
}

const mediaOf = (file: Document): MediaReference => ({
  kind: file.kind as MediaReference['kind'],
  documentId: file.id,
});

const placeAmong = ({ files }: OpenedTask, place: number): Pick<SeenFile, 'place'> =>
  files.length < 2 ? {} : { place: { number: place + 1, of: files.length } };

/** What a file is called above it. */
const nameOf = ({ media, place }: SeenFile): Message => {
  const document = { key: `alerts:document.${media.kind}` };
  return place ? { key: 'alerts:document-of', params: { document, ...place } } : document;
};

/** The whole case as a member may see it: masked, within the role, with its document where that is allowed; audited. */
export const caseView = async (
  transaction: Transaction,
  opened: OpenedTask,
  members: readonly Member[],
  reader: Member,
  now: Date,
): Promise<{ readonly replies: readonly Reply[]; readonly audit: readonly AuditEntry[] }> => {
  const { task } = opened;
  const files = await filesOf(transaction, opened, reader);
  const last = files.at(-1);
  const womenOnly = task.womenOnly || opened.case.family?.womenOnly === true;
  const hidden = !mayLookCloser(reader, womenOnly) ? [line('hidden')] : [];
  const holds = await holdsFile(transaction, opened.case, { reader, members, now }, task.claimedById);
  const isForBank = reader.role === 'bank-officer';
  const message = await fileMessage(transaction, opened, reader, holds, [
    ...(opened.application ? studyLines(opened.application, isForBank, holds || isForBank) : []),
    ...changedLine(opened),
    ...saidLines(opened, reader),
    ...hidden,
  ]);
  const references = { task: task.number, document: last?.media.documentId ?? null };
  const file: Reply = {
    parts: [message],
    choices: [
      ...paperButtons(opened, reader),
      ...buttonsFor(opened, members, reader, now),
      ...fileButtons(opened, reader),
    ],
    ...(last ? { media: last.media } : {}),
  };
  return {
    replies: [
      ...files.slice(0, -1).map((seen): Reply => ({ parts: [nameOf(seen)], media: seen.media })),
      file,
    ],
    audit: [{ action: 'case.opened', subjectKind: 'task', subjectId: task.id, references }],
  };
};

/** Numbers shown whole to a member who needs them (to call, above all); audited by the caller. */
export const unmaskedReply = (
  opened: OpenedTask,
  reader: Member,
  actor: Actor,
): { readonly reply: Reply; readonly shown: readonly string[] } => {
  const { profile } = opened.case;
  // In a talk somebody may have given another number to be called at, or the only one.
  const given = opened.details.mobile;
  const mobiles = [...new Set([mobileIn(profile.mobile), given ?? ''])].filter((mobile) => mobile !== '');
  const lines: { readonly [key: string]: () => readonly Param[] } = {
    mobile: () => mobiles.map((mobile) => line('mobile', { mobile: { code: mobile } })),
    nationalId: () => [line('national-id', { nationalId: { code: words(profile.nationalId) } })],
    iban: () => [line('iban', { iban: { code: words(profile.iban) } })],
  };
  const shown = unmaskable(reader.role as Role, actor.channel).filter(
    (key) => (profile[key] ?? null) !== null || (key === 'mobile' && given !== undefined),
  );
  const list = shown.flatMap((key) => lines[key]?.() ?? []);
  return {
    reply: {
      parts: [
        {
          key: 'alerts:card',
          params: { title: { key: 'alerts:title.file' }, lines: { list, as: 'lines' } },
        },
      ],
    },
    shown,
  };
};
