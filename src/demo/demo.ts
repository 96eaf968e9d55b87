import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { webAccount, webChannel } from '../channels/web/adapter.ts';
import { writeEffects } from '../commit/effects.ts';
import type { Program } from '../composition/program.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Effects } from '../domain/contract.ts';
import { addMember, inviteMember } from '../domain/staff/index.ts';
import { demoFamilies, demoGuarantor, demoStaff, demoWish } from './people.ts';

/** Conversation ids of the printed links: keys, so they lie in the data folder, for its owner alone. */
interface DemoLinks {
  readonly family: string;
  readonly guarantor: string;
  /** The code of the link that the first family got for its guarantor. */
  readonly guarantorCode?: string;
  readonly staff: { readonly [role: string]: string };
}

const newConversation = (): string => randomBytes(18).toString('base64url');

const linksFile = (dataDir: string): string => join(dataDir, 'demo-links.json');

const readLinks = async (dataDir: string): Promise<DemoLinks | null> => {
  try {
    return JSON.parse(await readFile(linksFile(dataDir), 'utf8')) as DemoLinks;
  } catch {
    return null;
  }
};

const writeLinks = async (dataDir: string, links: DemoLinks): Promise<void> => {
  const fresh = `${linksFile(dataDir)}.new`;
  await writeFile(fresh, JSON.stringify(links), { mode: 0o600 });
  await rename(fresh, linksFile(dataDir));
};

/** Invited members whose codes have not been typed get theirs typed for them, in the conversation of their link. */
const linkStaff = async ({ house, stores }: Program, links: DemoLinks): Promise<void> => {
  const linked = await stores.database.member.findMany({
    where: { state: 'active', personId: { not: null } },
  });
  const isLinked = ({ role, name }: { readonly role: string; readonly name: string }): boolean =>
    linked.some((member) => member.role === role && member.name === name);
  for (const { role, name, sex } of demoStaff) {
    const peer = links.staff[role];
    if (peer === undefined || isLinked({ role, name })) continue;
    const services = house.services();
    const { code } = await stores.database.$transaction(async (transaction) => {
      const member = await addMember(transaction, services, { role, name, sex });
      return inviteMember(transaction, services, member.id);
    });
    const message = {
      channel: webChannel,
      account: webAccount,
      peer,
      providerId: `demo-${code}`,
      body: { type: 'text' as const, text: code },
    };
    const received = await house.receiver.receive(message);
    await received.settled(20_000);
  }
};

/** What everybody agrees to before a registration. */
const welcomed = { language: 'ar', address: null, consents: { data: true, announcements: false } };

/** The code in the message that a family would forward to its guarantor; null where there is none. */
const codeIn = (replies: Effects['replies'] = []): string | null => {
  const found = replies
    .flatMap(({ parts }) => parts)
    .map(({ params }) => params?.code)
    .find((code) => typeof code === 'object' && 'code' in code);
  return found && typeof found === 'object' && 'code' in found ? found.code : null;
};

/**
 * Invented families with a registration each; they have no contact, so nothing can ever be sent to them. The first has
 * applied for financing and named a guarantor, whose code it gives back; null where that was so before.
 */
const registerFamilies = async ({ house, stores }: Program): Promise<string | null> => {
  if ((await stores.database.family.count()) > 0) return null;
  let code: string | null = null;
  for (const [place, answers] of demoFamilies.entries()) {
    const services = house.services();
    await stores.database.$transaction(async (transaction) => {
      const { personId, key } = await services.createPerson(transaction);
      const actor = { personId, key, channel: 'demo', language: 'ar' as const, member: null };
      const applies = [
        ['submit-application', demoWish],
        ['name-guarantor', demoGuarantor],
      ] as const;
      for (const [name, given] of [
        ['record-welcome', welcomed] as const,
        ['register-family', answers] as const,
        ...(place === 0 ? applies : []),
      ]) {
        const command = house.turns.commands[name];
        if (!command) throw new Error(`no handler is named ${name}`);
        const result = await command({ transaction, services, actor, answers: given, params: {} });
        if (!result.ok) throw new Error(`an invented family was refused at ${result.error.question}`);
        code = codeIn(result.value.replies) ?? code;
        await writeEffects(transaction, result.value, services, house.keys);
      }
    });
  }
  return code;
};

const titles: { readonly [role: string]: string } = {
  'case-officer': 'case officer   موظفة الحالات',
  'licensing-officer': 'licensing      موظفة التراخيص',
  'marketing-officer': 'marketing      موظفة التسويق',
  'finance-officer': 'finance        موظف المالية',
  'bank-officer': 'bank           موظف البنك',
  manager: 'manager        المديرة',
};

/** Sets the demo's people up and gives the lines to print: a link for every side. */
export const startDemo = async (
  program: Program,
  configuration: Configuration,
  url: string,
): Promise<readonly string[]> => {
  const links = (await readLinks(configuration.dataDir)) ?? {
    family: newConversation(),
    guarantor: newConversation(),
    staff: Object.fromEntries(demoStaff.map(({ role }) => [role, newConversation()])),
  };
  await writeLinks(configuration.dataDir, links);
  await linkStaff(program, links);
  const guarantorCode = (await registerFamilies(program)) ?? links.guarantorCode;
  if (guarantorCode !== undefined && guarantorCode !== links.guarantorCode) {
    await writeLinks(configuration.dataDir, { ...links, guarantorCode });
  }
  const link = (id: string | undefined, title: string): string =>
    `  ${title.padEnd(32)} ${url}/chat#c=${id}&as=${encodeURIComponent(title.split(/\s{2,}/u)[1] ?? title)}`;
  return [
    'Demo with invented people. Open a link to play that side:',
    link(links.family, 'family         أسرة'),
    `${link(links.guarantor, 'guarantor      كفيل')}${guarantorCode === undefined ? '' : `&say=${guarantorCode}`}`,
    ...demoStaff.map(({ role }) => link(links.staff[role], titles[role] ?? role)),
  ];
};
