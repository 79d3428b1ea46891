import type { AskAgainWay } from '../../vocabulary/scope.ts';
import type { App } from '../../core/app.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { Scope } from '../../core/model/scope.ts';
import { allMeanings, scopeChoices } from '../../core/catalogue/scope-catalogue.ts';
import { presetById } from '../../core/catalogue/catalogue.ts';
import type { Preset } from '../../core/catalogue/preset.ts';
import { readChallenge, type TokenChallenge } from '../../core/oauth/challenge.ts';
import {
  type AskAgainPreview,
  previewAskAgain,
  type RepeatableGrant,
} from '../../core/sign-in/ask-again.ts';
import { providerOf } from '../../core/catalogue/preset-of-connection.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import { scopeHistory, type ScopeHistory } from '../../core/insight/scope-history.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { AskAgainView, ChallengeView, ScopeHistoryView } from '../../contract/scope.ts';
import { scopeMeaning } from './views.ts';
import { askedAgain } from '../../core/sign-in/start-sign-in.ts';

type ScopeUseCases = Pick<App, 'connections' | 'now'> & {
  readonly ledger: Pick<App['ledger'], 'list'>;
};

type ScopeCommand =
  | 'scope.known'
  | 'connection.scope-history'
  | 'connection.scope-choices'
  | 'connection.preview-again'
  | 'connection.read-challenge';

/** Marks of one scope token in the picture: more would touch each other. */
const COLUMNS = 60;

/** Commands about what a connection may do, and what asking for something else would do. */
export const scopeHandlers = ({
  connections,
  ledger,
  now,
}: ScopeUseCases): Pick<Handlers, ScopeCommand> => {
  const required = (id: Connection['id']) => requireConnection(connections, id);
  return {
    'scope.known': ({ preset }) => allMeanings(preset),
    'connection.scope-history': ({ connectionId }) => {
      const connection = required(connectionId);
      const entries = ledger.list();
      return historyView(connection, scopeHistory(connection, entries, now(), COLUMNS));
    },
    'connection.scope-choices': ({ connectionId }) => {
      const connection = required(connectionId);
      return scopeChoices(connection, presetOf(connection)).map(({ source, keeps, token }) => ({
        ...scopeMeaning(token, connection.options),
        source,
        keeps,
      }));
    },
    'connection.preview-again': ({ connectionId, ...asked }) => {
      const connection = required(connectionId);
      return previewView(connection, previewAskAgain(connection, askedAgain(connection, asked)));
    },
    'connection.read-challenge': ({ connectionId, text }) =>
      challengeView(required(connectionId), text),
  };
};

const presetOf = ({ options }: Connection): Preset | undefined =>
  options?.preset === undefined ? undefined : presetById(options.preset);

const historyView = (
  connection: Connection,
  { tokens, ...history }: ScopeHistory,
): ScopeHistoryView => ({
  ...history,
  tokens: withNeeds(connection, tokens).map((record) => ({
    ...record,
    ...scopeMeaning(record.token, connection.options),
  })),
});

const withNeeds = (connection: Connection, tokens: ScopeHistory['tokens']) => {
  const choices = scopeChoices(connection, presetOf(connection));
  const needs = new Map(choices.map(({ token, keeps }) => [token, keeps]));
  return tokens.map((record) => ({ ...record, keeps: needs.get(record.token) }));
};

const HOW: Readonly<Record<RepeatableGrant['kind'], AskAgainWay>> = {
  authorization_code: 'browser',
  'urn:ietf:params:oauth:grant-type:device_code': 'device',
  client_credentials: 'direct',
};

const previewView = (connection: Connection, preview: AskAgainPreview): AskAgainView => {
  const { metadata, issuer, options } = connection;
  const meanings = (scope: Scope) => scope.map((token) => scopeMeaning(token, options));
  const how = preview.grant === undefined ? 'none' : HOW[preview.grant];
  const endpoint = {
    browser: metadata.authorization_endpoint,
    device: metadata.device_authorization_endpoint,
    direct: metadata.token_endpoint,
    none: undefined,
  }[how];
  return {
    how,
    host: new URL(endpoint ?? issuer).host,
    added: meanings(preview.added),
    kept: meanings(preview.kept),
    dropped: meanings(preview.dropped),
    parameters: preview.parameters.map(([name, value]) => ({ name, value })),
    isPushed: preview.isPushed,
    isSigned: preview.isSigned,
    loses: losses(connection, [...preview.added, ...preview.kept]),
    provider: providerView(connection),
  };
};

const losses = (connection: Connection, asked: readonly string[]): AskAgainView['loses'] =>
  scopeChoices(connection, presetOf(connection)).flatMap(({ token, source, keeps }) =>
    source === 'held' && keeps !== undefined && !asked.includes(token) ? [keeps] : [],
  );

const providerView = (connection: Connection): AskAgainView['provider'] => {
  const preset = presetOf(connection);
  if (preset === undefined) return undefined;
  const { name, scopeChange, recalled } = preset;
  return {
    name,
    ...scopeChange,
    isRecalled: recalled.includes('scopeChange'),
    grantsPage: providerOf(connection)?.grantsPage,
  };
};

const challengeView = (connection: Connection, text: string): ChallengeView => {
  const reading = readChallenge(text);
  if (reading.kind === 'nothing-asked') return reading;
  const { challenge, unusable } = reading;
  switch (challenge.kind) {
    case 'invalid-token':
      return challenge;
    case 'insufficient-scope':
      return { kind: challenge.kind, scope: askedScope(connection, challenge.scope), unusable };
    case 'step-up':
      return {
        ...challenge,
        scope: askedScope(connection, challenge.scope ?? []),
        unusable,
        isUnknownAcr: isUnknownAcr(connection, challenge),
      };
  }
};

const askedScope = ({ grantedScope, options }: Connection, scope: readonly string[]) =>
  scope.map((token) => ({
    ...scopeMeaning(token, options),
    isGranted: grantedScope.includes(token),
  }));

/** The server publishes what it knows, and the API asks for something else. */
const isUnknownAcr = (
  { metadata }: Connection,
  { acrValues }: Extract<TokenChallenge, { kind: 'step-up' }>,
): boolean => {
  const known = metadata.acr_values_supported ?? [];
  if (acrValues === undefined || known.length === 0) return false;
  return !acrValues.split(' ').some((value) => known.includes(value));
};
