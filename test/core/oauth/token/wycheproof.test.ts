import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKeys } from '../../../../src/core/oauth/token/jwks.ts';
import { readJws, verifyingKey } from '../../../../src/core/oauth/token/jws.ts';

/** Test vectors of C2SP/wycheproof. They are not ours to commit, and lie beside the project where they are. */
const FOLDER = join(import.meta.dirname, '../../../../../shared/data/wycheproof');

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly jws: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}
interface Group {
  readonly comment: string;
  readonly private?: object;
  readonly public?: object;
  readonly tests: readonly Vector[];
}

const groupsIn = (file: string): readonly Group[] =>
  (JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { testGroups: Group[] }).testGroups;

const keySetOf = (group: Group): object => {
  const key = group.public ?? group.private ?? {};
  return 'keys' in key ? key : { keys: [key] };
};

/**
 * Most payloads of the vectors are no JWT's, so the header is judged beside an empty claims set; what is
 * verified is the vector as it is.
 */
const verdictOf = async (group: Group, { jws }: Vector): Promise<'valid' | 'invalid'> => {
  const beside = jws.replace(/^([\w-]+)\.[\w-]*\.([\w-]*)$/, '$1.e30.$2');
  try {
    const read = readJws(beside);
    const keys = await readKeys(keySetOf(group));
    const key = await verifyingKey({ ...read, text: jws }, keys);
    return key === undefined ? 'invalid' : 'valid';
  } catch {
    return 'invalid';
  }
};

const headerOf = ({ jws }: Vector): string =>
  Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString();

/**
 * Vectors that their authors call valid and that are refused here, with the reason. There is no other way
 * round: nothing that they call invalid is taken.
 */
const reasonToRefuse = (group: Group, vector: Vector): string | undefined => {
  if (/"alg"\s*:\s*"HS/.test(headerOf(vector))) {
    return 'HMAC: whoever can verify it can forge it, and a published key set holds no secret (RFC 8725 §3.5)';
  }
  const { alg } = (group.public ?? {}) as { readonly alg?: string };
  if (alg !== undefined && !headerOf(vector).includes(`"${alg}"`)) {
    return 'the key states another algorithm (RFC 7517 §4.4, RFC 8725 §3.1), or one that does not exist';
  }
  return undefined;
};

const FILES = [
  ['keys (RFC 7517)', 'json_web_key_test.json', 26, 4],
  ['signatures (RFC 7515)', 'json_web_signature_test.json', 401, 14],
] as const;

/** They are not in this repository; where they are not beside it either, these tests count as skipped. */
describe.runIf(existsSync(FOLDER)).each(FILES)('Wycheproof’s %s', (_name, file, count, refused) => {
  it('judges every vector as its authors do, but for the differences that are argued here', async () => {
    const differences: string[] = [];
    const argued: string[] = [];
    let tried = 0;
    for (const group of groupsIn(file)) {
      for (const vector of group.tests) {
        tried += 1;
        const verdict = await verdictOf(group, vector);
        if (verdict === vector.result || vector.result === 'acceptable') continue;
        const isArgued = verdict === 'invalid' && reasonToRefuse(group, vector) !== undefined;
        (isArgued ? argued : differences).push(`${vector.tcId} ${vector.comment}: here ${verdict}`);
      }
    }
    expect(tried).toBe(count);
    expect(differences).toEqual([]);
    expect(argued).toHaveLength(refused);
  });
});
