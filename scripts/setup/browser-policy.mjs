import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runAsRoot } from './debian-packages.mjs';
import { SetUpError } from './progress.mjs';

const FILE = '/etc/chromium/policies/managed/valet-key-development.json';

/**
 * Chromium asks a person before it hands a URL to another program. Nobody is there in a test, so
 * pages on this machine, and only those, may open our scheme unasked.
 */
const POLICY = `${JSON.stringify({
  AutoLaunchProtocolsFromOrigins: [
    { protocol: 'dev.valetkey.app', allowed_origins: ['http://127.0.0.1', 'http://localhost'] },
  ],
})}\n`;

function isInPlace() {
  try {
    return readFileSync(FILE, 'utf8') === POLICY;
  } catch {
    return false;
  }
}

/** Writes the policy that lets the test browser open `dev.valetkey.app:` unasked. */
export async function installBrowserPolicy() {
  if (process.platform !== 'linux' || isInPlace()) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'valet-key-policy-'));
  const draft = join(folder, 'policy.json');
  writeFileSync(draft, POLICY);
  const made = await runAsRoot(['mkdir', '-p', dirname(FILE)]);
  const written = made === 0 ? await runAsRoot(['install', '-m', '644', draft, FILE]) : made;
  rmSync(folder, { recursive: true });
  if (written === 0) return `wrote ${FILE}`;
  throw new SetUpError(`As root, write this line to ${FILE}:\n  ${POLICY}`);
}
