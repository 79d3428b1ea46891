import { describe, expect, test } from 'vitest';
import {
  createClipboard,
  historyMarkers,
  type ClipboardMarkers,
} from '../../../../src/main/adapter/system/clipboard.ts';
import { seconds } from '../../../../src/vocabulary/instant.ts';
import { fakeClock } from '../../../fake/clock.ts';

const SECRET = 'canary-access-token';

/** A system clipboard; `later` answers with promises, as Electron does from 44 on. */
const rig = (later: boolean, platform: NodeJS.Platform = 'linux') => {
  let text = 'before';
  let markers: ClipboardMarkers = {};
  let reads = true;
  let selected = 'selected';
  let takes = true;
  let breaks: Error | undefined;
  let selects = true;
  let beforeWrite = Promise.resolve();
  const answer = <T>(value: T): T | Promise<T> => (later ? Promise.resolve(value) : value);
  const clock = fakeClock({ skip: false });
  const clipboard = createClipboard({
    platform,
    clock,
    system: {
      write: (next, nextMarkers) => {
        const write = (): void => {
          if (breaks !== undefined) throw breaks;
          if (takes) [text, markers] = [next, nextMarkers];
        };
        return later ? beforeWrite.then(write) : write();
      },
      readText: () => {
        if (!reads) throw new Error('busy');
        return answer(text);
      },
      clear: () => {
        text = '';
        return answer(undefined);
      },
      selection: {
        readText: () => {
          if (!selects) throw new Error('no owner');
          return answer(selected);
        },
        clear: () => {
          selected = '';
          return answer(undefined);
        },
      },
    },
  });
  return {
    clipboard,
    clock,
    text: () => text,
    selected: () => selected,
    someoneSelects: (other: string) => (selected = other),
    markers: () => markers,
    someoneCopies: (other: string) => (text = other),
    breakReading: () => (reads = false),
    refuse: () => (takes = false),
    breakWriting: (error: Error) => (breaks = error),
    breakSelection: () => (selects = false),
    holdWrites: (until: Promise<void>) => void (beforeWrite = until),
  };
};

