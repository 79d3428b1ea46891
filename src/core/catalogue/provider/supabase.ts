import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { undiscovered, type Provider } from '../provider.ts';

const docs = documented(
  'supabase/supabase apps/docs/content/guides/integrations/build-a-supabase-oauth-integration.mdx',
  '2026-11',
);
const status = reported('NousResearch/hermes-agent#34274', '2026-11');
const missingSecret = reported('NousResearch/hermes-agent#29680', '2026-11');
const deadClient = reported('supabase/mcp#355', '2026-11');

/** The interface that manages projects; the server inside of a project is another. */
export const SUPABASE: Provider = {
  id: 'supabase',
  name: 'Supabase (management)',
  server: undiscovered(docs('https://api.supabase.com'), {
    authorization_endpoint: docs('https://api.supabase.com/v1/oauth/authorize'),
    token_endpoint: docs('https://api.supabase.com/v1/oauth/token'),
  }),
  client: docs({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_basic',
    flow: 'authorization_code',
  }),
  pkce: docs('checked'),
  redirect: NOT_KNOWN,
  refresh: docs({ by: 'default' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: [],
  scopeChange: docs({ effect: 'fixed', isGranular: false }),
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    docs('Scopes are set on the app; what is asked for is ignored.'),
    docs('The redirect URI is compared exactly.'),
    status('Its token endpoint answers with status 201.'),
    missingSecret('A missing secret is refused with status 422 and no OAuth error.'),
    deadClient('A client that is gone ends on an error page in the browser, not in this program.'),
    docs('When the person ends the grant, access tokens stop at once.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
