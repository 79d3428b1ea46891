/** Scope tokens shown before a person asks for the rest. */
export const MOST_ROWS = 12;
