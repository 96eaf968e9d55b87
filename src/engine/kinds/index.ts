import type { Kind } from '../vocabulary.ts';
import { choice } from './choice.ts';
import { contact } from './contact.ts';
import { date } from './date.ts';
import { group } from './group.ts';
import { iban } from './iban.ts';
import type { KindRules } from './kind.ts';
import { location } from './location.ts';
import { document, photo, voice } from './media.ts';
import { money } from './money.ts';
import { multiChoice } from './multi-choice.ts';
import { nationalId } from './national-id.ts';
import { number } from './number.ts';
import { phone } from './phone.ts';
import { review } from './review.ts';
import { text } from './text.ts';
import { yesNo } from './yes-no.ts';

export const kindRules: { readonly [kind in Kind]: KindRules } = {
  text,
  choice,
  'multi-choice': multiChoice,
  'yes-no': yesNo,
  number,
  money,
  date,
  phone,
  'national-id': nationalId,
  iban,
  photo,
  document,
  location,
  contact,
  voice,
  group,
  review,
};
