import { action, both, fill, keys, press, region, type Shot } from './shot.ts';

const toNetwork = action('settings', keys('Control+,'), region('Network'));
const choosing = action(
  'choosing',
  keys('Control+,'),
  press('Trust an authority…'),
  fill('Server', 'keycloak.lan'),
  press('Choose a file…'),
);

/** Pictures of authorities, proxies and browsers. */
export const NETWORK_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'network', action: toNetwork }),
  ...both({ fixture: 'network', action: choosing }),
  ...both({ fixture: 'authorityRefused', action: choosing }),
  ...both({ fixture: 'proxyAsks' }),
  ...both({ fixture: 'proxyRefused' }),
  ...both({
    fixture: 'waitingElsewhere',
    action: action('menu', press('Open in another browser')),
  }),
  ...both({ fixture: 'unknownAuthority' }),
];
