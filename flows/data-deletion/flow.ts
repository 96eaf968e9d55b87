import { confirmedRequest } from '../confirmed-request.ts';

/** What the consent promises: whoever asks for it has the own data erased. */
export const dataDeletion = confirmedRequest(
  {
    name: 'data-deletion',
    openToAll: true,
    fleeting: true,
    // Whoever wants everything erased is not asked for more of it.
    rests: ({ sure }) => sure === true,
  },
  'data-deletion',
);
