/** Why a message is sent, and what went wrong where somebody did without. */
export interface Lesson {
  readonly why: string;
  readonly pitfall?: string;
}

const DISCOVERY: Lesson = {
  why: 'Valet Key asks the issuer where its endpoints are. The answer must name the same issuer.',
  pitfall: 'Endpoints taken from anywhere else would send your codes and tokens there.',
};

/** By the section of the specification that a message is from. */
const LESSONS: Readonly<Record<string, Lesson>> = {
  'RFC 8414 §3.1': DISCOVERY,
  'OIDC Discovery §4.1': DISCOVERY,
  'RFC 6749 §4.1.1': {
    why: 'Valet Key opens your own browser. It sends a random state and the hash of a secret that it keeps: the code challenge (RFC 7636).',
    pitfall:
      'Without state, somebody else’s answer could be slipped in; without PKCE, a stolen code would be worth something.',
  },
  'RFC 6749 §3.1': {
    why: 'You sign in at the authorization server itself, and decide what to allow.',
    pitfall: 'A program that asks for the password in a window of its own could keep it.',
  },
  'RFC 6749 §4.1.2': {
    why: 'The browser brings a code back: good once, for a moment. State says which request it answers, iss from whom it is (RFC 9207).',
    pitfall:
      'In the implicit grant the token itself came here: in the URL, in the history, in every log.',
  },
  'RFC 6749 §4.1.3': {
    why: 'Valet Key exchanges the code directly, and proves with the code verifier that it was the one who asked.',
    pitfall: 'Whoever only saw the code has no verifier.',
  },
  'RFC 6749 §4.3.2': {
    why: 'The password itself is sent for a token: a grant that is kept for old servers alone.',
    pitfall: 'Whoever takes passwords teaches people to type them anywhere (RFC 9700 §2.4).',
  },
  'RFC 6749 §4.4.2': {
    why: 'No person is asked: the client gets a token in its own name, by its own secret or key.',
  },
  'RFC 7523 §2.1': { why: 'A signed statement that the server trusts is exchanged for a token.' },
  'RFC 8693 §2.1': {
    why: 'A token is exchanged for another one, for fewer rights or another audience.',
  },
  'RFC 8628 §3.1': { why: 'A device without a browser asks for a code that you type elsewhere.' },
  'RFC 8628 §3.4': {
    why: 'Valet Key asks whether you have decided, no more often than the server allows.',
    pitfall: 'Only type a code that you asked for yourself: it signs in whoever started it.',
  },
  'RFC 9126 §2.1': {
    why: 'The request goes to the server directly; the browser carries no more than a reference to it.',
    pitfall: 'What stands in a URL can be read and changed on its way.',
  },
  'RFC 7591 §3.1': { why: 'Valet Key registers itself as a client, instead of you by hand.' },
  'RFC 7517 §5': {
    why: 'The issuer’s public keys: with them the ID token’s signature is checked.',
    pitfall: 'An unchecked token can say anything.',
  },
  'RFC 6749 §6': {
    why: 'The refresh token gets a new access token without you. Where the server sends a new refresh token, it is stored before anybody gets the access token.',
    pitfall: 'A rotated refresh token that is lost in a crash ends the login.',
  },
  'RFC 7009 §2.1': {
    why: 'The server is asked to revoke a token.',
    pitfall: 'Forgetting it here alone would leave it alive there.',
  },
  'RFC 7662 §2.1': { why: 'The server is asked whether a token is alive, and what it may do.' },
  'OIDC Core §5.3.1': { why: 'The access token is used: the server tells who it belongs to.' },
  'RFC 6750 §2': {
    why: 'The access token opens a resource.',
    pitfall: 'Whoever bears it may use it: keep it short-lived and its scope small.',
  },
};

/** What is to be learned from a message of that section, if anything. */
export const lessonOf = (spec: string): Lesson | undefined =>
  Object.hasOwn(LESSONS, spec) ? LESSONS[spec] : undefined;
