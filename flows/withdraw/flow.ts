import { confirmedRequest } from '../confirmed-request.ts';

/** «هونت», «الغوا تسجيلي»: the application is closed with an officer. */
export const withdraw = confirmedRequest({ name: 'withdraw' }, 'withdrawal');
