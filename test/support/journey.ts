import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../src/domain/contract.ts';
import type { FinancingRules } from '../../src/domain/financing/index.ts';
import { passesNationalIdCheck } from '../../src/kernel/checksums.ts';
import { testDatabase } from './database.ts';
import { type FakeBotApi, startFakeBotApi } from './fake-bot-api.ts';
import type { JourneyFile, Side } from './journey-file.ts';
import { type Heard, type Talker, telegramTalker, webTalker } from './journey-side.ts';
import { programFolder, type RunningProgram, runProgram, until } from './program.ts';
import { openChat } from './program-chat.ts';
import {
  answerUntil,
  type Family,
  register,
  registrationScript,
  someFamily,
} from './program-registration.ts';
import { openPhone, telegramEnvironment } from './program-telegram.ts';

/** Tuesday, 24 November 2026, at ten in the morning in Riyadh. */
const firstDay = '2026-11-24';
const tenOf = (day: string): Date => new Date(`${day}T07:00:00Z`);
const stepMillis = 60_000;

const codeShape = /HRF-[A-Z0-9]{4}-[A-Z0-9]{4}/gu;
const linkShape = /https?:\/\/[^\s⁦-⁩]+/gu;
const registersShape = /^\(registers in (Arabic|English)\)$/u;
/** An officer at the desk: `(registers Haila at the desk)`, `(applies for Haila in English)`. */
const atDeskShape = /^\(registers (.+) at the desk\)$/u;
const appliesForShape = /^\(applies for (.+) in (Arabic|English)\)$/u;
const leadsToDesk: { readonly [language: string]: string } = { Arabic: 'طلب تمويل عن', English: 'apply for' };
const consents = new Set(['نعم', 'yes']);

/** An application for financing in as few messages as it can be, as a family writes it. */
const applications: { readonly [language: string]: readonly string[] } = {
  Arabic: [
    'ابغى تمويل لمطبخي',
    'مطبخ كليجا في البيت',
    '[أكل بيتي]',
    'عجانة ٦٥٠٠، فرن ٣٠٠٠',
    'تم',
    'كليجا ٢٠ كل يوم، السعر ١٥، المواد ٦',
    'تم',
    'كل السنة سواء',
    'كهرباء ٣٠٠',
    'تم',
    '0',
    'يبقى كما هو',
    'يبقى كما هو',
    '0',
    'واضحة',
    '٩٥٠٠',
    '٢٤',
    '0',
    'مناسبة',
    'تخطي',
    'نعم',
    'إرسال',
  ],
  English: [
    'I want money for my kitchen',
    'A home kitchen for kleija',
    '[Home food]',
    'mixer 6500, oven 3000',
    'done',
    'kleija 20 every day, price 15, materials 6',
    'done',
    '[All year alike]',
    'electricity 300',
    'done',
    '0',
    'keep it',
    'keep it',
    '0',
    'go on',
    '9500',
    '24',
    '0',
    'suits me',
    'skip',
    'yes',
    'send',
  ],
};
/** The message of an application that says how much. */
const amounts = new Set(['٩٥٠٠', '9500']);
const appliesShape = /^\(applies in (Arabic|English)(?: for (\d+))?\)$/u;

/** What differs from run to run is written as what it is. */
const masked = (text: string): string => text.replace(codeShape, '‹code›').replace(linkShape, '‹link›');

const written = (heard: readonly Heard[]): readonly string[] =>
  heard.flatMap(({ text, buttons }, index) => [
    ...(index > 0 ? [''] : []),
    ...masked(text)
      .split('\n')
      .map((line) => (line === '' ? '' : `  ${line}`)),
    ...(buttons.length > 0 ? [`  [${buttons.map(({ label }) => label).join(' | ')}]`] : []),
  ]);

/** Invented IDs that merely pass the check, the same in every run. */
const nationalIds = function* (): Generator<string, never> {
  for (let number = 1_077_000_000; ; number++) {
    if (passesNationalIdCheck(String(number))) yield String(number);
  }
};

const bundledRules = new URL('../../src/domain/financing/default-rules.json', import.meta.url);

