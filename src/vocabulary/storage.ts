/** How secrets are kept, shown to the person in plain words. */
export const STORAGE_KINDS = ['keychain', 'vault', 'memory'] as const;
export type StorageKind = (typeof STORAGE_KINDS)[number];

/**
 * What is known of the operating system's keychain.
 * `no-native`: the addon does not load. `absent`: no secret service answers. `locked`: it answers
 * but our canary does not read back. `waiting`: a call has been pending for 3 s (a prompt, probably).
 * `fault`: the canary is another one (another profile or keyring) or a call failed oddly.
 */
export const KEYCHAIN_STATES = [
  'unknown',
  'ready',
  'locked',
  'waiting',
  'absent',
  'no-native',
  'fault',
] as const;
export type KeychainState = (typeof KEYCHAIN_STATES)[number];

/** The files whose failure a person is shown. */
export const DOCUMENTS = ['settings', 'connections', 'providers'] as const;
export type DocumentName = (typeof DOCUMENTS)[number];

/**
 * Why a file, or a part of it, is not used. `damaged`: kept under another name beside the others.
 * `newer`: a later version wrote the whole file, `newer-records`: some of its records; both stay in
 * place. `unreadable`: it can be neither read nor moved, and nothing is written over it.
 */
export const NOT_USED_REASONS = ['damaged', 'newer', 'newer-records', 'unreadable'] as const;
export type NotUsedReason = (typeof NOT_USED_REASONS)[number];
