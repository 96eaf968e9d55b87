import { confirmedRequest } from '../confirmed-request.ts';

/** What the consent promises: whoever asks for it gets a copy of the own data. */
export const dataCopy = confirmedRequest({ name: 'data-copy', openToAll: true, fleeting: true }, 'data-copy');
