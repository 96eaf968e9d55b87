import { ok } from '../../kernel/result.ts';
import type { CommandHandler } from '../contract.ts';
import { textOf } from './policy.ts';

/** Flows that a family may be led to from the end of another. */
const openable = new Set(['agree-registration', 'talk-to-person', 'my-data']);

/** Ends one flow by opening another in its place. */
export const openFlow: CommandHandler = async ({ answers }) => {
  const flow = textOf(answers.flow);
  if (flow === null || !openable.has(flow)) throw new Error(`no flow ${flow} is led to`);
  return ok({ openHere: { flow, params: {} } });
};
