/** Runs one piece of work at a time, in the order of the asking, whatever became of those before. */
export type InOrder = <T>(work: () => Promise<T>) => Promise<T>;

export const createQueue = (): InOrder => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};
