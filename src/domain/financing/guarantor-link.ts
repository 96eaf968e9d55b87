import type { Param, Reply } from '../../engine/vocabulary.ts';
import { addDays } from '../../kernel/iso-dates.ts';
import { plainCode } from '../code.ts';
import type { Services } from '../contract.ts';
import { endOfDay } from '../working-days.ts';
import type { Named } from './guarantor-store.ts';
import { dayOf } from './tell-family.ts';

export interface GuarantorLink {
  readonly code: string;
  readonly codeHash: string;
  readonly expiresAt: Date;
}

/** A new one-time link, of which the database only knows a keyed hash; it holds until the end of its last day. */
export const newLink = (services: Services, days: number): GuarantorLink => {
  const code = services.newCode();
  const expiresAt = endOfDay(addDays(services.today, days));
  return { code, codeHash: services.lookup('code', plainCode(code)), expiresAt };
};

/** The places in which the code can be opened by one press; none where nothing is configured but typing it. */
const linksTo = ({ doors }: Services, code: string): readonly Param[] => [
  ...(doors.bot === null ? [] : [{ link: `https://t.me/${doors.bot}?start=${code}` }]),
  ...(doors.chat === null ? [] : [{ link: `${doors.chat}#say=${code}` }]),
];

/**
 * What the family gets: how to pass it on, then the message itself, alone, so that it is forwarded as it is. Nobody is
 * written to who did not come by himself.
 */
export const linkReplies = (services: Services, named: Named, link: GuarantorLink): readonly Reply[] => {
  const places = linksTo(services, link.code);
  const params = {
    name: named.name,
    links: { list: places, as: 'lines' as const },
    code: { code: link.code },
    until: dayOf(link.expiresAt),
    phone: { code: services.association.phone },
  };
  const how = places.length > 0 ? 'links' : 'code';
  return [
    { parts: [{ key: 'alerts:guarantor.forward', params: { name: named.name } }] },
    { parts: [{ key: `alerts:guarantor.forwarded-${how}`, params }] },
  ];
};
