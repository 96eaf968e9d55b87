import type { IncomingMessage, SettledTurn } from '../../src/channels/contract.ts';
import type { Said } from './memory-house.ts';

const controls = [
  { id: 'back', label: 'رجوع' },
  { id: 'later', label: 'حفظ والمتابعة لاحقًا' },
  { id: 'help', label: 'مساعدة' },
  { id: 'person', label: 'موظف' },
];
const englishControls = [
  { id: 'back', label: 'Back' },
  { id: 'later', label: 'Save for later' },
  { id: 'help', label: 'Help' },
  { id: 'person', label: 'A person' },
];

const question = (key: string, kind: string, number: number): SettledTurn['question'] => ({
  flow: 'registration',
  key,
  kind,
  number,
  of: 12,
});

const steps: readonly Said[] = [
  {
    replies: [
      {
        text: 'وعليكم السلام ورحمة الله، حياكم الله في حرفة 🌿\nأنا مساعد الجمعية، أسجّل الأسر المنتجة وأساعدها في التمويل والترخيص والبيع. ترخيص الجمعية رقم \u2066HRF-1044\u2069، وهاتف المكتب 011 555 0199.',
      },
      {
        text: 'أكلم أخت ولا أخ؟',
        choices: [
          { id: 'female', label: 'أخت' },
          { id: 'male', label: 'أخ' },
        ],
        controls,
        asked: 1,
      },
    ],
    question: { flow: 'welcome', key: 'address', kind: 'choice', number: 1, of: 4 },
  },
  {
    replies: [
      {
        text: 'أهلًا فيك. وش تحبين نسوي اليوم؟',
        choices: [
          { id: 'registration', label: 'التسجيل في الجمعية' },
          { id: 'status', label: 'وين وصل طلبي؟' },
          { id: 'workshops', label: 'الدورات والورش القريبة مني' },
          { id: 'person', label: 'أكلم موظف' },
        ],
        controls: controls.slice(2),
        asked: 2,
      },
    ],
    question: question('menu', 'choice', 1),
  },
  {
    replies: [
      {
        text: 'نحتاج رقم الهوية حتى نتأكد أن التسجيل باسمك، ولا يراه إلا من يراجع طلبك.\nاكتبي رقم هويتك، ١٠ أرقام. مثال: \u2066١٠xxxxxxxx\u2069',
        controls,
        asked: 3,
      },
    ],
    question: question('national-id', 'national-id', 3),
  },
  {
    replies: [
      {
        text: 'رقم الهوية ١٠ أرقام ويبدأ بـ١ أو ٢. الرقم الذي وصلني ٩ أرقام. مثال: \u2066١٠xxxxxxxx\u2069',
        controls,
        asked: 4,
      },
    ],
    question: question('national-id', 'national-id', 3),
  },
  {
    replies: [
      { text: 'وصل، شكرًا لك ✅' },
      { text: 'صوّري هويتك من الأمام، في مكان مضيء وبدون انعكاس.', request: 'photo', controls, asked: 5 },
    ],
    question: question('id-photo', 'photo', 11),
  },
  {
    language: 'en',
    replies: [
      {
        text: 'Thank you, نورة. Your photo is here ✅\nWhere do you live? Send your location or type the city and the district.',
        request: 'location',
        controls: englishControls,
        asked: 6,
      },
    ],
    question: question('location', 'location', 8),
  },
];

/** Six turns of a registration as a family would see them, for looking at the page. */
export const registrationScript = (_message: IncomingMessage, turnsBefore: number): Said =>
  steps[Math.min(turnsBefore, steps.length - 1)]!;
