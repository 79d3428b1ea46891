import { describe, expect, test } from 'vitest';
import { createHostAuthorities } from '../../../../src/main/adapter/network/host-authorities.ts';
import { systemRandom } from '../../../../src/main/adapter/system/system-ports.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { certificate, pemOf } from '../../../fixtures/internal-authority.ts';
import { networkSettings } from '../../../fake/network-settings.ts';

const rig = () => {
  const settings = networkSettings();
  const changes: string[] = [];
  const authorities = createHostAuthorities({
    settings,
    clock: { now: () => epochMs(Date.parse('2030-01-01T00:00:00Z')) },
    random: systemRandom,
    onChange: () => changes.push('changed'),
  });
  const keep = async (host: string, name: 'root' | 'otherRoot') => {
    const choice = authorities.choose(host, Buffer.from(pemOf(name)));
    if (choice.kind !== 'chosen') throw new Error(choice.kind);
    await authorities.keep(choice.choiceId);
  };
  const subjects = (host: string) => authorities.for(host).map(({ subject }) => subject);
  return { settings, changes, authorities, keep, subjects };
};

describe('authorities for one host', () => {
  test('are shown with fingerprint, subject and dates before anything is kept', () => {
    const { authorities, changes, subjects } = rig();
    const choice = authorities.choose('keycloak.lan', Buffer.from(pemOf('root')));
    const root = certificate('root');
    expect(choice).toMatchObject({
      kind: 'chosen',
      host: 'keycloak.lan',
      certificates: [
        {
          fingerprint: root.fingerprint256,
          subject: 'CN=Corp Root',
          validFrom: Date.parse(root.validFrom),
          validTo: Date.parse(root.validTo),
        },
      ],
    });
    expect(subjects('keycloak.lan')).toEqual([]);
    expect(changes).toEqual([]);
  });

  test('are for that host alone, not for its subdomains or its parent', async () => {
    const { keep, subjects, changes } = rig();
    await keep('keycloak.lan', 'root');
    expect(subjects('keycloak.lan')).toEqual(['CN=Corp Root']);
    for (const other of ['sso.keycloak.lan', 'lan', 'keycloak.lan.evil.example', 'evil.example']) {
      expect(subjects(other)).toEqual([]);
    }
    expect(changes).toEqual(['changed']);
  });

  test.each([
    ['https://Keycloak.LAN:8443/realms/dev', 'keycloak.lan'],
    ['keycloak.lan:8443', 'keycloak.lan'],
    ['10.5.5.7', '10.5.5.7'],
    ['[::1]:8443', '::1'],
  ])('%s is the host %s', async (text, host) => {
    const { keep, subjects, authorities } = rig();
    await keep(text, 'root');
    expect(authorities.list().map((one) => one.host)).toEqual([host]);
    expect(subjects(host)).toEqual(['CN=Corp Root']);
  });

  test('take the place of those that were kept for it before', async () => {
    const { keep, subjects } = rig();
    await keep('keycloak.lan', 'root');
    await keep('other.lan', 'root');
    await keep('keycloak.lan', 'otherRoot');
    expect(subjects('keycloak.lan')).toEqual(['CN=Other Root']);
    expect(subjects('other.lan')).toEqual(['CN=Corp Root']);
  });

  test('are removed again', async () => {
    const { keep, subjects, authorities, changes } = rig();
    await keep('keycloak.lan', 'root');
    await authorities.remove('keycloak.lan');
    expect(subjects('keycloak.lan')).toEqual([]);
    expect(changes).toEqual(['changed', 'changed']);
  });

  test('are not kept by the number of an older choice', async () => {
    const { authorities } = rig();
    const first = authorities.choose('a.lan', Buffer.from(pemOf('root')));
    authorities.choose('b.lan', Buffer.from(pemOf('root')));
    const choiceId = first.kind === 'chosen' ? first.choiceId : '';
    await expect(authorities.keep(choiceId)).rejects.toMatchObject({ code: 'VK_INVALID_INPUT' });
  });

  test.each(['', '  ', 'https://'])('“%s” names no host', (text) => {
    const { authorities } = rig();
    expect(() => authorities.choose(text, Buffer.from(pemOf('root')))).toThrow(
      expect.objectContaining({ code: 'VK_INVALID_INPUT' }),
    );
  });

  test('that were damaged in the file of settings are trusted for nothing', async () => {
    const { settings, subjects, authorities } = rig();
    const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    await settings.update({ hostAuthorities: [{ host: 'a.lan', pem }] });
    expect(subjects('a.lan')).toEqual([]);
    expect(authorities.list()).toEqual([{ host: 'a.lan', certificates: [] }]);
  });
});
