import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { discover, judgeMetadata } from '../../../../src/core/oauth/discovery/discovery.ts';
import { judgeStatedMetadata } from '../../../../src/core/oauth/discovery/metadata.ts';
import { ENDPOINTS } from '../../../../src/core/oauth/discovery/published-document.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../../../src/core/model/issuer.ts';

const ISSUER = parseIssuer('https://as.example', PUBLIC_HOSTS);

const NEEDED = {
  issuer: 'https://as.example',
  authorization_endpoint: 'https://as.example/authorize',
  token_endpoint: 'https://as.example/token',
};

const OPTIONAL = {
  jwks_uri: 'https://as.example/jwks',
  userinfo_endpoint: 'https://as.example/userinfo',
  revocation_endpoint: 'https://as.example/revoke',
  introspection_endpoint: 'https://as.example/introspect',
  device_authorization_endpoint: 'https://as.example/device',
  registration_endpoint: 'https://as.example/register',
  end_session_endpoint: 'https://as.example/logout',
  scopes_supported: ['openid', 'read'],
  response_types_supported: ['code'],
  grant_types_supported: ['authorization_code'],
  token_endpoint_auth_methods_supported: ['none'],
  code_challenge_methods_supported: ['S256'],
  id_token_signing_alg_values_supported: ['ES256'],
  authorization_response_iss_parameter_supported: true,
  require_pushed_authorization_requests: false,
};

const ABSENT = Symbol('absent');

/** How a sloppy server writes a member that it has nothing to say about. */
const sloppily = (good: unknown) =>
  fc.constantFrom<unknown>(
    good,
    ABSENT,
    null,
    '',
    0,
    {},
    [null],
    [{}],
    '/relative',
    'relative?x=1',
  );

const sloppyDocument = fc
  .record(
    Object.fromEntries(Object.entries(OPTIONAL).map(([name, good]) => [name, sloppily(good)])),
  )
  .map((members) =>
    Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ABSENT)),
  );

/** PKCE is not optional: a list that can be read and lacks S256 is refused, however it is written. */
const names = (value: unknown): readonly unknown[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];

