import { randomBytes } from 'node:crypto';
import { until } from './program.ts';

export interface ChatChoice {
  readonly id: string;
  readonly label: string;
  readonly control?: true;
}

export interface ChatReply {
  readonly id: string;
  readonly text: string;
  readonly choices: readonly ChatChoice[];
  readonly media?: { readonly kind: string; readonly url: string };
  readonly asked?: number;
}

export interface ChatQuestion {
  readonly flow: string;
  readonly key: string;
  readonly kind: string;
  readonly number: number;
  readonly of: number;
}

export interface ChatAnswer {
  readonly replies: readonly ChatReply[];
  readonly question: ChatQuestion | null;
  readonly pending?: true;
}

/** What a person does in one message. */
export type Act =
  | { readonly text: string }
  | { readonly choice: string }
  | { readonly choices: readonly string[] }
  | { readonly location: { readonly lat: number; readonly lon: number } }
  | { readonly contact: { readonly phone: string } }
  | { readonly file: { readonly content: Uint8Array; readonly name: string; readonly type: string } };

/** One person's web chat, through the public API alone. */
export interface Chat {
  readonly id: string;
  /** The question that waited after the last answer, `flow.key`. */
  readonly waiting: string | null;
  readonly question: ChatQuestion | null;
  /** Everything that was said to this person so far, in order. */
  readonly replies: readonly ChatReply[];
  /** Sends a message; with an id of an earlier one, the same again. */
  act(act: Act, id?: string): Promise<ChatAnswer>;
  says(text: string): Promise<ChatAnswer>;
  chooses(choice: string): Promise<ChatAnswer>;
  /** Fetches what came since, by GET. */
  look(): Promise<ChatAnswer>;
  /** Waits until a reply with these words has come; gives it. */
  hears(words: string | RegExp): Promise<ChatReply>;
  /** Presses the button of a card that does this (`claim`, `open`, …). */
  presses(card: ChatReply, verb: string): Promise<ChatReply>;
  /** Talks to another process from now on. */
  moveTo(program: { readonly url: string }): void;
  /** POSTs without looking at the answer. */
  post(act: Act, id: string): Promise<Response>;
}

export const newConversation = (): string => randomBytes(18).toString('base64url');

const bodyOf = (
  act: Act,
  id: string,
): { readonly body: string | FormData; readonly headers?: { readonly [name: string]: string } } => {
  if (!('file' in act)) {
    return { body: JSON.stringify({ id, ...act }), headers: { 'content-type': 'application/json' } };
  }
  const form = new FormData();
  const { content, name, type } = act.file;
  form.set('id', id);
  form.set('file', new Blob([new Uint8Array(content)], { type }), name);
  return { body: form };
};

const isHeard = (text: string, words: string | RegExp): boolean =>
  typeof words === 'string' ? text.includes(words) : words.test(text);

/** Opens a web chat with a running program. */
export const openChat = (program: { readonly url: string }, conversation = newConversation()): Chat => {
  let url = program.url;
  let messages = 0;
  let question: ChatQuestion | null = null;
  let unheard = 0;
  const replies: ChatReply[] = [];
  const address = () => `${url}/chat/api/conversations/${conversation}/messages`;

  const keep = (answer: ChatAnswer): void => {
    if (answer.pending) return;
    question = answer.question;
    for (const reply of answer.replies) {
      if (!replies.some(({ id }) => id === reply.id)) replies.push(reply);
    }
  };

  const post = (act: Act, id: string): Promise<Response> =>
    fetch(address(), { method: 'POST', ...bodyOf(act, id) });

  const read = async (response: Response): Promise<ChatAnswer> => {
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    const answer = (await response.json()) as ChatAnswer;
    keep(answer);
    return answer;
  };

  const self = {
    id: conversation,
    get waiting() {
      return question === null ? null : `${question.flow}.${question.key}`;
    },
    get question() {
      return question;
    },
    replies,
    post,
    async act(act: Act, id?: string) {
      messages += 1;
      const own = id ?? `m${messages}`;
      for (;;) {
        const answer = await read(await post(act, own));
        // Stored, but its turn took longer than a request may wait: the same message again waits on.
        if (!answer.pending) return answer;
      }
    },
    says: (text: string) => self.act({ text }),
    chooses: (choice: string) => self.act({ choice }),
    async look() {
      const last = replies.at(-1);
      return read(await fetch(`${address()}${last ? `?after=${last.id}` : ''}`));
    },
    hears(words: string | RegExp) {
      return until(
        async () => {
          await self.look();
          const at = replies.findIndex((reply, index) => index >= unheard && isHeard(reply.text, words));
          if (at < 0) return null;
          unheard = at + 1;
          return replies[at];
        },
        `${words} among ${JSON.stringify(
          replies
            .slice(unheard)
            .slice(-3)
            .map(({ text }) => text),
        )}`,
      );
    },
    async presses(card: ChatReply, verb: string) {
      const button = card.choices.find(({ id }) => id.startsWith(`act:${verb}:`));
      if (!button) throw new Error(`the card has no button to ${verb}: ${card.text}`);
      const [first] = (await self.chooses(button.id)).replies;
      if (!first) throw new Error(`${verb} was not answered`);
      return first;
    },
    moveTo(next: { readonly url: string }) {
      url = next.url;
    },
  };
  return self;
};
