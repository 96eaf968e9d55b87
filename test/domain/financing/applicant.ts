import type { Actor, Effects } from '../../../src/domain/contract.ts';
import type { Answers } from '../../../src/engine/vocabulary.ts';
import { button, type House, nationalId, registration } from '../house.ts';

/** An application as the flow hands it over: a mixer for kleija, 10,000 riyals over 20 months. */
export const wish = (changes: Answers = {}): Answers => ({
  project: 'أوسّع خبز الكليجا',
  activity: 'home-food',
  tools: [{ name: 'عجانة', price: 1_200_000 }],
  production: [{ name: 'كليجا', quantity: 20, times: 12, price: 2_500, materials: 900 }],
  seasons: ['ramadan'],
  fixedCosts: [{ name: 'كهرباء', amount: 15_000 }],
  ownContribution: 200_000,
  salesMonthly: 150_000,
  householdIncome: 400_000,
  obligations: 120_000,
  product: 'qard-hasan',
  amount: 1_000_000,
  months: 20,
  graceMonths: 1,
  creditConsent: true,
  ...changes,
});

let families = 0;

/** A family whose registration is accepted. */
export const acceptedFamily = async (house: House, officer: Actor): Promise<Actor> => {
  const family = await house.person();
  const own = { nationalId: nationalId(++families), mobile: { mobile: `+96655${1_000_000 + families}` } };
  await house.command(family, 'register-family', registration(own));
  const task = await house.database.task.findFirstOrThrow({
    where: { personId: family.personId, kind: 'registration' },
  });
  await house.approve(officer, `act:approve:${task.number}:${task.version}`);
  return family;
};

export const staffOf = async (house: House) => ({
  noura: await house.member('case-officer', 'نورة', 'female'),
  finance: await house.member('finance-officer', 'ماجد', 'male'),
  manager: await house.member('manager', 'هند', 'female'),
  bank: await house.member('bank-officer', 'فهد', 'male'),
});

export type Staff = Awaited<ReturnType<typeof staffOf>>;

/** What is done with the application of one family, by whoever it is whose turn it is. */
export const applicationOf = (house: House, family: Actor) => {
  const row = () =>
    house.database.application.findFirstOrThrow({
      where: { personId: family.personId },
      orderBy: { number: 'desc' },
    });
  const task = () =>
    house.database.task.findFirstOrThrow({
      where: { personId: family.personId, kind: 'application', state: { not: 'done' } },
    });
  const card = async (member: Actor) => {
    const { number } = await task();
    return (await house.command(member, 'show-task', { task: String(number) })).replies?.[0];
  };
  /** A small flow's command on the open task. */
  const words = async (member: Actor, name: string, answers: Answers): Promise<Effects> =>
    house.command(member, name, { task: String((await task()).number), ...answers });
  /** A button of the card; one that stands below a question («send-sure») is reached through that. */
  const press = async (member: Actor, verb: string): Promise<Effects> => {
    const before = /^(.+)-sure$/u.exec(verb)?.[1];
    const shown = before === undefined ? await card(member) : (await press(member, before)).replies?.[0];
    return house.press(member, button(shown, verb));
  };
  const grant = async (member: Actor): Promise<Effects> => {
    const asked = await press(member, 'grant');
    return house.press(member, button(asked.replies?.[0], 'grant-sure'));
  };
  return { row, task, card, words, press, grant };
};

/** An application that lies with the bank. */
export const atBank = async (house: House, staff: Staff) => {
  const family = await acceptedFamily(house, staff.noura);
  await house.command(family, 'submit-application', wish());
  const application = applicationOf(house, family);
  await application.words(staff.noura, 'mark-application-ready', { opinion: 'مشروع قائم وطلبه ثابت' });
  await application.press(staff.finance, 'send-sure');
  return { family, application };
};
