import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { createFileLog, logTail } from '../../../../src/main/adapter/system/file-log.ts';
import { fakeClock } from '../../../fake/clock.ts';
import { tempFolder } from '../temp-folder.ts';

const newLog = (maxBytes?: number) => {
  const folder = tempFolder();
  const path = join(folder, 'logs', 'app.log');
  const options = { path, clock: fakeClock(), ...(maxBytes === undefined ? {} : { maxBytes }) };
  return { path, folder: join(folder, 'logs'), log: createFileLog(options) };
};

describe('the log file', () => {
  it('is JSON lines with time, level, event and fields, mode 0600', () => {
    const { log, path } = newLog();
    log.info('refresh.done', { connection: 'abc', attempts: 2 });
    log.warn('keychain.refused');
    expect(
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        at: '2026-01-01T00:00:00.000Z',
        level: 'info',
        event: 'refresh.done',
        connection: 'abc',
        attempts: 2,
      },
      { at: '2026-01-01T00:00:00.000Z', level: 'warn', event: 'keychain.refused' },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('holds no live secret, whatever field it was put into', () => {
    const { log, path } = newLog();
    const secret = Secret.of('access-token', 'opaque-looks-like-any-word');
    log.info('oops', { why: `token was ${secret.expose()}`, url: 'https://a/?code=abcdefgh1234' });
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain('opaque-looks-like-any-word');
    expect(text).not.toContain('abcdefgh1234');
  });

  it('holds no secret that was escaped in it, and stays JSON, one line each', () => {
    const { log, path } = newLog();
    const secret = Secret.of('passphrase', 'my "quoted" pass\\phrase');
    log.info('oops', { why: secret.expose(), reply: '{"access_token":"abcdefgh1234"}' });
    log.info('oops', { url: 'https://a/?code=abcdefgh1234"x' });
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain('quoted');
    expect(text).not.toContain('abcdefgh1234');
    for (const line of text.trim().split('\n')) expect(() => void JSON.parse(line)).not.toThrow();
  });

  it('is put away when it is long, and the oldest goes', () => {
    const { log, folder } = newLog(200);
    for (let n = 0; n < 50; n += 1) log.info('event', { n });
    expect(readdirSync(folder).sort()).toEqual(['app.log', 'app.log.1', 'app.log.2', 'app.log.3']);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(201);
    }
    expect(readFileSync(join(folder, 'app.log'), 'utf8')).toContain('"n":49');
  });

  it('never throws, though there is nowhere to write', () => {
    const blocker = join(tempFolder(), 'file');
    writeFileSync(blocker, '');
    const log = createFileLog({ path: join(blocker, 'app.log'), clock: fakeClock() });
    expect(() => log.info('event')).not.toThrow();
  });
});

describe('the end of the log file', () => {
  it('is whole lines of its last 64 KiB', () => {
    const { log, path } = newLog();
    for (let n = 0; n < 2000; n += 1) log.info(`event-${n}`);
    const lines = logTail(path);
    expect(lines.at(-1)).toContain('event-1999');
    expect(lines.length).toBeLessThan(1500);
    expect(lines.every((line) => line.startsWith('{"at":') && line.endsWith('}'))).toBe(true);
    expect(lines.join('\n').length).toBeGreaterThan(60_000);
  });

  it('is all of a short one, and nothing of one that is not there', () => {
    const { log, path } = newLog();
    log.info('started');
    expect(logTail(path)).toHaveLength(1);
    expect(logTail(`${path}.other`)).toEqual([]);
  });
});
