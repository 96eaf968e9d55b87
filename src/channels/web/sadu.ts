import { raw } from 'hono/html';

/** One repeat of the band, 48 x 16: a diamond between two rows of teeth, as sadu weavers set them. */
const repeat = [
  '<path class="sadu-ground" d="M0 0h48v16H0z"/>',
  '<path class="sadu-teeth" d="M0 0h8L4 4zM8 0h8l-4 4zM16 0h8l-4 4zM24 0h8l-4 4zM32 0h8l-4 4zM40 0h8l-4 4z"/>',
  '<path class="sadu-teeth" d="M0 16h8l-4-4zM8 16h8l-4-4zM16 16h8l-4-4zM24 16h8l-4-4zM32 16h8l-4-4zM40 16h8l-4-4z"/>',
  '<path class="sadu-diamond" d="M12 3l9 5-9 5-9-5z"/><path class="sadu-heart" d="M12 5.6 16.4 8 12 10.4 7.6 8z"/>',
  '<path class="sadu-cross" d="M36 3l3 3.5L42 8l-3 1.5L36 13l-3-3.5L30 8l3-1.5z"/>',
  '<path class="sadu-dot" d="M24 6.2 26.4 8 24 9.8 21.6 8zM0 6.2 2.4 8 0 9.8zM48 6.2 45.6 8 48 9.8z"/>',
].join('');

/** A band of sadu weaving across the page, drawn rather than loaded; decoration only, so hidden from readers. */
export const saduBand = raw(
  `<svg class="sadu" aria-hidden="true" focusable="false" width="100%" height="16"><defs><pattern id="sadu" width="48" height="16" patternUnits="userSpaceOnUse">${repeat}</pattern></defs><rect width="100%" height="16" fill="url(#sadu)"/></svg>`,
);

/** The mark of the chat: the band's diamond as a little woven badge. */
export const saduMark = raw(
  '<svg class="mark" aria-hidden="true" focusable="false" viewBox="0 0 48 48"><rect class="mark-ground" width="48" height="48" rx="14"/><path class="mark-outer" d="M24 6l18 18-18 18L6 24z"/><path class="mark-middle" d="M24 12.5 35.5 24 24 35.5 12.5 24z"/><path class="mark-inner" d="M24 18l6 6-6 6-6-6z"/><path class="mark-teeth" d="M24 6l3 3-3 3-3-3zM24 36l3 3-3 3-3-3zM6 24l3-3 3 3-3 3zM36 24l3-3 3 3-3 3z"/></svg>',
);
