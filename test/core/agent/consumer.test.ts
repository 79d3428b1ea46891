import { describe, expect, it } from 'vitest';
import { consumerName, consumerOf, shownPrograms } from '../../../src/core/model/consumer.ts';
import { consumer, digest, EVIDENCE, script } from './agent-rig.ts';

describe('a program that asks', () => {
  it('is named with the programs that it was started through, up to the first that acts for itself', () => {
    expect(consumer().programs).toEqual([
      { executable: '/usr/bin/curl' },
      { executable: '/usr/bin/bash', script: '/home/jane/shop/deploy.sh' },
    ]);
    expect(consumerName(consumer())).toBe('deploy.sh (curl) in /home/jane/shop');
  });

  it('is the same in another process', () => {
    const again = EVIDENCE.processes.map((one) => ({
      ...one,
      pid: one.pid + 100,
      startedAt: '9000',
    }));
    expect(consumer({ processes: again }).id).toBe(consumer().id);
  });

  it.each([
    [
      'another script',
      {
        processes: script('/home/jane/shop/other.sh').programs.map((one) => ({
          pid: 1,
          startedAt: '1',
          ...one,
        })),
      },
    ],
    ['another folder', { folder: '/tmp' }],
    ['a container', { container: 'docker-4711' }],
    [
      'another program that it was started through',
      {
        processes: [
          { pid: 12, startedAt: '1', executable: '/tmp/curl' },
          ...EVIDENCE.processes.slice(1),
        ],
      },
    ],
  ])('is another one with %s', (_what, changes) => {
    expect(consumer(changes).id).not.toBe(consumer().id);
  });

  it('is not known by what it says of itself', () => {
    expect(consumer({}, 'Valet Key (system)').id).toBe(consumer().id);
    expect(consumer({}, 'Valet Key (system)').claimedName).toBe('Valet Key (system)');
  });

  it.each([
    ['the system says nothing of it', undefined],
    [
      'the system does not say what it runs',
      { ...EVIDENCE, processes: [{ pid: 3, startedAt: '4' }] },
    ],
    ['its folder is not known', { uid: 1000, processes: EVIDENCE.processes }],
    [
      'it comes through a forwarded socket',
      { ...EVIDENCE, processes: [{ pid: 3, startedAt: '4', executable: '/usr/sbin/sshd' }] },
    ],
  ])('is not recognised again where %s', (_what, evidence) => {
    expect(consumerOf(evidence, undefined, digest).isWeak).toBe(true);
  });

  it('that is not recognised again is not taken for another process', () => {
    const weak = (pid: number) => consumer({ processes: [{ pid, startedAt: '4' }] });
    expect(weak(3).id).not.toBe(weak(4).id);
  });

  const asking = (...programs: readonly object[]) =>
    consumer({
      processes: programs.map((one, at) => ({ pid: 20 - at, startedAt: '1', ...one })),
    });
  const VK = { executable: '/usr/bin/node', script: '/usr/local/bin/vk' };
  const SHELL = { executable: '/usr/bin/sh' };

  it('is not vk, but the program that started vk', () => {
    const one = asking(VK, { executable: '/usr/bin/python3', script: '/home/jane/one.py' });
    const other = asking(VK, { executable: '/usr/bin/python3', script: '/home/jane/other.py' });
    expect(one.programs.at(-1)?.script).toBe('/home/jane/one.py');
    expect(one.id).not.toBe(other.id);
  });

  it('is named at the end of a chain that is too long to be shown', () => {
    const build = { executable: '/usr/bin/ninja' };
    const { programs } = asking({ executable: '/usr/bin/curl' }, SHELL, SHELL, SHELL, build);
    expect(programs.at(-1)).toEqual(build);
    expect(shownPrograms(programs)).toHaveLength(4);
    expect(shownPrograms(programs).at(-1)).toEqual(build);
  });

  it.each([
    ['other-namespace', [{ executable: '/usr/bin/ninja', isElsewhere: true }]],
    ['no-parent', [{ executable: '/usr/bin/curl' }, { executable: '/usr/lib/systemd/systemd' }]],
    ['no-parent', [{ executable: '/usr/bin/curl' }, SHELL]],
    ['no-script', [{ executable: '/usr/bin/python3' }]],
    ['no-script', [{ executable: '/usr/lib/jvm/java-21-openjdk/bin/java' }]],
    ['no-script', [{ executable: '/usr/bin/dotnet' }]],
    ['no-script', [{ executable: '/opt/microsoft/powershell/7/pwsh' }]],
    ['no-script', [{ executable: '/usr/bin/tclsh8.6' }]],
    ['forwarded', [{ executable: '/usr/bin/socat' }]],
    ['not-named', [{}]],
  ])('is weak, and says why: %s', (weakness, programs) => {
    expect(asking(...programs)).toMatchObject({ isWeak: true, weakness });
  });

  it('whose parent has ended is known by the service that it belongs to', () => {
    const orphan = (service: string) =>
      consumer({
        service,
        processes: [
          { pid: 9, startedAt: '1', executable: '/usr/bin/curl' },
          { pid: 1, startedAt: '0', executable: '/usr/lib/systemd/systemd' },
        ],
      });
    expect(orphan('backup.service')).toMatchObject({ isWeak: false, service: 'backup.service' });
    expect(orphan('backup.service').id).not.toBe(orphan('other.service').id);
  });

  it('that cannot be recognised shares nothing with one on another connection', () => {
    const weak = (connection: string) => consumerOf(undefined, undefined, digest, connection).id;
    expect(weak('1')).not.toBe(weak('2'));
    expect(consumerOf(EVIDENCE, undefined, digest, '1').id).toBe(consumer().id);
  });

  it.each([
    ['an interpreter without a script', [{ executable: '/usr/bin/python3' }]],
    ['nobody but those who ask for somebody else', [{ executable: '/usr/bin/curl' }, SHELL]],
  ])('is not known again where it is %s', (_who, programs) => {
    expect(asking(...programs).isWeak).toBe(true);
  });
});
