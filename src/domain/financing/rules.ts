import { z } from 'zod';
import type { Halalas } from '../../kernel/money.ts';

/** An amount as people write it in configuration: whole riyals. */
const riyals = z.int().min(0).max(100_000_000);
const percent = z.int().min(0).max(100);

const productSchema = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z-]{1,30}$/u),
    name: z.strictObject({ ar: z.string().min(2), en: z.string().min(2) }),
    method: z.enum(['qard-hasan', 'murabaha-flat', 'murabaha-declining']),
    minimumRiyals: riyals,
    maximumRiyals: riyals,
    /** The most that a family's first financing may be. */
    firstMaximumRiyals: riyals,
    maximumMonths: z.int().min(1).max(120),
    /** Months before the first instalment that a family may choose; they add nothing. */
    graceMonths: z.int().min(0).max(24),
    /** Of actual cost, never a percentage. */
    feeRiyals: riyals,
    yearlyRatePercent: z.number().min(0).max(30).multipleOf(0.01),
    roundingRiyals: z.number().min(0.01).max(100).multipleOf(0.01),
    /** Above which amount a guarantor is needed; 0: always; null: never. */
    guarantorAboveRiyals: riyals.nullable(),
    /** Above which amount a supplier's quotation is needed before the file is ready; 0: always; null or absent: never. */
    quotationAboveRiyals: riyals.nullable().optional(),
  })
  .refine(({ minimumRiyals, maximumRiyals }) => minimumRiyals <= maximumRiyals, {
    path: ['maximumRiyals'],
    error: 'is below minimumRiyals',
  })
  .refine(({ firstMaximumRiyals, minimumRiyals }) => minimumRiyals <= firstMaximumRiyals, {
    path: ['firstMaximumRiyals'],
    error: 'is below minimumRiyals',
  })
  .refine(
    ({ guarantorAboveRiyals, maximumRiyals }) =>
      guarantorAboveRiyals === null || guarantorAboveRiyals < maximumRiyals,
    {
      path: ['guarantorAboveRiyals'],
      error: 'is not below maximumRiyals: use null where no guarantor is ever needed',
    },
  )
  .refine(
    ({ quotationAboveRiyals = null, maximumRiyals }) =>
      quotationAboveRiyals === null || quotationAboveRiyals < maximumRiyals,
    {
      path: ['quotationAboveRiyals'],
      error: 'is not below maximumRiyals: use null where no quotation is ever needed',
    },
  )
  .refine(({ method, yearlyRatePercent }) => method !== 'qard-hasan' || yearlyRatePercent === 0, {
    path: ['yearlyRatePercent'],
    error: 'must be 0: a qard hasan earns nothing',
  });

/** Rules that came later: the versions kept from before, and conversations that began under them, have these. */
export const laterRules = {
  householdSharePercent: 50,
  remindAfterDays: 7,
  expireAfterDays: 30,
  earlierRulesHoldDays: 30,
  unusualForecastTimes: 3,
  agreementReminderDays: 3,
  agreementTaskDays: 7,
  draftReminderDays: 21,
  draftEndsDays: 90,
  quotationDays: 30,
} as const;

/** The programme's rules, as the association configures them; an application keeps the version it began with. */
export const financingRulesSchema = z
  .strictObject({
    products: z.array(productSchema).min(1),
    /** How much of the monthly surplus may go into instalments. */
    repaymentSharePercent: percent,
    /** How much less is sold in the pessimistic case. */
    pessimisticDropPercent: percent,
    /** Days after a refusal until a family may apply again. */
    applyAgainAfterDays: z.int().min(0).max(730),
    /** Above which amount somebody of the staff sees the project before its file is ready; null or absent: never. */
    visitNeededAboveRiyals: riyals.nullable().optional(),
    /** Days for which the link to a guarantor holds. */
    guarantorLinkDays: z.int().min(1).max(60),
    /** Days after which a family is reminded of a guarantor who has not answered. */
    guarantorReminderDays: z.int().min(1).max(60),
    /** How many open applications one person may stand for. */
    mostGuaranteesAtOnce: z.int().min(1).max(20),
    /** How much of what the household has left after its obligations may go into instalments. */
    householdSharePercent: percent.default(laterRules.householdSharePercent),
    /** Days for which an application waits for its family until the family is reminded. */
    remindAfterDays: z.int().min(1).max(180).default(laterRules.remindAfterDays),
    /** Days after which an application that still waits for its family ends. */
    expireAfterDays: z.int().min(2).max(365).default(laterRules.expireAfterDays),
    /** Days for which whoever began under earlier rules may still submit under them. */
    earlierRulesHoldDays: z.int().min(0).max(365).default(laterRules.earlierRulesHoldDays),
    /** How many times today's sales a forecast may be before somebody asks about it. */
    unusualForecastTimes: z.number().min(1.1).max(100).default(laterRules.unusualForecastTimes),
    /** Days after which a family is reminded that it is asked to agree to what the desk wrote for it. */
    agreementReminderDays: z.int().min(1).max(60).default(laterRules.agreementReminderDays),
    /** Days after which the officer who wrote it is to speak to the family. */
    agreementTaskDays: z.int().min(1).max(60).default(laterRules.agreementTaskDays),
    /** Days of quiet after which whoever left an application half-way is reminded, once. */
    draftReminderDays: z.int().min(1).max(180).default(laterRules.draftReminderDays),
    /** Days of quiet after which it ends, its answers kept; so does what the desk wrote and nobody agreed to. */
    draftEndsDays: z.int().min(2).max(730).default(laterRules.draftEndsDays),
    /** Days for which a quotation holds that does not say itself until when. */
    quotationDays: z.int().min(1).max(365).default(laterRules.quotationDays),
  })
  .refine(
    ({ agreementReminderDays, draftReminderDays, draftEndsDays }) =>
      Math.max(agreementReminderDays, draftReminderDays) < draftEndsDays,
    {
      path: ['draftEndsDays'],
      error:
        'is not above draftReminderDays and agreementReminderDays: it would end before anybody is reminded',
    },
  )
  .refine(({ remindAfterDays, expireAfterDays }) => remindAfterDays < expireAfterDays, {
    path: ['remindAfterDays'],
    error: 'is not below expireAfterDays: an application would end before its family is reminded',
  })
  .refine(({ guarantorReminderDays, guarantorLinkDays }) => guarantorReminderDays < guarantorLinkDays, {
    path: ['guarantorReminderDays'],
    error: 'is not below guarantorLinkDays: the link would end before the reminder',
  });

export type FinancingRules = z.infer<typeof financingRulesSchema>;
export type FinancingProduct = FinancingRules['products'][number];

export const halalasOf = (amountRiyals: number): Halalas => Math.round(amountRiyals * 100);
