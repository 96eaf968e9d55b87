import { registeredRequest } from '../registered-request.ts';

/** A wish for financing. */
export const financing = registeredRequest('financing', 'financing');
