import { describe, expect, it } from 'vitest';
import {
  EXPLAINED_CLAIMS,
  meaningOfClaim,
  meaningOfHeader,
} from '../../../../src/core/catalogue/claims/claim-meaning.ts';

/** The IANA "JSON Web Token Claims" registry, by the documents that registered them. */
const REGISTRY = `
  iss sub aud exp nbf iat jti name given_name family_name middle_name nickname preferred_username
  profile picture website email email_verified gender birthdate zoneinfo locale phone_number
  phone_number_verified address updated_at azp nonce auth_time at_hash c_hash acr amr sub_jwk
  _claim_names _claim_sources cnf sip_from_tag sip_date sip_callid sip_cseq_num sip_via_branch orig
  dest mky events toe txn rph sid vot vtm attest origid act scope client_id may_act jcard at_use_nbr
  div opt vc vp sph ace_profile cnonce exi roles groups entitlements token_introspection eat_nonce
  ueid sueids oemid hwmodel hwversion oemboot dbgstat location eat_profile submods uptime bootcount
  bootseed dloas swname swversion manifests measurements measres intuse cdniv cdnicrit cdniip cdniuc
  cdniets cdnistt cdnistd sig_val_claims authorization_details verified_claims place_of_birth
  nationalities birth_family_name birth_given_name birth_middle_name salutation title msisdn
  also_known_as htm htu ath atc sub_id rcd rcdi crn msgi rdap_allowed_purposes rdap_dnt_allowed
  geohash _sd ... _sd_alg sd_hash consumerPlmnId consumerSnpnId producerPlmnId producerSnpnId
  producerSnssaiList producerNsiList producerNfSetId producerNfServiceSetId sourceNfInstanceId
  analyticsIdList resOwnerId cmw jwks metadata constraints crit ref delegation logo_uri
  authority_hints trust_anchor_hints trust_marks trust_mark_issuers trust_mark_owners
  metadata_policy metadata_policy_crit source_endpoint keys trust_mark_type trust_chain trust_anchor
`
  .trim()
  .split(/\s+/);

const ENTRA = 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0';
const ACTIONS = 'https://token.actions.githubusercontent.com';
const KEYCLOAK = 'https://id.example/realms/main';

describe('meanings', () => {
  it('are there for every registered claim (RFC 7519 §10.1)', () => {
    expect(REGISTRY.filter((name) => !EXPLAINED_CLAIMS.includes(name))).toEqual([]);
  });

  it('are one sentence each, and name their source', () => {
    for (const name of EXPLAINED_CLAIMS) {
      const meaning = meaningOfClaim(name);
      expect(meaning?.sentence, name).toMatch(/^[A-Z].*\.$/);
      expect(meaning?.source, name).toMatch(/\d|RATS/);
      expect(meaning?.isRecalled, name).toBe(false);
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'unheard-of', ''])(
    'are not made up for %j',
    (name) => {
      expect(meaningOfClaim(name, ENTRA)).toBeUndefined();
      expect(meaningOfHeader(name)).toBeUndefined();
    },
  );

  it.each([
    ['tid', ENTRA, /Entra/, false],
    ['appid', '', /Entra/, false],
    ['hd', 'https://accounts.google.com', /Google/, true],
    ['realm_access', KEYCLOAK, /Keycloak/, true],
    ['repository', ACTIONS, /GitHub/, false],
    ['project_path', 'https://gitlab.com', /GitLab/, false],
    ['scp', 'https://dev-1.okta.com/oauth2/default', /Okta/, true],
    ['scp', 'https://other.example', /Entra/, false],
    ['sid', KEYCLOAK, /Front-Channel/, false],
  ])('of %s in a token of %j is told with its source', (name, issuer, source, isRecalled) => {
    const meaning = meaningOfClaim(name, issuer);
    expect(meaning?.source).toMatch(source);
    expect(meaning?.isRecalled).toBe(isRecalled);
  });

  it('of common words belong to the provider alone', () => {
    for (const name of ['ref', 'environment', 'repository', 'sha', 'user_email']) {
      expect(meaningOfClaim(name, 'https://other.example')?.source ?? '').not.toMatch(/Git/);
    }
    expect(meaningOfClaim('ref', ACTIONS)?.source).toMatch(/GitHub/);
    expect(meaningOfClaim('ref')?.source).toMatch(/Federation/);
  });
});
