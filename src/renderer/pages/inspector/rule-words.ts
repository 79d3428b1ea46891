/** What each rule asks, in plain words: a name alone says nothing to who has not read it before. */
const ACCESS_TOKEN: Readonly<Record<string, string>> = {
  typ: 'Says that it is an access token (at+jwt)',
  alg: 'Is signed',
  iss: 'Names its issuer',
  exp: 'Says when it ends',
  aud: 'Says who may accept it',
  sub: 'Says whom it is about',
  client_id: 'Says which client it was given to',
  iat: 'Says when it was made',
  jti: 'Has a number of its own',
  scope: 'Its scope, if any, is well-formed',
  'expected issuer': 'Its issuer is the one expected',
  'expected audience': 'It is for the expected resource',
  'in time': 'It is in force at this moment',
};

const ID_TOKEN: Readonly<Record<string, string>> = {
  format: 'Can be read by the rules for JWTs',
  alg: 'Is signed as the issuer says it signs',
  typ: 'Does not say that it is something else',
  iss: 'Comes from the expected issuer',
  sub: 'Says whom it is about',
  aud: 'Is for this client',
  azp: 'Was made for this client',
  exp: 'Has not ended at this moment',
  iat: 'Was not made after this moment',
  nbf: 'Has begun at this moment',
  nonce: 'Answers the request that was sent',
  auth_time: 'The sign-in was recent enough',
  at_hash: 'Belongs to the access token beside it',
};

/** Which list a rule's name belongs to. */
export type RuleSet = 'access-token' | 'id-token';

/** The rule in plain words; the name itself where it is new to us. */
export const ruleWords = (set: RuleSet, name: string): string => {
  const table = set === 'access-token' ? ACCESS_TOKEN : ID_TOKEN;
  return (Object.hasOwn(table, name) ? table[name] : undefined) ?? name;
};
