import { command } from '../../tools/rig/bridge.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { signIn, toPlayground } from '../../tools/rig/sign-in.ts';

for (const method of ['loopback', 'private-use-scheme'] as const) {
  test(`what was said in a sign-in by ${method} is shown in its order (RFC 6749 §4.1)`, async ({
    desktop,
    launch,
  }) => {
    const { page } = await launch();
    await signIn(desktop, page, 'alice', toPlayground(method));
    const entries = await command(page, 'trace.list', {});
    expect(entries.map(({ title }) => title)).toEqual([
      'Provider Configuration Request',
      'Authorization Request',
      'Sign-in and decision',
      'Authorization Response',
      'Access Token Request',
      'JSON Web Key Set',
    ]);
  });
}
