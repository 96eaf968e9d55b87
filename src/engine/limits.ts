/** Every numeric limit of the engine, in one place. */
export const limits = {
  /** Characters of one typed answer; a longer one gets a sentence that says so. */
  answerCharacters: 2000,
  /** Repeated lines of one group. */
  groupItems: 20,
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
  /** Choices that one question may show. */
  choices: 40,
} as const;