/** The bundled rules with what the header's `rule` lines say of their product, as a file. */
const rulesEnvironment = ({ rules }: JourneyFile): { readonly [variable: string]: string } => {
  if (Object.keys(rules).length === 0) return {};
  const bundled = JSON.parse(readFileSync(bundledRules, 'utf8')) as FinancingRules;
  const products = bundled.products.map((product) => ({ ...product, ...rules }));
  const file = join(programFolder(), 'rules.json');
  writeFileSync(file, JSON.stringify({ ...bundled, products }));
  return { FINANCING_RULES: file };
};

interface Playing {
  readonly side: Side;
  readonly talker: Talker;
  /** From the first hello to the family's number. */
  registers(family: Family): Promise<void>;
  /** The same of an officer for somebody else; the web chat's alone. */
  registersAtDesk(family: Family): Promise<void>;
  told: number;
}

const isAtRest = async ({ stores }: RunningProgram): Promise<boolean> => {
  // The database's clock is the real one: what a later day, or a later hour of today, sends is due at once.
  await stores.database.$executeRaw`
    update outbound set not_before = now() where state = 'pending' and not_before > now() + interval '15 seconds'`;
  const rows = await stores.database.$queryRaw<{ readonly waiting: bigint }[]>`
    select (select count(*) from inbound where handled_at is null)
      + (select count(*) from outbound o where state in ('pending', 'sending')
        and exists (select 1 from contact c where c.person_id = o.person_id))
      + (select count(*) from task where state <> 'done' and alerted_at is null) as waiting`;
  return rows[0]?.waiting === 0n;
};

const atRest = (program: RunningProgram): Promise<true> =>
  until(async () => (await isAtRest(program)) || null, 'everything is taken and sent', 60_000);

const seat = async (
  program: RunningProgram,
  bot: FakeBotApi | null,
  side: Side,
  place: number,
): Promise<Playing> => {
  if (side.channel === 'telegram' && bot) {
    const person = bot.person({ id: 700 + place, language: 'ar', phone: `96650000070${place}` });
    const handled = async (): Promise<void> => {
      await bot.confirmed();
      await atRest(program);
    };
    const phone = openPhone(program, bot, person);
    const registers = async (family: Family): Promise<void> => {
      const script = await registrationScript(family);
      await phone.act({ text: '/start' });
      await answerUntil(phone, script, 'registration.craft');
      await phone.act({ choice: 'home-food' });
      await phone.act({ text: family.language === 'ar' ? 'تم' : 'done' });
      await answerUntil(phone, script, 'menu.menu');
    };
    const registersAtDesk = () => Promise.reject(new Error('the desk is played in the web chat'));
    return { side, talker: telegramTalker(person, handled), registers, registersAtDesk, told: 0 };
  }
  const chat = openChat(program);
  return {
    side,
    talker: webTalker(chat),
    registers: (family) => register(chat, family),
    registersAtDesk: async (family) =>
      answerUntil(chat, await registrationScript(family, 'desk-registration'), 'menu.menu'),
    told: 0,
  };
};

const send = async (
  playing: Playing,
  sent: string,
  code: string,
  nationalId: () => string,
): Promise<void> => {
  const { talker, side } = playing;
  const registers = registersShape.exec(sent);
  if (registers) {
    const id = nationalId();
    const language = registers[1] === 'English' ? 'en' : 'ar';
    const family = {
      called: side.called,
      sex: side.sex,
      nationalId: id,
      mobile: `05${id.slice(2)}`,
      language,
    } as const;
    return playing.registers(someFamily(family));
  }
  const atDesk = atDeskShape.exec(sent)?.[1];
  if (atDesk !== undefined) {
    const id = nationalId();
    const family = { called: atDesk, nationalId: id, mobile: `05${id.slice(2)}` };
    return playing.registersAtDesk(someFamily(family));
  }
  const [, whose, tongue = ''] = appliesForShape.exec(sent) ?? [];
  if (whose !== undefined) {
    // The consent is not the officer's to give.
    const asked = (applications[tongue] ?? []).slice(1).filter((message) => !consents.has(message));
    for (const message of [`${leadsToDesk[tongue]} ${whose}`, ...asked])
      await send(playing, message, code, nationalId);
    return;
  }
  const applies = appliesShape.exec(sent);
  if (applies) {
    const [, language = '', amount] = applies;
    for (const message of applications[language] ?? []) {
      await send(playing, amount !== undefined && amounts.has(message) ? amount : message, code, nationalId);
    }
    return;
  }
  if (sent === '(photo)') return talker.sendsFile('photo');
  if (sent === '(pdf)') return talker.sendsFile('pdf');
  const album = /^\(album of (\d+)\)$/u.exec(sent)?.[1];
  if (album !== undefined) return talker.sendsAlbum(Number(album));
  if (sent === '(contact)') return talker.sharesContact();
  const label = /^\[(.+)\]$/u.exec(sent)?.[1];
  if (label !== undefined) return talker.presses(label);
  return talker.says(sent.replaceAll('‹code›', code));
};

