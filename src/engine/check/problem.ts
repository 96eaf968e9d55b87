/** One thing that is wrong with a flow or its texts, as a sentence that says what and where. */
export interface FlowProblem {
  /** The flow, or the namespace of a text that belongs to no flow. */
  readonly flow: string;
  readonly sentence: string;
}

export const problemIn = (flow: string, sentence: string): FlowProblem => ({ flow, sentence });
