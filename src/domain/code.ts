/** A one-time code without its hyphens and in capitals, as it is hashed: people leave out the one and type the other small. */
export const plainCode = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/gu, '');
