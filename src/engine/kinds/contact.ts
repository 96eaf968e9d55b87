import { phone } from './phone.ts';

/** A shared contact card; where a channel has none, the number is typed. */
export const contact = phone;
