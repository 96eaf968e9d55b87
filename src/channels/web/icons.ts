import { raw } from 'hono/html';

/** Drawn in the colour of the text around them, and hidden from readers: every button has a label of its own. */
const icon = (paths: string, className = 'icon') =>
  raw(
    `<svg class="${className}" viewBox="0 0 24 24" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`,
  );

/** Points where the line of writing goes: mirrored by the style sheet in a page that reads from the right. */
export const sendIcon = icon('<path d="M4 12h14M12 5l7 7-7 7"/>', 'icon turns');
export const clipIcon = icon(
  '<path d="M20 11.5l-8.2 8.2a5.3 5.3 0 0 1-7.5-7.5l8.5-8.5a3.5 3.5 0 0 1 5 5l-8.4 8.4a1.8 1.8 0 0 1-2.5-2.5l7.6-7.6"/>',
);
export const cameraIcon = icon('<path d="M4 8h3.5L9 5h6l1.5 3H20v11H4z"/><circle cx="12" cy="13" r="3.5"/>');
export const pinIcon = icon(
  '<path d="M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21z"/><circle cx="12" cy="9.5" r="2.5"/>',
);
export const microphoneIcon = icon(
  '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/>',
);
export const closeIcon = icon('<path d="M6 6l12 12M18 6L6 18"/>');
export const downIcon = icon('<path d="M12 5v14M6 13l6 6 6-6"/>');
