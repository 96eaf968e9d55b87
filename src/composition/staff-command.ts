import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createServices } from '../commit/services.ts';
import { type Configuration, loadConfiguration } from '../config/configuration.ts';
import { readAddress } from '../config/environment.ts';
import type { Database } from '../db/client.ts';
import { append } from '../domain/audit/index.ts';
import { type Role, roles, type Services } from '../domain/contract.ts';
import {
  addMember,
  inviteMember,
  isRole,
  leaveMember,
  listMembers,
  type MemberView,
  memberAudit,
} from '../domain/staff/index.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { type KeyRing, loadKeyRing } from '../secrets/key-ring.ts';
import { createPersonKeys } from '../secrets/person-keys.ts';
import { besideProgram } from './beside.ts';
import { newCode, newId } from './ids.ts';

const usage = `Usage: npm run --silent staff -- <command>
  add     --role <role> --name <name> [--sex female|male] [--json]
  invite  --role <role> --name <name> [--sex female|male] [--json]   (adds the member where it was not added)
  invite  --member <id> [--json]
  list    [--json]
  disable --member <id>
Roles: ${roles.join(', ')}`;

interface Options {
  readonly role?: string;
  readonly name?: string;
  readonly sex?: string;
  readonly member?: string;
  readonly json?: boolean;
}

interface Command {
  readonly name: string;
  readonly options: Options;
}

/** What a command prints: the words, or the JSON that scripts read. */
interface Answer {
  readonly text: string;
  readonly json: unknown;
}

type Outcome = Result<Answer, { readonly sentence: string }>;

const readCommand = (words: readonly string[]): Command | null => {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        role: { type: 'string' },
        name: { type: 'string' },
        sex: { type: 'string' },
        member: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [name, ...rest] = positionals;
    return name === undefined || rest.length > 0 ? null : { name, options: values };
  } catch {
    return null;
  }
};

const servicesOf = (ring: KeyRing): Services =>
  createServices({
    ring,
    keys: createPersonKeys(ring, 10),
    clock: () => new Date(),
    newId,
    newCode,
    textOf: ({ key }) => key,
    doors: () => ({ bot: null, chat: null }),
    association: { licence: '', phone: '' },
    papers: null,
  });

/** The code goes in the fragment, which never leaves the browser; the conversation is a new one of the member's own. */
const linkOf = ({ publicUrl, port, dataDir }: Configuration, code: string, name: string): string => {
  const base = (publicUrl ?? readAddress(dataDir) ?? `http://127.0.0.1:${port}`).replace(/\/+$/u, '');
  const fragment = new URLSearchParams({ c: randomBytes(18).toString('base64url'), as: name, say: code });
  return `${base}/chat#${fragment}`;
};

interface Newcomer {
  readonly role: Role;
  readonly name: string;
  readonly sex: 'female' | 'male' | null;
}

const newcomerIn = ({ role, name, sex }: Options): Result<Newcomer, { readonly sentence: string }> => {
  if (!isRole(role)) return fail({ sentence: `--role should be one of ${roles.join(', ')}.` });
  const given = name?.trim() ?? '';
  if (given === '') return fail({ sentence: '--name should be the name that families are told.' });
  if (sex !== undefined && sex !== 'female' && sex !== 'male') {
    return fail({ sentence: '--sex should be female or male.' });
  }
  return ok({ role, name: given, sex: sex ?? null });
};

interface Work {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly services: Services;
}

type Transaction = Parameters<typeof listMembers>[0];

const audited = async (transaction: Transaction, services: Services, action: string, memberId: string) => {
  const entry = {
    ...memberAudit(action, memberId),
    id: services.newId(),
    actorKind: 'operator',
    actorId: null,
  };
  await append(transaction, entry, services.now);
};

