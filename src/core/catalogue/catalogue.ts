import type { Connection } from '../model/connection.ts';
import { presetOf, type Preset } from './preset.ts';
import type { Provider } from './provider.ts';
import { ADFS } from './provider/adfs.ts';
import { AIRTABLE } from './provider/airtable.ts';
import { AMAZON_COGNITO } from './provider/amazon-cognito.ts';
import { ATLASSIAN } from './provider/atlassian.ts';
import { AUTH0 } from './provider/auth0.ts';
import { AUTHELIA } from './provider/authelia.ts';
import { AUTHENTIK } from './provider/authentik.ts';
import { AZURE_AD_B2C } from './provider/azure-ad-b2c.ts';
import { BITBUCKET } from './provider/bitbucket.ts';
import { CLOUDFLARE } from './provider/cloudflare.ts';
import { DISCORD } from './provider/discord.ts';
import { DROPBOX } from './provider/dropbox.ts';
import { DUENDE } from './provider/duende.ts';
import { FACEBOOK } from './provider/facebook.ts';
import { FIGMA } from './provider/figma.ts';
import { GITHUB } from './provider/github.ts';
import { GITHUB_APP } from './provider/github-app.ts';
import { GITLAB } from './provider/gitlab.ts';
import { GOOGLE } from './provider/google.ts';
import { HUBSPOT } from './provider/hubspot.ts';
import { HUGGING_FACE } from './provider/hugging-face.ts';
import { KANIDM } from './provider/kanidm.ts';
import { KEYCLOAK } from './provider/keycloak.ts';
import { LINEAR } from './provider/linear.ts';
import { LINKEDIN } from './provider/linkedin.ts';
import { MASTODON } from './provider/mastodon.ts';
import { MICROSOFT_ENTRA } from './provider/microsoft-entra.ts';
import { NOTION } from './provider/notion.ts';
import { OKTA } from './provider/okta.ts';
import { ORY_HYDRA } from './provider/ory-hydra.ts';
import { SALESFORCE } from './provider/salesforce.ts';
import { SENTRY } from './provider/sentry.ts';
import { SHOPIFY } from './provider/shopify.ts';
import { SLACK } from './provider/slack.ts';
import { SPOTIFY } from './provider/spotify.ts';
import { STRIPE_CONNECT } from './provider/stripe-connect.ts';
import { SUPABASE } from './provider/supabase.ts';
import { TWITCH } from './provider/twitch.ts';
import { VERCEL } from './provider/vercel.ts';
import { WSO2 } from './provider/wso2.ts';
import { X } from './provider/x.ts';
import { ZITADEL } from './provider/zitadel.ts';
import { ZOHO } from './provider/zoho.ts';
import { ZOOM } from './provider/zoom.ts';

/** Every provider: a new one is a file in `provider/` and a line here. */
export const PROVIDERS: readonly Provider[] = [
  ADFS,
  AIRTABLE,
  AMAZON_COGNITO,
  ATLASSIAN,
  AUTH0,
  AUTHELIA,
  AUTHENTIK,
  AZURE_AD_B2C,
  BITBUCKET,
  CLOUDFLARE,
  DISCORD,
  DROPBOX,
  DUENDE,
  FACEBOOK,
  FIGMA,
  GITHUB,
  GITHUB_APP,
  GITLAB,
  GOOGLE,
  HUBSPOT,
  HUGGING_FACE,
  KANIDM,
  KEYCLOAK,
  LINEAR,
  LINKEDIN,
  MASTODON,
  MICROSOFT_ENTRA,
  NOTION,
  OKTA,
  ORY_HYDRA,
  SALESFORCE,
  SENTRY,
  SHOPIFY,
  SLACK,
  SPOTIFY,
  STRIPE_CONNECT,
  SUPABASE,
  TWITCH,
  VERCEL,
  WSO2,
  X,
  ZITADEL,
  ZOHO,
  ZOOM,
];

/** Every preset, by name. */
export const PRESETS: readonly Preset[] = PROVIDERS.map(presetOf).toSorted((one, other) =>
  one.name.localeCompare(other.name, 'en'),
);

const PRESET_BY_ID: ReadonlyMap<string, Preset> = new Map(PRESETS.map((one) => [one.id, one]));

/** The preset of that id. */
export const presetById = (id: string): Preset | undefined => PRESET_BY_ID.get(id);

/**
 * Whether a refresh of this connection ends the access token before it at once, copies and all. Then
 * refresh late rather than early, and say so. @see RFC 6749 §6
 */
export const endsOldAccessToken = ({ options }: Pick<Connection, 'options'>): boolean =>
  options?.preset !== undefined && presetById(options.preset)?.refresh.endsOldAccessToken === true;
