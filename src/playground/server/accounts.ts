/** A resource owner of the playground. There are no passwords: nothing here is worth one. */
export interface PlaygroundAccount {
  readonly sub: string;
  readonly name: string;
  readonly givenName: string;
  readonly email: string;
  readonly about: string;
}

/** The two people one can sign in as. */
export const ACCOUNTS: readonly PlaygroundAccount[] = [
  {
    sub: 'alice',
    name: 'Alice Liddell',
    givenName: 'Alice',
    email: 'alice@playground.example',
    about: 'Keeps notes and a full calendar',
  },
  {
    sub: 'bob',
    name: 'Bob Sawyer',
    givenName: 'Bob',
    email: 'bob@playground.example',
    about: 'Just moved in, nothing much yet',
  },
];

/** The account named `sub`, or undefined where there is none. */
export const findAccount = (sub: unknown): PlaygroundAccount | undefined =>
  ACCOUNTS.find((account) => account.sub === sub);

/** Everything known about an account as standard claims; the scopes decide what is given out. */
export const accountClaims = (account: PlaygroundAccount) => ({
  sub: account.sub,
  name: account.name,
  given_name: account.givenName,
  preferred_username: account.sub,
  email: account.email,
  email_verified: true,
});

/** Which claims a scope token gives. @see OpenID Connect Core §5.4 */
export const CLAIMS_BY_SCOPE = {
  openid: ['sub'],
  profile: ['name', 'given_name', 'preferred_username'],
  email: ['email', 'email_verified'],
} as const;
