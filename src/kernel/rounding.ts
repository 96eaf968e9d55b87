/** Divides exactly and rounds half to even: 5/2 gives 2, 7/2 gives 4. The divisor is positive. */
export const divideHalfEven = (dividend: bigint, divisor: bigint): bigint => {
  const isNegative = dividend < 0n;
  const magnitude = isNegative ? -dividend : dividend;
  const whole = magnitude / divisor;
  const twice = (magnitude % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && whole % 2n === 1n);
  const rounded = up ? whole + 1n : whole;
  return isNegative ? -rounded : rounded;
};

/** The multiple of `unit` nearest to `dividend / divisor`, half to even; whole numbers all, within what is safe. */
export const nearestMultiple = (dividend: number, divisor: number, unit: number): number =>
  Number(divideHalfEven(BigInt(dividend), BigInt(divisor) * BigInt(unit))) * unit;

/** `value * multiplier / divisor`, half to even, without losing digits on the way. */
export const multiplyDivide = (value: number, multiplier: number, divisor: number): number =>
  Number(divideHalfEven(BigInt(value) * BigInt(multiplier), BigInt(divisor)));
