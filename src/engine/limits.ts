/** Every numeric limit of the engine, in one place. */
export const limits = {
  /** Characters of one typed answer; a longer one gets a sentence that says so. */
  answerCharacters: 2000,
  /** Repeated lines of one group: each has two buttons, and the web chat shows 40 in all. */
  groupItems: 16,
  /** Files of one answer: the pages of a paper. */
  filesOfOne: 20,
  /** Frames open on top of each other. */
  openFrames: 8,
  /** Flows set aside to be continued later. */
  parkedFlows: 8,
  /** Questions or flow ends that one input may pass through; beyond it a flow is wrong. */
  stepsPerTurn: 50,
  /** How often the caller may be asked for data in one turn. */
  needsPerTurn: 2,
  /** Wrong inputs to one question before a person is offered. */
  attemptsBeforeOffer: 3,
  /** Choices from data that one question may show, beside the controls. */
  choices: 36,
  /** Characters of somebody's own words on a button; the longest label of a channel is 64. */
  ownWordsCharacters: 24,
  /** Characters of a label from data. */
  labelCharacters: 60,
  /** Bytes of a choice's id beside the question's number, as the narrowest channel carries them. */
  choiceIdBytes: 56,
} as const;
