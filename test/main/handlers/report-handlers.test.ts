import { describe, expect, it } from 'vitest';
import { handlersRig } from './handlers-rig.ts';

describe('a report for somebody who helps', () => {
  it('is saved as it was shown, also where more has happened since', async () => {
    const rig = await handlersRig();
    const shown: unknown = await rig.send('report.make', { withMessages: false });
    rig.lock.lock();
    rig.lock.unlock();
    expect(await rig.send('report.save', {})).toEqual({ ok: true, value: { saved: true } });
    const [text] = rig.files.saved;
    expect(shown).toEqual({ ok: true, value: { text } });
    expect(text).toContain('"folder":"~/.config"');
  });

  it('is not saved before one was shown', async () => {
    const rig = await handlersRig();
    const failure = { code: 'VK_INVALID_INPUT' };
    expect(await rig.send('report.save', {})).toMatchObject({ ok: false, failure });
    expect(rig.files.saved).toEqual([]);
  });
});
