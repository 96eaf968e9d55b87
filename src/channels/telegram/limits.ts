/** What the Bot API takes at most, and how patient we are with it. */
export const telegramLimits = {
  textCharacters: 4096,
  captionCharacters: 1024,
  callbackBytes: 64,
  /** What is left of the callback data for a choice's id beside a question number of seven digits and its colon. */
  choiceIdBytes: 56,
  buttons: 100,
  buttonLabelCharacters: 64,
  updatesOfOneBatch: 100,
  webhookBodyBytes: 1024 * 1024,
  pollSeconds: 25,
  requestTimeoutMillis: 30_000,
  uploadTimeoutMillis: 120_000,
  fileTimeoutMillis: 60_000,
} as const;

/** The kinds of update that we ask for; everything else never leaves Telegram. */
export const wantedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
