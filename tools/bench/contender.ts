import type { BenchIssuer } from './issuer.ts';

/** One of those who are measured: how it is asked for a token, from outside as its users ask. */
export interface Contender {
  readonly name: string;
  /** The access token of the login at the `index`th issuer; a new one where `isForced`. */
  token(index: number, options?: TokenOptions): Promise<string>;
  stop(): Promise<void>;
}

export interface TokenOptions {
  readonly isForced?: boolean;
  readonly scope?: string;
}

/** Sets a contender up with one login at each issuer. */
export type StartContender = (issuers: readonly BenchIssuer[]) => Promise<Contender>;
