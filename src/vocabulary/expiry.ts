/** Why a login will end: `idle`, unused for too long, which a refresh puts off; `age`, which only a sign-in helps. */
export const EXPIRY_CAUSES = ['idle', 'age'] as const;
export type ExpiryCause = (typeof EXPIRY_CAUSES)[number];

/** How an expiry is known: the server said so, the catalogue knows the provider, or earlier logins there ended so. */
export const EXPIRY_SOURCES = ['stated', 'known', 'observed'] as const;
export type ExpirySource = (typeof EXPIRY_SOURCES)[number];
