import type { Json } from '../../engine/vocabulary.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandHandler, CommandRequest } from '../contract.ts';
import { lockCase } from '../tasks/index.ts';
import { attachDocuments } from './document-store.ts';
import { receiveDocuments } from './documents.ts';
import { documentsIn, type Profile, textOf } from './policy.ts';
import { takeSent } from './sent.ts';
import { closeRequests, type Family, familyOf, moveFamily, openRequestsOf, readProfile } from './store.ts';
import { type NewsOfFamily, tellRegistration } from './touch.ts';

/** Of several files the first stands in the profile. */
const firstOf = (value: Json | undefined): Json => filesOf(value)[0] ?? null;

const filesOf = (value: Json | undefined): readonly Json[] =>
  [value ?? null].flat().filter((file: Json) => file !== null);

/** What the papers of an answer are together, where they are several. */
const papersIn = ({ answers }: CommandRequest): NewsOfFamily['papers'] => {
  const files = [...filesOf(answers.idPhoto), ...filesOf(answers.otherDocument)];
  if (files.length < 2) return undefined;
  const photos = files.every((file) => (file as { readonly kind?: Json }).kind === 'photo');
  return { kind: photos ? 'photo' : 'document', count: files.length };
};

/** The open request that the answer was opened with, or the latest for the same thing. */
const requestOf = async ({ transaction, actor, params }: CommandRequest, what: string) => {
  const asked = (await openRequestsOf(transaction, actor.personId)).filter((one) => one.what === what);
  return (asked.find(({ id }) => id === params.request) ?? asked.at(-1))?.id ?? null;
};

/** What the answer adds to the profile: an IBAN or an ID photo stand there like those given at the registration. */
const withAnswer = (profile: Profile, request: CommandRequest): Profile => ({
  ...profile,
  ...(textOf(request.answers.iban) === null ? {} : { iban: request.answers.iban ?? null }),
  ...(firstOf(request.answers.idPhoto) === null ? {} : { idPhoto: firstOf(request.answers.idPhoto) }),
});

const record = async (request: CommandRequest, family: Family, what: string): Promise<void> => {
  const { transaction, services, actor, answers } = request;
  const requestId = await requestOf(request, what);
  await closeRequests(transaction, actor.personId, services.now, what);
  const missing = await openRequestsOf(transaction, actor.personId);
  const event = family.state === 'needs-more' ? (missing.length > 0 ? 'answer-in-part' : 'answer') : 'answer';
  const profile = withAnswer(readProfile(family, actor.key), request);
  // What comes after the case was decided is still taken; it moves nothing.
  const accepted = family.state === 'needs-more' || family.state === 'approved' ? event : 'correct';
  const moved = await moveFamily(transaction, services, family, accepted, null, {
    profile: { key: actor.key, value: profile },
  });
  if (!moved) throw new Error(`the family ${family.number} changed while its case was locked`);
  await receiveDocuments(transaction, services, {
    uploadedBy: actor.personId,
    ownerId: actor.personId,
    key: actor.key,
    womenOnly: moved.womenOnly,
    documents: documentsIn(answers),
    requestId,
  });
  const papers = papersIn(request);
  await tellRegistration(transaction, services, moved, actor.key, {
    news: 'answer',
    what,
    requestId,
    ...(papers ? { papers } : {}),
    ...(await takeSent(request, answers.clarification ?? null)),
  });
};

/** A family sends what an officer asked for; when nothing else is missing, its case goes on. */
export const answerRequest: CommandHandler = async (request) => {
  const { transaction, actor, answers, params } = request;
  await lockCase(transaction, actor.personId);
  const family = await familyOf(transaction, actor.personId);
  const what = textOf(answers.what) ?? textOf(params.what) ?? 'clarification';
  if (family) await record(request, family, what);
  else await attachDocuments(transaction, actor.personId, actor.personId, documentsIn(answers));
  return ok({
    audit: [
      {
        action: 'family.answered',
        subjectKind: 'family',
        subjectId: family?.id ?? null,
        references: { what },
      },
    ],
  });
};
