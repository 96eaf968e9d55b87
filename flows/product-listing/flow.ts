import { registeredRequest } from '../registered-request.ts';

/** A wish to sell through the association. */
export const productListing = registeredRequest('product-listing', 'product');
