import type { Button } from '../../src/channels/contract.ts';
import type { Answers, Input } from '../../src/engine/vocabulary.ts';

/** A button as it was last shown, with the number of its question. */
export interface ShownButton extends Button {
  readonly asked: number | undefined;
}

/** What an input in brackets may look at: the buttons on the screen, and how many files were sent before. */
export interface Screen {
  readonly buttons: readonly ShownButton[];
  readonly nextDocument: () => string;
  /** Number of the question that was put last. */
  readonly asked: number;
}

const choiceIn = (words: string, { buttons }: Screen): Input => {
  const [, id = words, asked] = /^(.+) @(\d+)$/u.exec(words) ?? [];
  if (asked !== undefined) return { type: 'choice', id, asked: Number(asked) };
  const shown = buttons.find((button) => button.label === id || button.id === id);
  if (!shown) return { type: 'choice', id };
  return { type: 'choice', id: shown.id, ...(shown.asked === undefined ? {} : { asked: shown.asked }) };
};

const contactIn = ([phone = '', ...others]: readonly string[]): Input => {
  const name = others.join(' ');
  const own = name === 'own';
  return { type: 'contact', phone, own, ...(own || name === '' ? {} : { name }) };
};

/**
 * What a line after `> ` stands for: plain words (` ⏎ ` is the end of a line), or in brackets a button (by its label or id, an old one as
 * `[id @number]`), `[choices a, b]`, `[photo]`, `[document]` (`[document 40]` of so many pages, `[photo of name]` of an album), `[voice]`, `[sticker]`, `[refused problem]`,
 * `[contact number own]`, `[contact number a name]`, `[location lat,lon]`, `[text 10000 x]`, or `[open flow {params}]` from inside the house.
 */
export const readInput = (sent: string, screen: Screen): Input => {
  const bracketed = /^\[(.+)\]$/su.exec(sent)?.[1];
  if (bracketed === undefined) return { type: 'text', text: sent.replaceAll(' ⏎ ', '\n') };
  const [word = '', ...others] = bracketed.split(' ');
  const rest = others.join(' ');
  switch (word) {
    case 'photo':
    case 'document':
    case 'voice': {
      const [first, album] = others;
      const file = { type: 'media', kind: word, documentId: screen.nextDocument() } as const;
      if (first === 'of' && album !== undefined) return { ...file, album };
      return { ...file, ...(first === undefined ? {} : { pages: Number(first) }) };
    }
    case 'sticker':
      return { type: 'unsupported', what: 'sticker' };
    case 'refused':
      return { type: 'refused-media', problem: rest };
    case 'contact':
      return contactIn(others);
    case 'location': {
      const [lat, lon] = rest.split(',').map(Number);
      return { type: 'location', lat: lat ?? Number.NaN, lon: lon ?? Number.NaN };
    }
    case 'choices':
      return { type: 'choices', ids: rest.split(',').map((id) => id.trim()) };
    case 'text':
      return { type: 'text', text: (others[1] ?? 'x').repeat(Number(others[0])) };
    // The house ends what was left half-way too long: `[end loan-application]`; `[end-late …]` where something was asked since.
    case 'end':
    case 'end-late': {
      const [flow = '', ...params] = others;
      const given = params.join(' ');
      return {
        type: 'end',
        flow,
        ...(given === '' ? {} : { params: JSON.parse(given) as Answers }),
        asked: word === 'end' ? screen.asked : screen.asked - 1,
        says: [{ key: 'alerts:half-way.ended' }],
        choices: [{ id: 'loan-application', label: { key: 'alerts:half-way.button.again' } }],
      };
    }
    case 'open': {
      const [flow = '', ...params] = others;
      const given = params.join(' ');
      return { type: 'open', flow, ...(given === '' ? {} : { params: JSON.parse(given) as Answers }) };
    }
    default:
      return choiceIn(bracketed, screen);
  }
};