/**
 * Plays a journey on the whole program, every side on its channel, and gives it as it is written down: after each
 * message what its sender is answered, then what the others hear of it.
 */
export const playJourney = async (file: JourneyFile): Promise<string> => {
  const database = await testDatabase();
  const usesTelegram = file.sides.some(({ channel }) => channel === 'telegram');
  const bot = usesTelegram ? await startFakeBotApi() : null;
  const clock = { now: tenOf(firstDay) };
  const program = await runProgram({
    databaseUrl: database.url,
    clock: () => clock.now,
    environment: {
      ...(bot ? telegramEnvironment(bot) : {}),
      ...rulesEnvironment(file),
    },
  });
  const ids = nationalIds();
  const lines: string[] = [...file.header];
  try {
    const seats = new Map<string, Playing>();
    for (const [place, side] of file.sides.entries()) {
      const playing = await seat(program, bot, side, place);
      seats.set(side.name, playing);
      if (side.role === 'family') continue;
      await playing.talker.says(await program.invite(side.role as Role, side.called, side.sex));
      await atRest(program);
      playing.told = (await playing.talker.heard()).length;
    }
    let code = '';
    const tell = async (speaker: Playing | null, most = Number.POSITIVE_INFINITY): Promise<void> => {
      await atRest(program);
      for (const playing of [...seats.values()].sort(
        (one, other) => Number(other === speaker) - Number(one === speaker),
      )) {
        const heard = await playing.talker.heard();
        const news = heard.slice(playing.told);
        playing.told = heard.length;
        code = news.flatMap(({ text }) => text.match(codeShape) ?? []).at(-1) ?? code;
        if (news.length === 0) continue;
        if (playing !== speaker) lines.push('', `${playing.side.name} hears`);
        lines.push(...written(playing === speaker ? news.slice(-most) : news));
      }
    };
    for (const step of file.steps) {
      lines.push('', ...step.remarks);
      if ('day' in step) {
        clock.now = tenOf(step.day);
        lines.push(`== ${step.day}`);
        await program.duties.staff('escalations');
        // What the day brought is told before the morning's list, however busy the machine is.
        await atRest(program);
        await program.duties.staff('digest');
        await tell(null);
        continue;
      }
      const speaker = seats.get(step.side);
      if (!speaker) throw new Error(`nobody in the header is called ${step.side}`);
      clock.now = new Date(clock.now.getTime() + stepMillis);
      lines.push(`${step.side}> ${step.sent}`);
      await send(speaker, step.sent, code, () => ids.next().value);
      const { sent } = step;
      const isAtDesk = atDeskShape.test(sent) || appliesForShape.test(sent);
      const isLong = registersShape.test(sent) || appliesShape.test(sent);
      await tell(speaker, isAtDesk ? 3 : isLong ? 2 : undefined);
    }
  } catch (thrown) {
    throw new Error(`${(thrown as Error).message}\n\nso far:\n${lines.slice(-40).join('\n')}`, {
      cause: thrown,
    });
  } finally {
    await program.stop();
    await bot?.[Symbol.asyncDispose]();
    await database.drop();
  }
  return `${lines.join('\n')}\n`;
};
