import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acceptsStandIn } from '../../scripts/setup/stand-in.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'valet-key-stand-in-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A person at a terminal who answers this; what they were asked. */
const ask = async (
  answer: string,
  isTTY = true,
): Promise<{ isAccepted: boolean; said: string }> => {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY });
  input.write(`${answer}\n`);
  const isAccepted = await acceptsStandIn(root, { input, output });
  return { isAccepted, said: String(output.read() ?? '') };
};

describe('the stand-in Electron', () => {
  test('is used after a person at a terminal has said yes, who is asked once', async () => {
    const first = await ask('y');
    expect(first.isAccepted).toBe(true);
    expect(first.said).toContain('nobody vouches for them');
    expect(await ask('n')).toEqual({ isAccepted: true, said: '' });
  });

  test.each(['', 'n', 'no', 'what?'])(
    'is not used after the answer %j, and the question comes again',
    async (answer) => {
      expect((await ask(answer)).isAccepted).toBe(false);
      expect(existsSync(join(root, '.runtime'))).toBe(false);
      expect((await ask('yes')).isAccepted).toBe(true);
    },
  );

  test('is used without a question where no person is at a terminal', async () => {
    expect(await ask('n', false)).toEqual({ isAccepted: true, said: '' });
  });
});
