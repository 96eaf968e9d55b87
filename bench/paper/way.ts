import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type Act, families, hello } from '../latency/family.ts';

interface Reply {
  readonly text: string;
  readonly choices: readonly { readonly id: string }[];
  readonly media?: { readonly url: string };
}

interface Answer {
  readonly replies: readonly Reply[];
  readonly question: { readonly flow: string; readonly key: string } | null;
}

/** What a family answers from the wish for money to the study, and from there to its number. */
const application: { readonly [question: string]: Act } = {
  'menu.menu': { text: 'ابغى تمويل لمطبخي' },
  'loan-application.project': { text: 'مطبخ كليجا في البيت' },
  'loan-application.activity': { choice: 'home-food' },
  'loan-application.tools.name': { text: 'عجانة ٦٥٠٠، فرن ٣٠٠٠' },
  'loan-application.tools': { choice: 'done' },
  'loan-application.production.name': { text: 'كليجا ٢٠ كل يوم، السعر ١٥، المواد ٦' },
  'loan-application.production': { choice: 'done' },
  'loan-application.seasons': { choice: 'none' },
  'loan-application.fixedCosts': { choice: 'done' },
  'loan-application.ownContribution': { text: '0' },
  'loan-application.sales': { choice: 'skip' },
  'loan-application.income': { choice: 'skip' },
  'loan-application.obligations': { text: '0' },
  'loan-application.study': { choice: 'go-on' },
  'loan-application.amount': { text: '9500' },
  'loan-application.months': { text: '24' },
  'loan-application.graceMonths': { text: '0' },
  'loan-application.schedule': { choice: 'go-on' },
  'loan-application.quotations': { choice: 'skip' },
  'loan-application.creditConsent': { choice: 'yes' },
  'loan-application.review': { choice: 'submit' },
};

const restOfRegistration: { readonly [question: string]: Act } = {
  'registration.idPhoto': { choice: 'skip' },
  'registration.womenOnly': { choice: 'no' },
  'registration.review': { choice: 'submit' },
};

const chatOf = (url: string, conversation: string) => {
  const address = `${url}/chat/api/conversations/${conversation}/messages`;
  const read = async (response: Response): Promise<Answer> => {
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const send = async (act: Act): Promise<Answer> =>
    read(
      await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: randomUUID(), ...act }),
      }),
    );
  /** The newest button whose id begins so, under words about this family, once it is there. */
  const press = async (id: string, about = ''): Promise<Answer> => {
    for (let tries = 0; tries < 300; tries++) {
      const { replies } = await read(await fetch(address));
      const found = replies
        .filter(({ text }) => text.includes(about))
        .flatMap(({ choices }) => choices)
        .findLast((choice) => choice.id.startsWith(id));
      if (found) return send({ choice: found.id });
      await wait(100);
    }
    throw new Error(`no button ${id} came`);
  };
  return {
    send,
    press,
    async answerUntil(
      script: { readonly [question: string]: Act },
      first: Act,
      end: string,
    ): Promise<Answer> {
      let answer = await send(first);
      for (let turns = 0; turns < 80; turns++) {
        const at = answer.question ? `${answer.question.flow}.${answer.question.key}` : '';
        if (at === end) return answer;
        const act = script[at];
        if (!act) throw new Error(`nothing to answer at ${at}: ${answer.replies.at(-1)?.text}`);
        answer = await send(act);
      }
      throw new Error(`never came to ${end}`);
    },
    async fetches({ replies }: Answer): Promise<number> {
      const path = replies.find(({ media }) => media)?.media?.url;
      if (path === undefined) throw new Error(`no file came: ${replies.map(({ text }) => text).join(' / ')}`);
      const file = await fetch(url + path);
      if (!file.ok) throw new Error(`${file.status} for ${path}`);
      return (await file.arrayBuffer()).byteLength;
    },
  };
};

/**
 * One family of the demo from hello to the file at the bank, all sides by the web chat; `at` is told when the registration
 * is accepted, when the picture of the study was fetched, and when the bank's file was made and fetched.
 */
export const goTheWay = async (
  url: string,
  dataDir: string,
  at: (place: 'accepted' | 'pictured' | 'at the bank') => void,
): Promise<void> => {
  const links = JSON.parse(readFileSync(`${dataDir}/demo-links.json`, 'utf8')) as {
    readonly staff: { readonly [role: string]: string };
  };
  const staff = (role: string) => chatOf(url, links.staff[role] ?? '');
  const family = { ...families(1_300_000_000).next().value, ...restOfRegistration };
  const mother = chatOf(url, randomUUID());
  const { 'menu.menu': toRegistration, ...welcome } = family;
  await mother.answerUntil(welcome, hello, 'menu.menu');
  await mother.answerUntil(family, toRegistration ?? hello, 'menu.menu');
  const officer = staff('case-officer');
  await officer.press('act:approve:', 'أم سليمان');
  await officer.press('act:approve-sure:');
  at('accepted');
  const study = await mother.answerUntil(
    application,
    application['menu.menu'] ?? hello,
    'loan-application.study',
  );
  await mother.fetches(study);
  at('pictured');
  await mother.answerUntil(application, { choice: 'go-on' }, 'menu.menu');
  await officer.press('act:ready:');
  await officer.press('act:ready-sure:');
  await officer.send({ text: 'مشروع قائم وطلبه ثابت' });
  const sender = staff('finance-officer');
  await sender.press('act:send:');
  await sender.press('act:send-sure:');
  const bank = staff('bank-officer');
  await bank.fetches(await bank.press('act:bank-file:'));
  at('at the bank');
};
