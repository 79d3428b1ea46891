import type { AppView, StorageView } from '../../../src/contract/app.ts';
import type { Fixture } from './fixtures.ts';

/** What these fixtures are made from. */
interface Makings {
  readonly base: Fixture;
  readonly app: (storage?: StorageView, part?: Partial<AppView>) => AppView;
}

const LOCKED: StorageView = { kind: 'keychain', state: 'locked' };
const MAY_BE_RESET: StorageView = { ...LOCKED, mayBeReset: true };
const READY: StorageView = { kind: 'keychain', state: 'ready' };

/** Storage that was reset, files that were put aside, and what the window begins with. */
export const desktopFixtures = ({ base, app }: Makings): Readonly<Record<string, Fixture>> => ({
  maybeReset: { ...base, app: app(MAY_BE_RESET) },
  lockedThenReset: { ...base, app: app(LOCKED), probed: MAY_BE_RESET },
  resetFound: { ...base, app: app(MAY_BE_RESET), resetOutcome: 'found' },
  resetSlow: { ...base, app: app(MAY_BE_RESET), silent: ['storage.reset-keychain'] },
  resetRefused: {
    ...base,
    app: app(MAY_BE_RESET),
    failures: { 'storage.reset-keychain': { code: 'VK_KEYCHAIN_LOCKED', fields: {} } },
  },
  unusedFiles: {
    ...base,
    app: app({
      ...READY,
      unusedFiles: [
        {
          document: 'settings',
          reason: 'damaged',
          name: 'settings.json.corrupt-20261125T080000Z',
          holds: [],
        },
        {
          document: 'connections',
          reason: 'newer',
          name: 'connections-a.json',
          holds: ['Work (login.example.com)'],
        },
        { document: 'providers', reason: 'unreadable', name: 'providers.json', holds: [] },
      ],
    }),
  },
  startsInSettings: {
    ...base,
    atHome: true,
    opening: { shown: { kind: 'page', page: 'settings' } },
  },
  startsWithLink: { ...base, opening: { resource: 'https://mcp.example.com/mcp' } },
  startsWithAction: { ...base, opening: { action: 'palette' } },
  longFolder: {
    ...base,
    app: app(READY, {
      folder: `/home/${'a-folder-with-a-very-long-name/'.repeat(6)}Valet Key \u202egnp.exe`,
      runtime: 'stand-in',
    }),
  },
});
