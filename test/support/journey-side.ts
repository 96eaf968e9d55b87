import { decodeCallback } from '../../src/channels/telegram/callback-data.ts';
import { phonePhoto } from '../documents/samples.ts';
import type { FakePerson } from './fake-bot-api/person.ts';
import type { Chat } from './program-chat.ts';

/** What somebody was told, and the buttons beneath it. */
export interface Heard {
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
}

/** One of those who talk, on whatever channel. */
export interface Talker {
  /** Everything heard so far, in order. */
  heard(): Promise<readonly Heard[]>;
  says(text: string): Promise<void>;
  presses(label: string): Promise<void>;
  sendsFile(kind: 'photo' | 'pdf'): Promise<void>;
  /** Photos at once; where a channel knows no albums, one after another. */
  sendsAlbum(photos: number): Promise<void>;
  sharesContact(): Promise<void>;
}

const pdf = new TextEncoder().encode(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
);

const button = (heard: readonly Heard[], label: string): string => {
  const found = heard.flatMap(({ buttons }) => buttons).findLast((one) => one.label === label);
  if (!found) {
    const shown = heard.at(-1);
    throw new Error(
      `no button «${label}» was shown; last: ${shown?.text}\n[${shown?.buttons.map((one) => one.label).join(' | ')}]`,
    );
  }
  return found.id;
};

export const webTalker = (chat: Chat): Talker => {
  const heard = (): readonly Heard[] =>
    chat.replies.map(({ id, text, choices, media }) => ({
      // A picture is known by its message, a stored file by an id of its own.
      text: media ? `(${media.url.endsWith(id) ? 'picture' : media.kind})\n${text}` : text,
      buttons: choices,
    }));
  return {
    async heard() {
      await chat.look();
      return heard();
    },
    async says(text) {
      await chat.says(text);
    },
    async presses(label) {
      await chat.chooses(button(heard(), label));
    },
    async sendsFile(kind) {
      const file =
        kind === 'pdf'
          ? { content: pdf, name: 'letter.pdf', type: 'application/pdf' }
          : { content: await phonePhoto(), name: 'photo.jpg', type: 'image/jpeg' };
      await chat.act({ file });
    },
    async sendsAlbum(photos) {
      for (let sent = 0; sent < photos; sent += 1)
        await chat.act({ file: { content: await phonePhoto(), name: `${sent}.jpg`, type: 'image/jpeg' } });
    },
    async sharesContact() {
      throw new Error('the web chat shares no contact; type the number');
    },
  };
};

/** Telegram takes what is sent by and by: whoever plays waits until all of it was handled. */
export const telegramTalker = (person: FakePerson, handled: () => Promise<void>): Talker => {
  let albums = 0;
  const heard = (): readonly Heard[] =>
    person.messages.map(({ text, media, buttons }) => ({
      text: media?.name === 'herfah-study.png' ? `(picture)\n${text}` : text,
      buttons: buttons.flat().map(({ label, data }) => ({ id: decodeCallback(data).id, label })),
    }));
  return {
    heard: async () => heard(),
    async says(text) {
      person.says(text);
      await handled();
    },
    async presses(label) {
      button(heard(), label);
      person.presses(label);
      await handled();
    },
    async sendsFile(kind) {
      if (kind === 'pdf') person.sendsDocument(pdf, { name: 'letter.pdf', mime: 'application/pdf' });
      else person.sendsPhoto(await phonePhoto());
      await handled();
    },
    async sendsAlbum(photos) {
      const photo = await phonePhoto();
      albums += 1;
      for (let sent = 0; sent < photos; sent += 1) person.sendsPhoto(photo, { album: `album-${albums}` });
      await handled();
    },
    async sharesContact() {
      person.sharesContact();
      await handled();
    },
  };
};
