import { seconds } from '../../../vocabulary/instant.ts';
import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { ANY_LOOPBACK_PORT, days, undiscovered, type Provider } from '../provider.ts';

const expiry = documented(
  'https://developer.spotify.com/blog/2026-06-18-refresh-token-expiration',
  '2026-11',
);
const redirects = documented(
  'https://developer.spotify.com/documentation/web-api/concepts/redirect_uri',
  '2026-11',
);
const pkce = reported(
  'https://docs.rs/crate/kopuz-server/latest/source/src/spotify/auth.rs',
  '2026-11',
);
const issue = reported('spotify/web-api#1202', '2026-11');
const noRotation = reported('aome510/spotify-player#1041', '2026-11');
const kept = reported('metabrainz/listenbrainz-server#1321', '2026-11');
const dashboard = reported('rigellute/spotify-tui#9', '2026-11');
const scheme = reported('spotipy-dev/spotipy#1186', '2026-11');

export const SPOTIFY: Provider = {
  id: 'spotify',
  name: 'Spotify',
  server: undiscovered(pkce('https://accounts.spotify.com'), {
    authorization_endpoint: pkce('https://accounts.spotify.com/authorize'),
    token_endpoint: expiry('https://accounts.spotify.com/api/token'),
  }),
  client: pkce({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'authorization_code' }),
  pkce: pkce('checked'),
  redirect: redirects({ ...ANY_LOOPBACK_PORT, privateUseScheme: true }),
  refresh: expiry({ by: 'default' }),
  rotation: noRotation({ rotates: 'never', endsOldAccessToken: false }),
  endedRefreshToken: issue([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: issue(seconds(3600)),
    // "6 months": the shorter reading, for a warning that is not too late.
    refreshTokenAge: expiry(days(181)),
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: issue(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['user-read-email'],
  scopeChange: NOT_KNOWN,
  scopes: recalled({
    'user-read-email': ['low', 'Reads your e-mail address.', 'profile-read'],
    'user-read-private': ['medium', 'Reads your country and subscription.', 'profile-read'],
    'playlist-read-private': ['medium', 'Reads your private playlists.', 'media-read'],
    'user-library-modify': ['high', 'Changes your library.', 'media-write'],
    'playlist-modify-public': ['high', 'Changes your public playlists.', 'media-write'],
    'user-modify-playback-state': ['high', 'Controls what plays on your devices.', 'media-write'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    redirects(
      'Refuses localhost; takes 127.0.0.1 and [::1], on any port if registered without one.',
    ),
    expiry('A login ends six months after the sign-in; refreshing does not extend it.'),
    kept('A refresh brings no refresh token: the one before stays.'),
    scheme('A private-use scheme is still taken, but advised against.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: dashboard('https://developer.spotify.com/dashboard'),
  grantsPage: recalled('https://www.spotify.com/account/apps/'),
};