const add = async ({ database, services }: Work, options: Options): Promise<Outcome> => {
  const newcomer = newcomerIn(options);
  if (!newcomer.ok) return newcomer;
  const member = await database.$transaction(async (transaction) => {
    const added = await addMember(transaction, services, newcomer.value);
    await audited(transaction, services, 'member.added', added.id);
    return added;
  });
  return ok({
    text: `${member.name} (${member.role}) has the id ${member.id}.`,
    json: { member: member.id },
  });
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

const knownMember = async (transaction: Transaction, id: string): Promise<MemberView | null> =>
  (await listMembers(transaction)).find((member) => member.id === id && member.state === 'active') ?? null;

const invite = async ({ database, services, configuration }: Work, options: Options): Promise<Outcome> => {
  const newcomer = options.member === undefined ? newcomerIn(options) : null;
  if (newcomer && !newcomer.ok) return newcomer;
  const invited = await database.$transaction(async (transaction) => {
    const member = newcomer
      ? await addMember(transaction, services, newcomer.value)
      : await knownMember(transaction, options.member ?? '');
    if (!member) return null;
    const { code, expiresAt } = await inviteMember(transaction, services, member.id);
    await audited(transaction, services, 'member.invited', member.id);
    return { code, expiresAt, name: member.name };
  });
  if (!invited) return fail({ sentence: `No active member has the id ${options.member}.` });
  const { code, expiresAt, name } = invited;
  const link = linkOf(configuration, code, name);
  return ok({
    text: `${name} types ${code} into any chat with the assistant, or opens ${link}\nIt works once, until ${expiresAt.toISOString()}.`,
    json: { code, link },
  });
};

const lineOf = ({ id, name, role, state, linked, sex }: MemberView): string =>
  [id, role, state === 'active' ? (linked ? 'linked' : 'not linked yet') : state, sex ?? '-', name].join(
    '  ',
  );

const list = async ({ database }: Work): Promise<Outcome> => {
  const members = await database.$transaction((transaction) => listMembers(transaction));
  return ok({
    text: members.length === 0 ? 'There are no members of staff yet.' : members.map(lineOf).join('\n'),
    json: members,
  });
};

const disable = async ({ database, services }: Work, { member }: Options): Promise<Outcome> => {
  const id = member ?? '';
  const left =
    uuid.test(id) &&
    (await database.$transaction(async (transaction) => {
      if (!(await leaveMember(transaction, services, id))) return false;
      await audited(transaction, services, 'member.disabled', id);
      return true;
    }));
  return left
    ? ok({ text: 'The member is disabled; its open tasks went back to their role.', json: { disabled: id } })
    : fail({ sentence: `No active member has the id ${id || '(--member is missing)'}.` });
};

const commands: { readonly [name: string]: (work: Work, options: Options) => Promise<Outcome> } = {
  add,
  invite,
  list,
  disable,
};

/** What a command printed and how it ended: 0 done, 1 not done, 2 not understood. */
export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const failed = (sentence: string, code: number): Finished => ({ code, out: '', err: sentence });

/**
 * One command about the members of staff, beside the program and on its database, whether it runs or not.
 * @param words what was typed behind `npm run staff --`.
 */
export const staffCommand = async (
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Finished> => {
  const command = readCommand(words);
  const carryOut = command ? commands[command.name] : undefined;
  if (!command || !carryOut) return failed(usage, 2);
  const configuration = loadConfiguration(environment);
  if (!configuration.ok) return failed(configuration.error.sentence, 2);
  const warnings: string[] = [];
  const outcome = await besideProgram(configuration.value, async (database): Promise<Outcome> => {
    // Read only now: the program that starts beside this command makes the ring under the folder's lock.
    const ring = await loadKeyRing({ dataDir: configuration.value.dataDir, environment });
    if (!ring.ok) return ring;
    warnings.push(...ring.value.warnings);
    // A code hashed with another ring than the program's would never be recognised.
    const known = await database.setting.findUnique({ where: { key: 'key-ring' } });
    if (known && known.value !== ring.value.fingerprint) {
      return fail({
        sentence:
          'The key ring does not belong to this database: give this command the HERFAH_KEYS or DATA_DIR of the program.',
      });
    }
    const services = servicesOf(ring.value);
    return carryOut({ configuration: configuration.value, database, services }, command.options);
  });
  const finished = outcome.ok ? outcome.value : outcome;
  if (!finished.ok) return failed(finished.error.sentence, 1);
  const { text, json } = finished.value;
  return { code: 0, out: command.options.json ? JSON.stringify(json) : text, err: warnings.join('\n') };
};
