import { afterEach, beforeEach } from 'vitest';
import type { Actor, Effects } from '../../../src/domain/contract.ts';
import { guarantorsInTime } from '../../../src/domain/financing/index.ts';
import type { Answers, Message } from '../../../src/engine/vocabulary.ts';
import { type House, nationalId, openHouse } from '../house.ts';
import { acceptedFamily, applicationOf, type Staff, staffOf, wish } from './applicant.ts';

/** A house, its staff, and a family whose application may need somebody: fresh for each test of the file that imports it. */
export let house: House;
export let staff: Staff;
export let family: Actor;
beforeEach(async () => {
  house = await openHouse();
  staff = await staffOf(house);
  family = await acceptedFamily(house, staff.noura);
});
afterEach(() => house.close());

export const hisNumber = '+966555550001';
const day = 86_400_000;

/** 12,000 riyals: above the amount from which on somebody stands for it. */
export const apply = (changes: Answers = {}) =>
  house.command(family, 'submit-application', wish({ amount: 1_200_000, months: 24, ...changes }));

export const named = { name: 'أبو فهد', relation: 'sibling', mobile: { mobile: hisNumber, own: false } };

export const told = (effects: Effects): string => {
  const param = effects.outcome?.told as Message | undefined;
  return param ? house.read({ parts: [param] }) : '';
};

export const toOthers = (effects: Pick<Effects, 'messages'>): string =>
  (effects.messages ?? []).map(({ reply }) => house.read(reply)).join('\n');

export const codeIn = (words: string): string => /HRF-[A-Z]{4}-\d{4}/u.exec(words)?.[0] ?? '';

export const nameHim = async (answers: Answers = named): Promise<string> =>
  codeIn(house.words(await house.command(family, 'name-guarantor', answers)));

/** Opens a link, as far as the question for the number. */
export const open = async (actor: Actor, code: string): Promise<Answers> => {
  const { openHere } = await house.tie(actor, code);
  if (openHere?.flow !== 'guarantor') throw new Error('the link did not open');
  return openHere.params;
};

export const share = (actor: Actor, params: Answers, mobile = hisNumber, own = true) =>
  house.run(actor, 'prove-guarantor', { mobile: { mobile, own } }, params);

/** Somebody who opened the link and proved his number. */
export const provenGuarantor = async (): Promise<{ readonly him: Actor; readonly params: Answers }> => {
  const him = await house.stranger();
  const params = await open(him, await nameHim());
  const proven = await share(him, params);
  if (!proven.ok || proven.value.openHere?.flow !== 'guarantee') throw new Error('the number is not proven');
  return { him, params: proven.value.openHere.params };
};

export const yes = (place = 40): Answers => ({
  answer: true,
  fullName: 'فهد سالم الحربي',
  nationalId: nationalId(place),
  consent: true,
});

export const stateOf = async () => ({
  application: (await applicationOf(house, family).row()).state,
  guarantor: (await house.database.guarantor.findFirst({ orderBy: { id: 'desc' } }))?.state ?? null,
});

export const statusOf = async (): Promise<string> =>
  house.read({ parts: (await house.source(family, 'status')) as unknown as readonly Message[] });

export const later = async (days: number) => {
  house.clock.now = new Date(house.clock.now.getTime() + days * day);
  return house.inTransaction(guarantorsInTime);
};

/** From here on the family is another one, accepted as well. */
export const turnToAnotherFamily = async (): Promise<void> => {
  family = await acceptedFamily(house, staff.noura);
};
