const kibibyte = 1024;

/** Every limit of the web chat's HTTP API, in one place. */
export const webLimits = {
  /** A typed text of 10,000 characters fits, also when every one of them is written as `\uXXXX`. */
  jsonBytes: 64 * kibibyte,
  fileBytes: 20 * kibibyte * kibibyte,
  /** What multipart adds around the file: boundaries, field names, a long file name. */
  multipartExtraBytes: 64 * kibibyte,
  messageIdCharacters: 200,
  choiceIdCharacters: 200,
  choicesOfOneMessage: 100,
  phoneCharacters: 100,
  fileNameCharacters: 200,
  /** How long a message waits for its turn before it is answered with "pending". */
  settleMillis: 20_000,
} as const;
