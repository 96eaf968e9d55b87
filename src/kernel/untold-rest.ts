import { parseNumber } from './numbers.ts';
import { matchKey } from './text.ts';

const rest =
  /(?:^| )(?:و?(?:الباقي|باقيها|باقيه|الباقيه|البقيه|بقيتها|الزياده)|و?(?:فوقها|فوقه|غير)|and the rest|the rest|the remainder|besides|not counting|plus) (?<told>.+)$/u;

/** Whether an amount is told with a rest that has no amount of its own («ألفين من الضمان والباقي من الخياطة»). */
export const leavesRestUntold = (text: string): boolean => {
  const told = rest.exec(matchKey(text))?.groups?.told;
  if (told === undefined || /\p{N}/u.test(told)) return false;
  const number = parseNumber(told);
  return !number.ok || number.value.kind !== 'exact';
};
