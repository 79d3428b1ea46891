/** Who may send a command. The agent's surface (`cli`) uses the same router. */
export const SURFACES = ['renderer', 'cli'] as const;
export type Surface = (typeof SURFACES)[number];

export const THEMES = ['system', 'light', 'dark'] as const;
