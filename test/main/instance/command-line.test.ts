import { describe, expect, test } from 'vitest';
import {
  authorizationResponseIn,
  BLOCKED_SWITCHES,
  whyRefused,
  shownConnectionIn,
} from '../../../src/main/instance/command-line.ts';
import { buildOf } from '../../../src/main/instance/channel.ts';
import { type BadInput, badInputs, inputText, verdictOf } from '../../fixtures/bad-inputs.ts';

const GOOD = 'dev.valetkey.app:/oauth2/callback/p1?code=abc&state=xyz';
const release = buildOf({ packaged: true, isMarked: false, env: {} });
const development = buildOf({ packaged: false, isMarked: false, env: {} });

const judge = (
  argv: readonly string[],
  options: {
    build?: typeof release;
    env?: Record<string, string>;
    platform?: NodeJS.Platform;
    /** What Chromium reads, where it differs from the line. */
    switches?: readonly string[];
  } = {},
) =>
  whyRefused({
    argv,
    env: options.env ?? {},
    platform: options.platform ?? 'linux',
    build: options.build ?? release,
    hasSwitch: (name) => options.switches?.includes(name) === true,
  });

const argvOf = (one: BadInput): readonly string[] =>
  one.gen === undefined ? (JSON.parse(one.input) as string[]) : ['valetkey', inputText(one)];

describe('a switch that Electron sets in every program', () => {
  const switches = ['allow-file-access-from-files'];

  test('does not keep a release from starting, though Chromium reads it', () => {
    expect(judge(['app', '--lang=en'], { switches })).toBeUndefined();
  });

  test('is refused where it stands on the command line', () => {
    expect(judge(['app', '\t--allow-file-access-from-files'], { switches })).toBeDefined();
  });
});

describe('a command line that brings a callback', () => {
  test.each(badInputs('callback.argv'))('$id $input: $expect', (one) => {
    const argv = argvOf(one);
    const url = judge(argv) === undefined ? authorizationResponseIn(argv) : undefined;
    expect(url === undefined ? 'IGNORE' : 'PROCEED').toBe(verdictOf(one));
  });

  test('CB-045 a 100 KiB line is refused in every build, before any lock is asked for', () => {
    const argv = ['valetkey', `dev.valetkey.app:/cb?code=${'a'.repeat(102_400)}`];
    expect(judge(argv)?.reason).toBe('too-long');
    expect(judge(argv, { build: development })?.reason).toBe('too-long');
  });

  test.each([
    ['alone', ['app', GOOD], GOOD],
    ['after --open-url --', ['app', '--open-url', '--', GOOD], GOOD],
    ['among Chromium’s own switches', ['app', '--allow-file-access-from-files', GOOD], GOOD],
    [
      'with the scheme in capitals (RFC 3986 §3.1)',
      ['app', GOOD.replace('dev', 'DEV')],
      GOOD.replace('dev', 'DEV'),
    ],
    ['twice', ['app', GOOD, GOOD], undefined],
    ['inside a switch', ['app', `--url=${GOOD}`], undefined],
    ['of another scheme', ['app', 'https://as.example/?code=a'], undefined],
    ['of a longer scheme', ['app', 'dev.valetkey.apple:/x'], undefined],
    ['twice, once after a space', ['app', GOOD, ` ${GOOD}`], undefined],
    ['after a space', ['app', ` ${GOOD}`], undefined],
    ['with a line break', ['app', `${GOOD}\n--no-sandbox`], undefined],
    ['with a space', ['app', `${GOOD} --no-sandbox`], undefined],
    ['of 8 KiB + 1', ['app', GOOD.padEnd(8193, 'a')], undefined],
    ['of 8 KiB', ['app', GOOD.padEnd(8192, 'a')], GOOD.padEnd(8192, 'a')],
    ['nowhere', ['app'], undefined],
  ])('a URL %s', (_where, argv, expected) => {
    expect(authorizationResponseIn(argv)).toBe(expected);
  });
});

describe('a command line that asks for a connection', () => {
  const ID = 'AAAAAAAAAAAAAAAAAAAAA_';
  test.each([
    ['alone', ['app', `--show=${ID}`], ID],
    ['among Chromium’s own switches', ['app', '--ozone-platform=x11', `--show=${ID}`], ID],
    ['twice', ['app', `--show=${ID}`, `--show=${ID}`], undefined],
    ['beside a URL of ours', ['app', `--show=${ID}`, GOOD], undefined],
    ['beside a URL of ours in capitals', ['app', `--show=${ID}`, 'DEV.VALETKEY.APP:x'], undefined],
    ['after the end of switches', ['app', '--', `--show=${ID}`], undefined],
    ['as two arguments', ['app', '--show', ID], undefined],
    ['empty', ['app', '--show='], undefined],
    ['too short', ['app', '--show=AAAA'], undefined],
    ['too long', ['app', `--show=${ID}A`], undefined],
    ['with a path in it', ['app', '--show=../../../../etc/passwd'], undefined],
    ['with a line break after it', ['app', `--show=${ID}\n`], undefined],
    ['of other characters', ['app', `--show=${'é'.repeat(22)}`], undefined],
    ['nowhere', ['app'], undefined],
  ])('%s', (_where, argv, expected) => {
    expect(shownConnectionIn(argv)).toBe(expected);
  });
});