describe.each([
  ['that answers now (Electron 33)', false],
  ['that answers later (Electron 44 on)', true],
])('a clipboard %s', (_what, later) => {
  test('is cleared after the time given if our secret is still there', async () => {
    const { clipboard, clock, text } = rig(later);
    await clipboard.copySecret(SECRET, seconds(30));
    await clock.advance(29);
    expect(text()).toBe(SECRET);
    await clock.advance(1);
    expect(text()).toBe('');
  });

  test('and the selection are cleared where both hold our secret', async () => {
    const { clipboard, clock, text, selected, someoneSelects } = rig(later);
    await clipboard.copySecret(SECRET, seconds(30));
    someoneSelects(SECRET);
    await clock.advance(30);
    expect([text(), selected()]).toEqual(['', '']);
  });

  test.each([
    ['a header', `Authorization: Bearer ${SECRET}`, SECRET],
    ['a command', `curl -H 'Authorization: Bearer ${SECRET}' https://api.example`, `"${SECRET}"`],
    ['a token', SECRET, `export TOKEN='${SECRET}'\n`],
  ])('with %s leaves none of its token in the selection', async (_what, copied, select) => {
    const { clipboard, selected, someoneSelects, someoneCopies, text } = rig(later);
    await clipboard.copySecret(copied, seconds(30));
    someoneSelects(select);
    someoneCopies('a shopping list');
    await clipboard.clearIfOurs();
    expect([text(), selected()]).toEqual(['a shopping list', '']);
  });

  test('leaves a selection alone that has nothing of ours', async () => {
    const { clipboard, selected, someoneSelects } = rig(later);
    await clipboard.copySecret(`curl -H 'x: ${SECRET}' https://api.example/notes`, seconds(30));
    someoneSelects('https://api.example/notes and other words');
    await clipboard.clearIfOurs();
    expect(selected()).toBe('https://api.example/notes and other words');
  });

  test('is left alone if someone has copied something else', async () => {
    const { clipboard, clock, text, someoneCopies } = rig(later);
    await clipboard.copySecret(SECRET, seconds(30));
    someoneCopies('a shopping list');
    await clock.advance(30);
    await clipboard.clearIfOurs();
    expect(text()).toBe('a shopping list');
  });

  test('is cleared when the program quits, and nobody waits any longer', async () => {
    const { clipboard, clock, text } = rig(later);
    await clipboard.copySecret(SECRET, seconds(30));
    await clipboard.clearIfOurs();
    expect([text(), clock.sleeping]).toEqual(['', 0]);
  });

  test('is left alone at quit if we never copied', async () => {
    const { clipboard, text } = rig(later);
    await clipboard.clearIfOurs();
    expect(text()).toBe('before');
  });

  test('keeps what is no secret, without markers and for as long as anybody likes', async () => {
    const { clipboard, clock, text, markers } = rig(later);
    await clipboard.copySecret(SECRET, seconds(30));
    await clipboard.copyText('a link');
    await clock.advance(60);
    await clipboard.clearIfOurs();
    expect([text(), markers()]).toEqual(['a link', {}]);
  });

  test('a second copy gets its own full time', async () => {
    const { clipboard, clock, text } = rig(later);
    await clipboard.copySecret('first', seconds(30));
    await clock.advance(20);
    await clipboard.copySecret(SECRET, seconds(30));
    await clock.advance(20);
    expect(text()).toBe(SECRET);
    await clock.advance(10);
    expect(text()).toBe('');
  });

  test('says so where it does not take what is copied', async () => {
    const { clipboard, refuse } = rig(later);
    refuse();
    const refused = { code: 'VK_CLIPBOARD_REFUSED' };
    await expect(clipboard.copySecret(SECRET, seconds(30))).rejects.toMatchObject(refused);
    await expect(clipboard.copyText('a link')).rejects.toMatchObject(refused);
  });

  test('says so where it fails to take what is copied, and why', async () => {
    const { clipboard, breakWriting } = rig(later);
    const cause = new Error('no display');
    breakWriting(cause);
    await expect(clipboard.copyText('a link')).rejects.toMatchObject({
      code: 'VK_CLIPBOARD_REFUSED',
      cause,
    });
  });

  test('is cleared also where the selection cannot be read', async () => {
    const { clipboard, text, breakSelection } = rig(later);
    await clipboard.copySecret(SECRET, seconds(30));
    breakSelection();
    await clipboard.clearIfOurs();
    expect(text()).toBe('');
  });

  test.each([
    ['of sixteen characters is a token, and is taken out of the selection', 16, ''],
    ['of fifteen characters may be any word, and stays selected', 15, 'a'.repeat(15)],
  ])('with a text %s', async (_what, length, left) => {
    const { clipboard, selected, someoneSelects } = rig(later);
    const copied = 'a'.repeat(length);
    await clipboard.copySecret(copied, seconds(30));
    someoneSelects(copied);
    await clipboard.clearIfOurs();
    expect(selected()).toBe(left);
  });

  test('looks at ten thousand words of a selection, which may be a whole file, and at no more', async () => {
    const { clipboard, selected, someoneSelects } = rig(later);
    const file = (words: number): string =>
      Array.from({ length: words }, (_, index) => `word-${String(index).padStart(16, '0')}`).join(
        ' ',
      );
    const copy = async (selection: string): Promise<string> => {
      await clipboard.copySecret(SECRET, seconds(30));
      someoneSelects(selection);
      await clipboard.clearIfOurs();
      return selected();
    };
    expect(await copy(`${file(9999)} ${SECRET}`)).toBe('');
    expect(await copy(`${file(10_000)} ${SECRET}`)).not.toBe('');
  });

  test('is believed where it takes text but cannot be read', async () => {
    const { clipboard, text, breakReading } = rig(later);
    breakReading();
    await clipboard.copySecret(SECRET, seconds(30));
    expect(text()).toBe(SECRET);
  });

  test('what cannot be read is not cleared', async () => {
    const { clipboard, clock, text, breakReading } = rig(later);
    await clipboard.copySecret(SECRET, seconds(30));
    breakReading();
    await clock.advance(30);
    expect(text()).toBe(SECRET);
  });
});

test('a clipboard whose copy is under way when the program locks is cleared after it', async () => {
  const { clipboard, text, holdWrites } = rig(true);
  let goOn = (): void => undefined;
  holdWrites(new Promise((resolve) => (goOn = resolve)));
  const copying = clipboard.copySecret(SECRET, seconds(30));
  const clearing = clipboard.clearIfOurs();
  goOn();
  await Promise.all([copying, clearing]);
  expect(text()).toBe('');
});

describe('what is written beside the secret, for clipboard histories', () => {
  test.each([
    [
      'win32',
      {
        ExcludeClipboardContentFromMonitorProcessing: 4,
        CanIncludeInClipboardHistory: 4,
        CanUploadToCloudClipboard: 4,
      },
    ],
    ['darwin', { 'org.nspasteboard.ConcealedType': 0 }],
    ['linux', { 'x-kde-passwordManagerHint': 6 }],
  ] as const)('on %s', async (platform, lengths) => {
    const { clipboard, markers } = rig(true, platform);
    await clipboard.copySecret(SECRET, seconds(30));
    expect(markers()).toEqual(historyMarkers(platform));
    const found = Object.entries(markers()).map(([name, bytes]) => [name, bytes.length]);
    expect(Object.fromEntries(found)).toEqual(lengths);
  });
});
