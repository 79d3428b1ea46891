import type { Draft } from './draft.ts';

const needed = (text: string, words: string): string | undefined =>
  text.trim() === '' ? words : undefined;

const wholeNumber = (text: string, least: number, most: number): boolean => {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value >= least && value <= most;
};

const portProblem = ({ loopbackPort }: Draft): string | undefined =>
  loopbackPort.trim() === '' || wholeNumber(loopbackPort, 1024, 65_535)
    ? undefined
    : 'A port from 1024 to 65535, or nothing for any port.';

const ageProblem = ({ maxAge }: Draft): string | undefined =>
  maxAge.trim() === '' || wholeNumber(maxAge, 0, 31_536_000)
    ? undefined
    : 'Whole seconds, up to a year.';

/** An absolute URI without a fragment. RFC 8707 §2 */
const resourceProblem = ({ resource }: Draft): string | undefined => {
  const text = resource.trim();
  if (text === '' || (URL.canParse(text) && !text.includes('#'))) return undefined;
  return 'A whole address without “#”, such as https://api.example.com (RFC 8707 §2).';
};

const isDetail = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  value.type !== '';

/** An array of objects, each with a type. RFC 9396 §2 */
const detailsProblem = ({ authorizationDetails }: Draft): string | undefined => {
  if (authorizationDetails.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(authorizationDetails);
    if (Array.isArray(value) && value.length > 0 && value.every(isDetail)) return undefined;
    return 'A list in […] of objects, each with a “type” (RFC 9396 §2).';
  } catch {
    return 'This is not JSON yet: look for a missing quote, comma or bracket.';
  }
};

const extraProblem = ({ extraParameters }: Draft): string | undefined => {
  const names = extraParameters.map(({ name }) => name.trim());
  if (extraParameters.some(({ name, value }) => name.trim() === '' && value !== '')) {
    return 'A parameter needs a name.';
  }
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  return twice === undefined ? undefined : 'A parameter may occur once (RFC 6749 §3.1).';
};

/** What is wrong with the shape of a grant's own fields and of the request's. */
export const grantProblems = (draft: Draft): Readonly<Record<string, string | undefined>> => ({
  username: needed(draft.username, 'Enter the user name.'),
  password: draft.password === '' ? 'Enter the password.' : undefined,
  understood: draft.understood ? undefined : 'Tick this to go on.',
  refreshToken: needed(draft.refreshToken, 'Paste the refresh token.'),
  subject: draft.subject === undefined ? 'Choose the connection to exchange from.' : undefined,
  assertion: needed(draft.assertion, 'Paste the signed assertion.'),
  loopbackPort: portProblem(draft),
  maxAge: ageProblem(draft),
  resource: resourceProblem(draft),
  authorizationDetails: detailsProblem(draft),
  extraParameters: extraProblem(draft),
});
