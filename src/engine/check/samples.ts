import { fileOfLine } from '../several.ts';
import type { Frame, Input, Kind, Question, Reply } from '../vocabulary.ts';

const text = (words: string): Input => ({ type: 'text', text: words });
const press = (id: string): Input => ({ type: 'choice', id });
const file = (kind: 'photo' | 'document' | 'voice'): Input => ({
  type: 'media',
  kind,
  documentId: `sample-${kind}`,
});

const adultsBirth = text('15/3/1987');
const pin: Input = { type: 'location', lat: 26.3264, lon: 43.975 };

/** Answers to try, the likeliest first; what a question does not take is tried as a wrong answer. */
const byKind: { readonly [kind in Kind]?: readonly Input[] } = {
  text: [text('نورة بنت عبدالله'), text('كليجا بالتمر'), text('Noura Al-Harbi')],
  number: [text('3'), text('1'), text('0'), text('من ٢٠ إلى ٥٠'), text('999999999')],
  money: [text('300'), text('0'), text('1.800'), text('من ٥٠٠ إلى ١٠٠٠')],
  date: [
    adultsBirth,
    text('١ رجب ١٤٠٠'),
    text('15/3/2015'),
    text('مواليد ٨٧'),
    text('3/12/2026'),
    text('1/1/1900'),
  ],
  phone: [{ type: 'contact', phone: '+966551234567', own: true }, text('0551234567')],
  contact: [{ type: 'contact', phone: '+966551234567', own: true }, text('0551234567')],
  'national-id': [text('1058529940'), text('1000000000')],
  iban: [text('SA0380000000608010167519'), text('GB29NWBK60161331926819')],
  photo: [file('photo'), file('voice')],
  document: [file('document'), file('photo')],
  voice: [file('voice'), file('photo')],
  location: [pin, text('RRRD2929')],
};

const dayOfYear = [text('15/3'), adultsBirth];
const inTheEnd = ['done', 'submit', 'add'];

const leadsBack = (id: string): boolean => id.startsWith('edit:');

/** Buttons that end groups and reviews come first, and those that lead back last, so that a plain walk reaches the end. */
const endingFirst = (ids: readonly string[]): readonly string[] => [
  ...inTheEnd.filter((id) => ids.includes(id)),
  ...ids.filter((id) => !inTheEnd.includes(id) && !leadsBack(id)),
  ...ids.filter(leadsBack),
];

/** The inputs worth trying at a question, given what was last shown with it. */
export const sampleInputs = (question: Question, frame: Frame, reply: Reply): readonly Input[] => {
  const shown = (reply.choices ?? []).map(({ id }) => id);
  const skip = (reply.controls ?? []).filter(({ id }) => id === 'skip').map(({ id }) => press(id));
  if (question.kind === 'multi-choice') {
    const ids = shown.filter((id) => id !== 'done');
    const each = ids.map((id): Input => ({ type: 'choices', ids: [id] }));
    return frame.pending === undefined ? [...each, { type: 'choices', ids }, ...skip] : [press('done')];
  }
  if (question.several && shown.includes('done')) return [press('done'), file('photo')];
  if (fileOfLine(question) && !shown.includes('done'))
    return [file('document'), ...(reply.choices ?? []).map(({ id }) => press(id)), ...skip];
  if (frame.pending !== undefined) return [...shown.map(press), text('1'), text('6000'), ...dayOfYear];
  const typed = byKind[question.kind] ?? [];
  return [...typed, ...endingFirst(shown).map(press), ...skip];
};

/** What no question takes, or that is answered with help: whatever is said to it is shown and must be right too. */
export const sideInputs: readonly Input[] = [
  press('help'),
  { type: 'unsupported', what: 'sticker' },
  { type: 'refused-media', problem: 'too-large' },
  text('؟'),
  text('x'.repeat(3000)),
  press('lang:en'),
  press('back'),
];
