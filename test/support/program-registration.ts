import { passesNationalIdCheck } from '../../src/kernel/checksums.ts';
import { phonePhoto } from '../documents/samples.ts';
import type { Act, Chat } from './program-chat.ts';

/** A web chat or a phone. */
interface Talker {
  readonly waiting: string | null;
  readonly replies: readonly { readonly text: string }[];
  act(act: Act): Promise<unknown>;
}

/** What one invented family answers, by question. */
export type Script = { readonly [question: string]: Act };

export interface Family {
  readonly fullName: string;
  readonly called: string;
  readonly nationalId: string;
  readonly mobile: string;
  readonly iban: string;
  readonly shortAddress: string;
  readonly language: 'ar' | 'en';
  readonly sex: 'female' | 'male';
}

/** National IDs that merely pass the check, one after the other. */
const nationalIds = function* (from = 1_077_000_000): Generator<string, never> {
  for (let number = from; ; number++) if (passesNationalIdCheck(String(number))) yield String(number);
};

const ids = nationalIds();

/** An invented family with an ID and a number of its own. */
export const someFamily = (changes: Partial<Family> = {}): Family => {
  const nationalId = ids.next().value;
  return {
    fullName: 'لطيفة سليمان الدوسري',
    called: 'أم سليمان',
    nationalId,
    mobile: `05${nationalId.slice(2)}`,
    iban: 'SA4860000000608010167519',
    shortAddress: 'QBRB7341',
    language: 'ar',
    sex: 'female',
    ...changes,
  };
};

const text = (words: string): Act => ({ text: words });
const choice = (id: string): Act => ({ choice: id });

const welcomeScript = ({ language, sex }: Family): Script => ({
  'welcome.language': choice(language),
  'welcome.address': choice(sex),
  'welcome.consentData': choice('yes'),
  'welcome.consentAnnouncements': choice('no'),
});

/** The registration's questions, whoever writes: a family itself, or an officer at the desk (`flow`). */
export const registrationScript = async (
  family: Family,
  flow: 'registration' | 'desk-registration' = 'registration',
): Promise<Script> => ({
  ...(flow === 'registration' ? welcomeScript(family) : {}),
  'menu.menu': choice(flow === 'registration' ? 'registration' : 'staff-register'),
  [`${flow}.consentAtDesk`]: choice('yes'),
  [`${flow}.fullName`]: text(family.fullName),
  [`${flow}.called`]: text(family.called),
  [`${flow}.calledAtDesk`]: text(family.called),
  [`${flow}.sex`]: choice(family.sex),
  [`${flow}.birthDate`]: text('١٢/٤/١٩٨٥'),
  [`${flow}.city`]: choice('buraydah'),
  [`${flow}.nationalId`]: text(family.nationalId),
  [`${flow}.mobile`]: text(family.mobile),
  [`${flow}.mobileOwner`]: choice('mine'),
  'address.how': choice('short-address'),
  'address.shortAddress': text(family.shortAddress),
  [`${flow}.householdSize`]: text('٦'),
  [`${flow}.dependants`]: text('4'),
  [`${flow}.craft`]: { choices: ['home-food', 'palm-weaving'] },
  [`${flow}.products.name`]: text('كليجا'),
  [`${flow}.products.quantity`]: text('٤٠'),
  [`${flow}.products.price`]: text('٣٥'),
  [`${flow}.products`]: choice('done'),
  [`${flow}.experience`]: choice('3-10'),
  [`${flow}.salesMonthly`]: text('٢٢٠٠'),
  [`${flow}.householdIncome`]: text('4500'),
  [`${flow}.iban`]: text(family.iban),
  [`${flow}.idPhoto`]: {
    file: { content: await phonePhoto(), name: 'hawiya.jpg', type: 'image/jpeg' },
  },
  [`${flow}.womenOnly`]: choice('no'),
  [`${flow}.review`]: choice('submit'),
});

const mostTurns = 60;

/** Answers question after question until one of `ends` waits; a question without an answer fails the test. */
export const answerUntil = async (chat: Talker, script: Script, end: string): Promise<void> => {
  for (let turn = 0; turn < mostTurns; turn++) {
    const act = chat.waiting === null ? undefined : script[chat.waiting];
    if (!act) throw new Error(`nothing to answer at ${chat.waiting}: ${chat.replies.at(-1)?.text}`);
    const asked = chat.waiting;
    await chat.act(act);
    if (chat.waiting === end) return;
    if (chat.waiting === asked) throw new Error(`refused at ${asked}: ${chat.replies.at(-1)?.text}`);
  }
  throw new Error(`never came to ${end}`);
};

/** From the first hello to the family's number. */
export const register = async (chat: Chat, family: Family): Promise<void> => {
  await chat.says(family.language === 'ar' ? 'السلام عليكم' : 'hello');
  const script = await registrationScript(family);
  const { 'menu.menu': toRegistration, ...welcome } = script;
  await answerUntil(chat, { ...welcome }, 'menu.menu');
  await chat.act(toRegistration ?? { choice: 'registration' });
  await answerUntil(chat, script, 'menu.menu');
};
