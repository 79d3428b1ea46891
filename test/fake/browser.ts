/** What the person's browser does with an address, and all the addresses it was given. */
export const fakeBrowser = (follow: (url: string) => unknown) => {
  const opened: string[] = [];
  const waiting: ((url: string) => void)[] = [];
  let action = follow;
  return {
    opened,
    /** From now on this happens when an address is opened. */
    does(next: (url: string) => unknown) {
      action = next;
    },
    /** The next address that is opened; nothing else happens with it. */
    next(): Promise<string> {
      action = () => undefined;
      return new Promise((resolve) => waiting.push(resolve));
    },
    userAgent: {
      async open(url: string) {
        opened.push(url);
        await action(url);
        waiting.shift()?.(url);
      },
    },
  };
};
