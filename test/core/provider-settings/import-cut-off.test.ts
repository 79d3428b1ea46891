import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import type { ProviderSettings } from '../../../src/core/model/provider-settings.ts';
import {
  importProviders,
  planImport,
} from '../../../src/core/provider-settings/import-providers.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { ConnectionId } from '../../../src/vocabulary/id.ts';
import { connectionOf } from '../../fixtures/connection.ts';
import { createLife, keychainOn, type Crash, type Life } from '../tokens/durable/crash-world.ts';

const LOGIN = connectionOf();

const settingsAt = (tokenEndpoint: string): ProviderSettings => ({
  id: 'acme',
  name: 'Acme',
  issuer: LOGIN.issuer,
  clientId: LOGIN.registration.clientId,
  tokenEndpointAuthMethod: 'client_secret_basic',
  redirectMethod: 'loopback',
  scopes: [],
  extraAuthParams: {},
  tokenEndpoint,
});
const OLD = settingsAt('https://as.example/token');
const MOVED = settingsAt('https://elsewhere.example/token');
const IMPORTED = {
  providers: [MOVED],
  clientSecrets: new Map([['acme', Secret.of('client-secret', 'new-secret')]]),
};

/** A provider with a secret and a login, and an import that gives it another host. */
const createWorld = async () => {
  const items = new Map<string, string>();
  let kept: readonly ProviderSettings[] = [OLD];
  const frozen = new Set<ConnectionId>();
  const secretsOf = (life: Life) => createSecretStore(keychainOn(items, life));
  const run = async (life: Life) => {
    const providers = {
      list: () => kept,
      replaceAll: (next: readonly ProviderSettings[]) => life.write(() => (kept = next)),
    };
    const freeze = (id: ConnectionId) => life.write(() => frozen.add(id));
    const plan = planImport(IMPORTED, kept, [LOGIN]);
    const ports = { providers, secrets: secretsOf(life), freeze };
    await importProviders(ports)(plan, IMPORTED, { keepSecrets: true });
  };
  const old = Secret.of('client-secret', 'old-secret');
  await secretsOf(createLife(undefined)).writeSecret('provider-acme', old);
  return {
    async live(crash?: Crash) {
      const life = createLife(crash);
      await Promise.race([run(life), life.dead]);
      return life.step;
    },
    async found() {
      const secrets = secretsOf(createLife(undefined));
      const secret = await secrets.readSecret('client-secret', 'provider-acme');
      return { hasMoved: kept[0] === MOVED, frozen: frozen.size, secret: secret?.expose() };
    },
  };
};

describe('an import of providers that a kill cut off (RFC 9700 §4.4)', () => {
  it('never leaves the new host with the old secret or with a login that may still refresh, and is completed by the same import', async () => {
    const steps = await (await createWorld()).live();
    expect(steps).toBeGreaterThan(8);
    const ends = new Set<boolean>();
    for (let step = 0; step < steps; step += 1) {
      for (const losesUnsynced of [true, false]) {
        const world = await createWorld();
        await world.live({ step, losesUnsynced });
        const { hasMoved, frozen, secret } = await world.found();
        ends.add(hasMoved);
        if (hasMoved) {
          expect({ step, losesUnsynced, frozen }).toEqual({ step, losesUnsynced, frozen: 1 });
          expect([undefined, 'new-secret']).toContain(secret);
        }
        await world.live();
        const whole = { hasMoved: true, frozen: 1, secret: 'new-secret' };
        expect({ step, ...(await world.found()) }).toEqual({ step, ...whole });
      }
    }
    expect(ends.size).toBe(2);
  });
});
