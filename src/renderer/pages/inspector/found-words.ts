import type { FoundTokenView } from '../../../contract/view-inspection.ts';

const PLACES: Readonly<Record<FoundTokenView['place'], string>> = {
  alone: '',
  broken: 'Line breaks and spaces in the token were left out',
  'authorization-header': 'Taken from an Authorization header',
  'json-member': 'Taken from the JSON member',
  parameter: 'Taken from the parameter',
  text: 'Taken from the text around it',
};

/** Where in the pasted text the token was; nothing where it was all there was. */
export const foundWords = ({ place, name }: FoundTokenView): string =>
  name === undefined ? PLACES[place] : `${PLACES[place]} ${name}`;

/** What else lay beside it. A refresh token is worth more than the one that was looked at. */
export const othersWords = ({ others }: FoundTokenView): string | undefined => {
  if (others.length === 0) return undefined;
  const list = new Intl.ListFormat('en').format(others);
  const hint = others.some((name) => /^refresh/.test(name))
    ? 'Do not leave a refresh token lying about.'
    : 'Paste one alone to look at it.';
  return `There is also ${list}, not looked at. ${hint}`;
};
