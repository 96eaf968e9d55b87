/** The page's own scripts and styles only, nothing inline, nothing foreign; pictures may also be chosen files. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const common = {
  // The page's address can hold the conversation's id.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

export const pageHeaders = {
  ...common,
  'content-security-policy': pagePolicy,
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(self)',
} as const;

/** Answers of the API and files: never run, never framed, never kept by anything on the way. */
export const apiHeaders = {
  ...common,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'private, no-store',
} as const;
