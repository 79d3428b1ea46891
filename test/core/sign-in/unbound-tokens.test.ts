import { describe, expect, it } from 'vitest';
import { viewWith } from '../../../src/main/handlers/views.ts';
import { bindingServer } from '../../fake/binding-server.ts';
import { realServer } from '../../fixtures/real-servers.ts';
import { signInRig } from './sign-in-rig.ts';

const options = { usesDpop: true };

describe(`a server that answers a request for bound tokens with bearer tokens (RFC 9449 §5)`, () => {
  it(`is not shown as one that binds them: ${realServer('H-001').expect}`, async () => {
    const rig = await signInRig();
    const connection = await rig.signIn({ options });
    expect(connection.refusesBinding).toBe(true);
    const view = viewWith(rig.app)(connection);
    expect(view.usesDpop).toBe(false);
    expect(view.token?.warnings).toContain('token_not_bound');
    expect((await rig.accessTokens.get(connection.id)).tokenType).toBe('bearer');
  });

  it('is shown as one that binds them from the first refresh that did', async () => {
    const binding = bindingServer();
    let isBinding = false;
    const rig = await signInRig({
      http: (server) => (url, request) =>
        isBinding ? binding.http(server)(url, request) : server(url, request),
    });
    const { id } = await rig.signIn({ options });
    isBinding = true;
    await rig.accessTokens.refresh(id);
    const connection = rig.connections.get(id);
    expect(connection).not.toHaveProperty('refusesBinding');
    expect(connection && viewWith(rig.app)(connection).usesDpop).toBe(true);
    isBinding = false;
    await rig.clock.advance(60);
    await rig.accessTokens.refresh(id);
    expect(rig.connections.get(id)?.refusesBinding).toBe(true);
  });

  it('binds them where it says so', async () => {
    const rig = await signInRig({ http: bindingServer().http });
    const connection = await rig.signIn({ options });
    expect(connection).not.toHaveProperty('refusesBinding');
    expect(viewWith(rig.app)(connection).usesDpop).toBe(true);
  });
});
