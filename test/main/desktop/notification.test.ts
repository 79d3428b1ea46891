import { beforeEach, describe, expect, test, vi } from 'vitest';

const fake = vi.hoisted(() => ({ made: [] as Record<string, unknown>[] }));
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  class Notification extends EventEmitter {
    static isSupported = () => true;
    constructor(options: Record<string, unknown>) {
      super();
      fake.made.push(options);
    }
    show = () => undefined;
  }
  return { Notification };
});
const { notify } = await import('../../../src/main/desktop/notification.ts');

const bodyOn = (platform: NodeJS.Platform, body: string): unknown => {
  notify({ title: 'A <b>login</b> ends', body }, { onClick: () => undefined }, platform);
  return fake.made[0]?.['body'];
};

describe('a notification', () => {
  beforeEach(() => {
    fake.made.length = 0;
  });

  test.each([
    ['a link', '<a href="https://evil.example">Sign in</a>'],
    ['an image', '<img src="file:///etc/passwd" alt="x">'],
    ['an entity', '&lt;b&gt;'],
  ])('shows %s in a name as text where servers of notifications know markup', (_what, name) => {
    const body = String(bodyOn('linux', `${name} at as.example`));
    expect(body).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    const shown = body.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(shown).toBe(`${name} at as.example`);
  });

  test.each(['darwin', 'win32'] as const)('is left as it is on %s, which knows no markup', (on) => {
    expect(bodyOn(on, 'R&D <prod>')).toBe('R&D <prod>');
  });
});
