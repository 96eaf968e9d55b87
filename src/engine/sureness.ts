/** How sure a phrase must be to count where any text would be an answer. */
export const certain = 0.9;
/** How sure a phrase must be to count where the text was no answer. */
export const likely = 0.6;
