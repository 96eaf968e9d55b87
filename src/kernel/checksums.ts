/**
 * The check of a Saudi national ID or residence permit: ten Latin digits, the 1st, 3rd, 5th, 7th and 9th doubled
 * and their digits added, the others added, the total a multiple of ten.
 */
export function passesNationalIdCheck(digits: string): boolean {
  if (!/^[12]\d{9}$/.test(digits)) return false;
  let total = 0;
  for (let position = 0; position < 10; position += 1) {
    const digit = digits.charCodeAt(position) - 48;
    const doubled = digit * 2;
    total += position % 2 === 1 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return total % 10 === 0;
}

/** ISO 7064 mod 97-10 over an IBAN in capitals without spaces (ISO 13616): valid when the remainder is 1. */
export function passesIbanCheck(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return false;
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
