import { confirmedRequest } from '../confirmed-request.ts';
import { isWelcomed } from '../facts.ts';

/** «هونت», «الغوا تسجيلي»: the application is closed with an officer. Who agreed to nothing yet has none. */
export const withdraw = confirmedRequest({ name: 'withdraw', openToAll: true }, 'withdrawal', isWelcomed);
