import type { Questions } from '../../core/agent/questions.ts';
import { foreignText } from '../../core/fault/foreign-text.ts';
import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { WantedAccess } from '../../core/model/approval.ts';
import { displayName, type Connection } from '../../core/model/connection.ts';
import type { Consumer } from '../../core/model/consumer.ts';
import { parseScope, printScope, scopeCovers } from '../../core/model/scope.ts';
import type { Log } from '../../core/port/log.ts';
import type { ConnectionStore } from '../../core/port/stores.ts';
import type { Clock } from '../../core/port/system.ts';
import type { PolicyReading, PolicyRule } from './policy-file.ts';

/** What is asked of the file instead of a person. */
export interface PolicyQuestions extends Questions {
  /** Reads the file again. What it says from now on holds, also where it says nothing. */
  reload(): void;
}

export interface PolicyPorts {
  /** Where the file lies: for whoever has to change it. */
  readonly path: string;
  readonly read: () => PolicyReading;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * Answers each question at once by the policy file, for as long as one request: nothing is remembered, so a
 * rule that is taken out ends with the next reading of the file. What no rule allows fails with
 * VK_NOT_IN_POLICY, whose fields say which rule is missing.
 */
export const createPolicyQuestions = (ports: PolicyPorts): PolicyQuestions => {
  const { path, read, connections, clock, log } = ports;
  let reading: PolicyReading;
  const reload = (): void => {
    reading = read();
    if (reading.kind === 'read') log.info('policy.read', { rules: reading.rules.length });
    else log.warn('policy.unusable', { why: reading.why });
  };
  reload();
  return {
    reload,
    ask(wanted, _reason, signal) {
      signal.throwIfAborted();
      const connection = connections.get(wanted.connectionId);
      const refuse = (fields: Readonly<Record<string, string>>): Promise<never> => {
        log.info('policy.refused', { purpose: wanted.purpose });
        return Promise.reject(
          new ValetKeyError('VK_NOT_IN_POLICY', {
            fields: { policy: foreignText(path), ...fields },
          }),
        );
      };
      if (connection === undefined) return refuse({});
      if (reading.kind === 'unusable') return refuse({ unusable: foreignText(reading.why) });
      const now = clock.now();
      if (reading.rules.some((rule) => allows(rule, wanted, connection, now))) {
        return Promise.resolve({ lifetime: 'once', scope: wanted.scope });
      }
      if (wanted.purpose === 'more-access') return refuse({ why: 'a file cannot sign in' });
      if (wanted.purpose === 'use') return refuse({ why: 'a file allows tokens, not their use' });
      return refuse({ missing: missingRule(wanted, connection) });
    },
    list: () => [],
    answer() {
      throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'questionId' } });
    },
    // No question is ever open.
    endAll: () => undefined,
  };
};

const allows = (
  { consumer, connection, scope, resource, may = ['token'], until }: PolicyRule,
  wanted: WantedAccess,
  { id, ...rest }: Connection,
  now: number,
): boolean =>
  may.some((purpose) => purpose === wanted.purpose) &&
  (until === undefined || now < Date.parse(until)) &&
  (connection === id || connection === displayName({ id, ...rest })) &&
  resource === wanted.resource &&
  scopeCovers(parseScope(scope), wanted.scope) &&
  isMeant(consumer, wanted.consumer);

/** What the system cannot recognise is meant only where every program of this user is. */
const isMeant = (rule: PolicyRule['consumer'], consumer: Consumer): boolean => {
  if ('any_program' in rule) return true;
  if (consumer.isWeak || consumer.container !== undefined) return false;
  if ('service' in rule) return consumer.service === rule.service;
  const actor = consumer.programs.at(-1);
  return (
    actor?.executable === rule.executable &&
    actor.script === rule.script &&
    (rule.folder === undefined || rule.folder === consumer.folder)
  );
};

/** The rule that would have allowed it, as it would stand in the file. */
const missingRule = (wanted: WantedAccess, connection: Connection): string => {
  const { consumer, purpose, scope, resource } = wanted;
  return JSON.stringify({
    consumer: consumerOfRule(consumer),
    connection: foreignText(displayName(connection)),
    scope: printScope(scope),
    ...(resource === undefined ? {} : { resource: foreignText(resource) }),
    ...(purpose === 'token' ? {} : { may: [purpose] }),
  });
};

const consumerOfRule = ({
  isWeak,
  container,
  service,
  programs,
}: Consumer): PolicyRule['consumer'] => {
  if (isWeak || container !== undefined) return { any_program: true };
  if (service !== undefined) return { service: foreignText(service) };
  const { executable = '?', script } = programs.at(-1) ?? {};
  return {
    executable: foreignText(executable),
    ...(script === undefined ? {} : { script: foreignText(script) }),
  };
};
