import type { KnownOfConnection } from '../../../../src/core/insight/advice/rule.ts';
import { type AdviceSources, reachOf } from '../../../../src/core/insight/advice/known.ts';
import { RULES } from '../../../../src/core/insight/advice/rules.ts';
import type { AdviceRuleName } from '../../../../src/vocabulary/advice-rule.ts';
import type { Connection } from '../../../../src/core/model/connection.ts';
import { presetById } from '../../../../src/core/catalogue/catalogue.ts';
import type { Preset } from '../../../../src/core/catalogue/preset.ts';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import { after, seconds, type EpochMs } from '../../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';
import { connectionOf } from '../../../fixtures/connection.ts';

/** A preset that there must be. */
export const knownPreset = (id: string): Preset => {
  const preset = presetById(id);
  if (preset === undefined) throw new Error(`no preset ${id}`);
  return preset;
};

/** So many days after the fixtures signed in. */
export const day = (count: number): EpochMs => after(FAKE_EPOCH, seconds(count * 86_400));

/** A login that no rule has anything to say of: each test spoils one thing. */
export const blameless = (changes: Partial<Connection> = {}): Connection =>
  connectionOf({
    requestedScope: scopeOf(['openid', 'notes:read']),
    grantedScope: scopeOf(['openid', 'notes:read']),
    accessTokenLifetime: seconds(3600),
    ...changes,
    metadata: {
      issuer: 'https://as.example',
      authorization_endpoint: 'https://as.example/authorize',
      token_endpoint: 'https://as.example/token',
      revocation_endpoint: 'https://as.example/revoke',
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      ...changes.metadata,
    },
  });

/** What one rule says of a connection, of which more may be known. */
export const judgeBy = (
  name: AdviceRuleName,
  connection: Connection,
  more: Partial<KnownOfConnection> = {},
) => {
  const rule = RULES.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  return rule.judge({
    connection,
    now: day(10),
    isLocal: false,
    reach: reachOf(connection.grantedScope, connection.options?.preset),
    handedOutScope: new Set(),
    stated: connection.accessTokenLifetime,
    hasNoStatedExpiry: false,
    hasTokenInFragment: false,
    ...more,
  });
};

/** Sources with nothing but connections in them. */
export const sourcesOf = (
  connections: readonly Connection[],
  more: Partial<AdviceSources> = {},
): AdviceSources => ({
  connections,
  now: day(10),
  tokenOf: () => undefined,
  ledger: [],
  trace: [],
  ...more,
});
