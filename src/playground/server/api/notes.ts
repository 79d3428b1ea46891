export interface Note {
  readonly id: number;
  readonly text: string;
}

const NOTES: Readonly<Record<string, readonly Note[]>> = {
  alice: [
    { id: 1, text: 'Ask the white rabbit for the time' },
    { id: 2, text: 'Return the valet key' },
  ],
  bob: [{ id: 1, text: 'Buy curtains' }],
};

/** The notes of every account, for the API and the MCP server alike; added ones last as long as the process. */
export interface Notes {
  list(sub: string): readonly Note[];
  add(sub: string, text: string): Note;
}

export const createNotes = (): Notes => {
  const added = new Map<string, readonly Note[]>();
  const list = (sub: string): readonly Note[] => [...(NOTES[sub] ?? []), ...(added.get(sub) ?? [])];
  return {
    list,
    add(sub, text) {
      const note = { id: list(sub).length + 1, text };
      added.set(sub, [...(added.get(sub) ?? []), note].slice(-100));
      return note;
    },
  };
};
