import type { Connection } from '../../core/model/connection.ts';
import {
  knownScopes,
  meaningOfScope,
  type ScopeMeaning,
} from '../../core/catalogue/scope/scope-catalogue.ts';
import { PRESETS } from '../../core/catalogue/catalogue.ts';
import type { Preset } from '../../core/catalogue/preset.ts';
import type { PresetView } from '../../contract/provider.ts';
import type { ScopeMeaningView } from '../../contract/scope.ts';

/** Every preset, by name. */
export const presetViews = (): PresetView[] => PRESETS.map(presetView);

const presetView = (preset: Preset): PresetView => ({
  id: preset.id,
  name: preset.name,
  issuer: preset.server.issuer,
  placeholders: [...preset.server.placeholders],
  discovery: preset.server.discovery,
  publicClient: preset.publicClient,
  tokenEndpointAuthMethod: preset.tokenEndpointAuthMethod,
  flow: preset.flow,
  redirect: {
    method: redirectMethodOf(preset),
    paste: preset.redirect.paste,
    port: preset.redirect.port,
  },
  refresh: preset.refresh,
  defaultScope: [...preset.defaultScope],
  scopes: knownScopes(preset).map(meaningView),
  quirks: [...preset.quirks],
  revocation: preset.revocation,
  lifetimes: preset.lifetimes,
  grantsPage: preset.grantsPage,
  checkedOn: preset.checkedOn,
  source: [...preset.source],
  recalled: [...preset.recalled],
});

/** Loopback where the provider takes it: a port is ours while we listen, a scheme never quite is. */
const redirectMethodOf = ({ redirect }: Preset): 'loopback' | 'private-use-scheme' =>
  redirect.hosts.length === 0 && redirect.privateUseScheme ? 'private-use-scheme' : 'loopback';

/** What a connection's scope tokens allow or would allow, as far as anybody has told us. */
export const scopeMeanings = ({
  grantedScope,
  requestedScope,
  options,
}: Pick<Connection, 'grantedScope' | 'requestedScope' | 'options'>): ScopeMeaningView[] =>
  [...new Set([...grantedScope, ...requestedScope])].map((token) => scopeMeaning(token, options));

/** What one scope token allows, as far as anybody has told us. */
export const scopeMeaning = (token: string, options: Connection['options']): ScopeMeaningView => {
  const meaning = meaningOfScope(token, options?.preset);
  return meaning === undefined ? { token } : meaningView(meaning);
};

/** A meaning as a window sees it. */
export const meaningView = (meaning: ScopeMeaning): ScopeMeaningView => ({
  ...meaning,
  capabilities: [...meaning.capabilities],
});
