import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds on the processor; absent where the platform has no such clock. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const CATEGORIES = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'];

const collected = async (session: CDPSession, run: () => Promise<void>) => {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  );
  const complete = new Promise((settle) => session.once('Tracing.tracingComplete', settle));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: CATEGORIES, recordMode: 'recordAsMuchAsPossible' },
    transferMode: 'ReportEvents',
  });
  await run();
  await session.send('Tracing.end');
  await complete;
  return events;
};

/**
 * How long each task of the page's main thread took while `run` went on, in milliseconds on the
 * processor: what a busy machine makes it wait for is not the page's doing.
 */
export const mainThreadTasks = async (
  page: Page,
  run: () => Promise<void>,
): Promise<readonly number[]> => {
  const browser = page.context().browser();
  if (browser === null) throw new Error('no browser to trace');
  const session = await browser.newBrowserCDPSession();
  const events = await collected(session, run);
  await session.detach();
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && mains.has(`${pid} ${tid}`))
    .flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000]));
};
