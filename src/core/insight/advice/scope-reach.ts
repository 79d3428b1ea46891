import { riskyTokens } from '../../catalogue/scope/scope-catalogue.ts';
import type { Scope } from '../../model/scope.ts';

/** How far a granted scope reaches. The two have no token in common. */
export interface ScopeReach {
  /** Scope tokens that mean everything. */
  readonly everything: readonly string[];
  /** Others that change, delete, or act in the person's name. */
  readonly risky: readonly string[];
}

/** Scope tokens that mean everything, wherever they are spelled so. */
const EVERYTHING = new Set([
  '*',
  'admin',
  'all',
  'full',
  'full_access',
  'fullaccess',
  'full_control',
  'god',
  'owner',
  'root',
  'sudo',
  'superuser',
  'user_impersonation',
  'cloud-platform',
]);

/** What means everything at one provider and may be harmless at another; the preset is the key. */
const EVERYTHING_AT: Readonly<Record<string, readonly string[]>> = { gitlab: ['api'] };

/** `admin:org`, `https://host/auth/cloud-platform` and `repo.*` count as much as `admin` and `*`. */
const isEverything = (token: string, preset = ''): boolean => {
  if (Object.hasOwn(EVERYTHING_AT, preset) && EVERYTHING_AT[preset]?.includes(token)) return true;
  const last = token.slice(token.lastIndexOf('/') + 1).toLowerCase();
  if (EVERYTHING.has(last) || last.endsWith('.*') || last.endsWith(':*')) return true;
  return last.startsWith('admin:') || last.startsWith('admin.');
};

/** How far `scope` reaches at the provider of that preset. */
export const reachOf = (scope: Scope, preset?: string): ScopeReach => ({
  everything: scope.filter((token) => isEverything(token, preset)),
  risky: riskyTokens(scope, preset)
    .map(({ token }) => token)
    .filter((token) => !isEverything(token, preset)),
});

/** The same, where thousands of connections have the same few scopes. */
export const createReach = (): typeof reachOf => {
  const known = new Map<string, ScopeReach>();
  return (scope, preset = '') => {
    const key = `${preset} ${scope.join(' ')}`;
    const reach = known.get(key) ?? reachOf(scope, preset);
    known.set(key, reach);
    return reach;
  };
};