describe('a command line that must not start a release', () => {
  test.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=0',
    '--js-flags=--expose-gc',
    '--no-sandbox',
    '-no-sandbox',
    '--NO-SANDBOX',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--host-resolver-rules=MAP * evil',
    '--proxy-server=evil',
    '--proxy-pac-url=evil',
    '--load-extension=/x',
    '--log-net-log=/x',
    '--user-data-dir=/x',
    '--password-store=basic',
    '--gpu-launcher=calc',
    '--renderer-cmd-prefix=calc',
  ])('%s is refused', (argument) => {
    expect(judge(['app', argument, GOOD])?.reason).toBe('blocked-switch');
    expect(judge(['app', argument], { build: development })).toBeUndefined();
  });

  test.each(BLOCKED_SWITCHES.filter((name) => name !== 'allow-file-access-from-files'))(
    'a release does not start where Chromium has read %s',
    (name) => {
      const refusal = { reason: 'blocked-switch', what: name };
      expect(judge(['app'], { switches: [name] })).toEqual(refusal);
      expect(judge(['app'], { switches: [name], build: development })).toBeUndefined();
    },
  );

  test.each(BLOCKED_SWITCHES)(
    'a release does not start with --%s on its line, though Chromium has not read it',
    (name) => {
      expect(judge(['app', `--${name}`])).toEqual({ reason: 'blocked-switch', what: name });
    },
  );

  test.each([' ', '\t', '\n', '\r', '\v', '\f', '\u00a0', '\u2003', '\u200b', '\ufeff', ' \t '])(
    'a switch after %j is refused as it is without',
    (space) => {
      for (const form of ['--remote-debugging-port=0', '-inspect', '--never-heard-of']) {
        const name = form.replace(/^-+/, '').replace(/=.*/, '');
        const refusal = { reason: 'blocked-switch', what: name };
        expect(judge(['app', `${space}${form}`])).toEqual(refusal);
        expect(judge(['app', GOOD, `${space}${form}`])).toEqual(refusal);
      }
    },
  );

  test('a white space before -- ends no list of switches', () => {
    expect(judge(['app', ' --', '--inspect'])?.reason).toBe('blocked-switch');
  });

  test('an authorization response beside a blocked switch goes nowhere in a release', () => {
    expect(judge(['app', GOOD, '--utility-cmd-prefix=calc'])?.reason).toBe('blocked-switch');
  });

  test('CVE-2018-1000006: a switch beside the URL, in the form Windows takes', () => {
    const argv = ['app', '/gpu-launcher=calc', GOOD];
    expect(judge(argv, { platform: 'win32' })?.what).toBe('gpu-launcher');
    expect(judge(argv, { platform: 'linux' })).toBeUndefined();
  });

  test('a refusal names the switch and never its value', () => {
    expect(judge(['app', '--user-data-dir=/home/secret'])).toEqual({
      reason: 'blocked-switch',
      what: 'user-data-dir',
    });
  });

  test.each(['ELECTRON_DISABLE_SANDBOX', 'SSLKEYLOGFILE'])('%s in the environment', (name) => {
    expect(judge(['app'], { env: { [name]: '' } })).toEqual({
      reason: 'blocked-variable',
      what: name,
    });
  });

  test.each([
    ['app'],
    ['app', '--ozone-platform=x11'],
    ['app', '--open-url', '--', GOOD],
    ['app', '--', '--no-sandbox'],
  ])('an innocent line starts', (...argv) => {
    expect(judge(argv)).toBeUndefined();
  });

  test.each([
    ['win32', '/prefetch:1'],
    ['win32', '/prefetch:12'],
    ['darwin', '-psn_0_12345'],
    ['darwin', '-NSDocumentRevisionsDebugMode'],
    ['darwin', '-AppleLanguages'],
  ] as const)('a release starts where %s has added %s', (platform, argument) => {
    expect(judge(['app', argument], { platform })).toBeUndefined();
    expect(judge(['app', argument.replace('/', '--')])?.reason).toBe('blocked-switch');
  });

  test.each([
    ['win32', '/prefetch:'],
    ['win32', '/prefetch:a'],
    ['win32', '/prefetch:1x'],
    ['win32', '/x-prefetch:1'],
    ['darwin', '-psn_'],
    ['darwin', '-psn_0_1x'],
    ['darwin', '-x-psn_0_1'],
    ['darwin', '-NS'],
    ['darwin', '-NS1'],
    ['darwin', '-NSx-y'],
    ['darwin', '-Apple'],
    ['darwin', '-Apple1'],
    ['darwin', '-x-AppleLanguages'],
  ] as const)(
    'a release on %s does not start with what only resembles the system’s: %s',
    (platform, argument) => {
      expect(judge(['app', argument], { platform })?.reason).toBe('blocked-switch');
    },
  );

  test('a hyphen or a slash within an argument makes no switch of it, also on Windows', () => {
    for (const argument of [GOOD, 'C:/notes/a-b', 'a --inspect']) {
      expect(judge(['app', argument], { platform: 'win32' })).toBeUndefined();
    }
  });

  test('one hyphen is as good as two on Windows', () => {
    expect(judge(['app', '-inspect'], { platform: 'win32' })?.what).toBe('inspect');
  });

  test('white space after a switch is no part of its name, white space within it is', () => {
    expect(judge(['app', '--inspect '])?.what).toBe('inspect');
    expect(judge(['app', '--disable-gpu '])).toBeUndefined();
    expect(judge(['app', '--disable -gpu'])?.what).toBe('disable -gpu');
  });

  test('lines up to 16 KiB start', () => {
    expect(judge(['app', 'a'.repeat(16 * 1024 - 5)])).toBeUndefined();
    expect(judge(['app', 'a'.repeat(16 * 1024 - 4)])?.reason).toBe('too-long');
  });
});
