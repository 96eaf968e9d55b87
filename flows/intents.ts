import type { Intent } from '../src/engine/registry.ts';
import { officeOf } from './facts.ts';

const say = (id: string): { say: string } => ({ say: `common:say.${id}` });
const askPerson = (topic: string): Intent => ({ open: 'talk-to-person', params: { topic } });
const halfWay = {
  flow: 'loan-application',
  say: 'alerts:half-way.status',
  button: 'alerts:half-way.button.go-on',
};
const myStatus: Intent = { ask: { source: 'status', params: {} }, half: halfWay };

/**
 * What a sentence outside of any answer leads to; its phrases stand in locales/<language>/understanding.json.
 * `staff-register` has none: only the menu of a member of staff leads there.
 */
export const intents: Readonly<Record<string, Intent>> = {
  status: myStatus,
  'study-picture': {
    ask: { source: 'study-picture', params: {} },
    drawn: { flow: 'loan-application', question: 'study', say: 'alerts:study-picture.draft' },
  },
  'guarantee-status': myStatus,
  missing: { ask: { source: 'status', params: { about: 'missing' } }, half: halfWay },
  'last-words': { ask: { source: 'last-words', params: {} } },
  payment: { ask: { source: 'status', params: { about: 'payment' } } },
  registration: { open: 'registration' },
  'my-data': { open: 'my-data' },
  'send-id-photo': { open: 'complete-file', params: { what: 'id-photo' } },
  // Within an application its own question takes it: what that is, is said again.
  'send-quotation': { open: 'send-quotation', midway: 'help' },
  'send-iban': { open: 'complete-file', params: { what: 'iban' } },
  settings: { open: 'settings' },
  financing: { open: 'loan-application' },
  'name-guarantor': { open: 'name-guarantor' },
  'product-listing': { open: 'product-listing' },
  workshops: askPerson('workshops'),
  licensing: askPerson('licensing'),
  // A flow that knows the figures tells them itself.
  instalments: askPerson('money'),
  repayment: askPerson('money'),
  withdraw: { open: 'withdraw' },
  'data-deletion': { open: 'data-deletion' },
  'data-copy': { open: 'data-copy' },
  person: { open: 'talk-to-person' },
  stop: { open: 'stop-announcements', midway: 'cancel' },
  'opt-out': { open: 'stop-announcements' },
  'opt-in': { open: 'start-announcements' },
  'staff-register': { open: 'desk-registration', params: { assisted: true } },
  help: say('help'),
  'woman-please': { open: 'talk-to-person', params: { womanOnly: true } },
  'man-please': { open: 'talk-to-person', params: { womanOnly: false, wish: 'man' } },
  greeting: { ...say('greeting'), resumes: true },
  salam: { say: 'common:salam', resumes: true },
  thanks: say('thanks'),
  wait: say('wait'),
  sorrow: say('sorrow'),
  illness: say('illness'),
  'own-illness': say('own-illness'),
  congratulation: say('congratulation'),
  upset: say('upset'),
  'who-are-you': say('who-are-you'),
  fees: say('fees'),
  interest: say('interest'),
  'cannot-pay': say('cannot-pay'),
  'how-long': say('how-long'),
  'who-calls': { ...say('who-calls'), params: officeOf },
  'when-called': { ...say('when-called'), only: { within: 'talk-to-person', otherwise: 'status' } },
  fear: { ...say('fear'), params: officeOf },
  codes: say('codes'),
  privacy: say('privacy'),
  'data-sold': say('data-sold'),
  // «تبيعونها؟» is about the data where consent is asked, and about products everywhere else.
  'sold-here': { ...say('data-sold'), only: { within: 'welcome', otherwise: 'product-listing' } },
  // Who takes back the consent wants no more of the own data here: asked once, with what it closes.
  'withdraw-consent': { open: 'data-deletion' },
  'no-mobile': say('no-mobile'),
  licence: { ...say('licence'), params: officeOf },
  // «ليش تبون هويتي» where its photo is asked is about the photo.
  'why-id': { ...say('why-id'), asked: { photo: 'why-photo' } },
  'why-photo': say('why-photo'),
  'why-iban': say('why-iban'),
  'why-income': say('why-income'),
  'why-channels': say('why-channels'),
  'social-support': say('social-support'),
  eligibility: say('eligibility'),
  'what-is-guarantor': say('what-is-guarantor'),
  'what-guarantee-means': say('what-guarantee-means'),
  'guarantor-at-office': { ...say('guarantor-at-office'), params: officeOf },
  'what-is-quotation': say('what-is-quotation'),
};
