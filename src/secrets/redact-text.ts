/** Between the digits of one number people put spaces, dashes, dots, brackets, and phones put invisible marks. */
const separator = String.raw`[ \t\u00a0\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff()./\u2010-\u2015-]{0,3}`;

const patterns = {
  // Kept as they are: ids, hashes, days and our own networks' addresses would else be taken for numbers of people.
  keep: [
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/.source,
    /(?<![0-9a-f])(?=[0-9a-f]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-f])/.source,
    /(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)?(?!\d)/.source,
    /(?<![\d.])(?:127\.0\.0|0\.0\.0|192\.168\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}|10\.\d{1,3}\.\d{1,3})\.\d{1,3}(?::\d{1,5})?(?![\d.])/
      .source,
  ],
  token: [
    /(?<![0-9])[0-9]{5,12}:[A-Za-z0-9_-]{20,}/.source,
    /(?<=\/bot)[^/\s]+(?=\/|$|\s)/.source,
    /(?<=\b(?:bearer|basic) )[A-Za-z0-9._~+/=-]{6,}/.source,
    /(?<=:\/\/)[^\s/@:]{0,100}:[^\s@]{1,200}(?=@)/.source,
    /(?<=(?:token|secret|signature|password|passwd|credential|api_?key|access_?key(?:_?id)?)["']?\s?[=:]\s?["']?)[^\s&"',;}]{4,}/
      .source,
    /(?<=[?&](?:code|key)=)[^\s&"',;}]+/.source,
    /\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/.source,
  ],
  iban: [
    String.raw`(?<![A-Za-z])sa(?:${separator}\d){4}(?:${separator}[0-9a-z]){18}`,
    /(?-i:(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![A-Za-z0-9]))/
      .source,
  ],
  // National IDs (10), mobiles with and without country code (9 to 15), cards and accounts: from nine digits on.
  digits: [String.raw`\+?\d(?:${separator}\d){8,}`],
} as const;

const group = (name: keyof typeof patterns): string => `(?<${name}>${patterns[name].join('|')})`;

// One pass, the leftmost match wins, and at one place the kinds go before each other in this order.
const everything = new RegExp(
  [group('token'), group('keep'), group('iban'), group('digits')].join('|'),
  'gi',
);

const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Text the same length with Arabic-Indic and Persian digits as ASCII, so that one pattern finds all of them. */
const withAsciiDigits = (text: string): string =>
  text.replace(easternDigits, (digit) => String(digit.charCodeAt(0) & 0xf));

/** Without any of these there is nothing to find, which is how most lines are. */
const worthLooking = /\d|bot|bearer|basic|:\/\/|token|secret|signature|password|credential|key|code|eyj/i;

/** Replaces IDs, IBANs, phone numbers and tokens anywhere in a text, also with Arabic digits, separators and marks. */
export const redactText = (text: string): string => {
  const ascii = withAsciiDigits(text);
  if (!worthLooking.test(ascii)) return text;
  let safe = '';
  let from = 0;
  for (const match of ascii.matchAll(everything)) {
    const found = match.groups ?? {};
    if (found.keep !== undefined) continue;
    const kind = found.token !== undefined ? 'token' : found.iban !== undefined ? 'iban' : 'digits';
    safe += `${text.slice(from, match.index)}[${kind}]`;
    from = match.index + match[0].length;
  }
  return from === 0 ? text : safe + text.slice(from);
};