describe('a sloppy description of a server', () => {
  it('is taken with whatever of it makes sense, and says what did not', () => {
    fc.assert(
      fc.property(sloppyDocument, fc.boolean(), (members, withSlash) => {
        const methods = names(members['code_challenge_methods_supported']);
        fc.pre(!methods.some((one) => typeof one === 'string' && one !== 'S256' && one !== ''));
        const issuer = withSlash ? 'https://as.example/' : 'https://as.example';
        const text = JSON.stringify({ ...members, ...NEEDED, issuer });
        const { metadata, notes, issuer: stated } = judgeMetadata(text, ISSUER, PUBLIC_HOSTS);
        expect(stated).toBe(issuer);
        expect(metadata).toMatchObject({ ...NEEDED, issuer });
        for (const endpoint of ENDPOINTS) {
          expect(metadata[endpoint] ?? 'https://as.example/').toMatch(/^https:\/\/as\.example\//);
        }
        const odd = Object.keys(members).filter(
          (name) => members[name] !== OPTIONAL[name as keyof typeof OPTIONAL],
        );
        const noted = notes.flatMap(({ members: named = [] }) => named);
        expect(odd).toEqual(expect.arrayContaining([...noted]));
        expect(notes.some(({ kind }) => kind === 'issuer-slash')).toBe(withSlash);
      }),
    );
  });

  it('is refused all the same where any address in it leads to plain http', () => {
    fc.assert(
      fc.property(sloppyDocument, fc.constantFrom(...ENDPOINTS), (members, endpoint) => {
        const document = { ...members, ...NEEDED, [endpoint]: 'http://as.example/x' };
        expect(codeOf(() => judgeMetadata(document, ISSUER, PUBLIC_HOSTS))).toBe(
          'VK_METADATA_REFUSED',
        );
      }),
    );
  });

  it('is refused all the same where it speaks for another issuer', () => {
    fc.assert(
      fc.property(sloppyDocument, (members) => {
        const document = { ...members, ...NEEDED, issuer: 'https://evil.example/' };
        expect(codeOf(() => judgeMetadata(document, ISSUER, PUBLIC_HOSTS))).toBe(
          'VK_ISSUER_MISMATCH',
        );
      }),
    );
  });
});

describe('members of a description that are not as they should be', () => {
  const judge = (changes: object) =>
    judgeMetadata({ ...NEEDED, ...OPTIONAL, ...changes }, ISSUER, PUBLIC_HOSTS);

  it.each([
    ['scopes_supported', 'openid read', ['openid', 'read']],
    ['scopes_supported', ['openid', 7, null], ['openid']],
    ['scopes_supported', null, undefined],
    ['introspection_endpoint', null, undefined],
    ['introspection_endpoint', '/introspect', undefined],
    ['authorization_response_iss_parameter_supported', 'true', true],
    ['authorization_response_iss_parameter_supported', 'yes', undefined],
  ])('reads %s of %j as %j, and notes it', (member, value, taken) => {
    const { metadata, notes } = judge({ [member]: value });
    expect(metadata[member as keyof typeof metadata]).toEqual(taken);
    expect(notes).toEqual([{ kind: 'members-odd', hosts: [], members: [member] }]);
  });

  it.each([['plain'], [['plain', null]], ['plain S512']])(
    'does not take %j for silence about PKCE',
    (methods) => {
      expect(codeOf(() => judge({ code_challenge_methods_supported: methods }))).toBe(
        'VK_PKCE_UNSUPPORTED',
      );
    },
  );

  it('cannot do without an address that everybody signs in at', () => {
    expect(codeOf(() => judge({ token_endpoint: null }))).toBe('VK_METADATA_INCOMPLETE');
    for (const address of ['/token', ['https://as.example/token'], 7]) {
      expect(codeOf(() => judge({ token_endpoint: address }))).toBe('VK_METADATA_MALFORMED');
      expect(codeOf(() => judge({ authorization_endpoint: address }))).toBe(
        'VK_METADATA_MALFORMED',
      );
    }
  });

  it('are refused where a person or a preset wrote them', () => {
    const stated = { ...NEEDED, revocation_endpoint: 'revoke' };
    expect(codeOf(() => judgeStatedMetadata(stated, ISSUER, PUBLIC_HOSTS))).toBe(
      'VK_METADATA_MALFORMED',
    );
  });
});

describe('the search for a description', () => {
  const TENANT = parseIssuer('https://as.example/tenant1', PUBLIC_HOSTS);
  const GOOD = JSON.stringify({ ...NEEDED, issuer: TENANT });

  const searching = async (answer: (place: string, index: number) => string | undefined) => {
    const asked: string[] = [];
    const done = discover(
      (url) => {
        asked.push(url);
        const body = answer(url, asked.length - 1);
        return Promise.resolve(
          new Response(body ?? null, { status: body === undefined ? 404 : 200 }),
        );
      },
      TENANT,
      PUBLIC_HOSTS,
    );
    return { asked, found: await done.catch((thrown: unknown) => thrown) };
  };

  it('finds it in any of the four places, past whatever the others answer', async () => {
    const noise = fc.constantFrom(
      undefined,
      '',
      '{}',
      '{',
      '[]',
      'null',
      '<!doctype html>{}',
      '{"issuer":null}',
      JSON.stringify({ ...NEEDED, token_endpoint: undefined, issuer: TENANT }),
      // The whole host's, where the tenant's stands elsewhere.
      JSON.stringify(NEEDED),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(3),
        fc.array(noise, { minLength: 4, maxLength: 4 }),
        async (at, others) => {
          const { found, asked } = await searching((_url, index) =>
            index === at ? GOOD : others[index],
          );
          expect(found).toMatchObject({ metadata: { issuer: TENANT } });
          expect(asked).toHaveLength(at + 1);
        },
      ),
    );
  });

  it('ends at a document that is dangerous, wherever it stands', async () => {
    for (const danger of [
      JSON.stringify({ ...NEEDED, issuer: 'https://evil.example/tenant1' }),
      JSON.stringify({ ...NEEDED, issuer: TENANT, token_endpoint: 'http://as.example/token' }),
      `{"issuer":"https://evil.example",${GOOD.slice(1)}`,
    ]) {
      const { found, asked } = await searching((_url, index) => (index === 1 ? danger : undefined));
      expect(isValetKeyError(found)).toBe(true);
      expect(found).not.toMatchObject({ code: 'VK_DISCOVERY_FAILED' });
      expect(asked).toHaveLength(2);
    }
  });
});

const codeOf = (action: () => unknown): string | undefined => {
  try {
    action();
  } catch (thrown) {
    if (isValetKeyError(thrown)) return thrown.code;
    throw thrown;
  }
  return undefined;
};
