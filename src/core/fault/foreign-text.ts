import { redactLiveSecrets, wholeSecretsUpTo } from '../secret/registry.ts';

const LONGEST = 200;
/** No more is looked at, whatever of it turns out to be unprintable. */
const MOST_LOOKED_AT = 16 * 1024;
/** C0, DEL, C1, bidirectional controls, line separators and whatever shows as nothing: no sentence needs them. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- stripping control characters is the point
  /[\u0000-\u001f\u007f-\u009f\u061c\u2028-\u202e\u2066-\u2069\u2800\ufff9-\ufffb\u{13430}-\u{1343f}\u{1d159}]|\p{Cs}|(?!\ufe0f)\p{Default_Ignorable_Code_Point}|(?<!\p{Emoji})\ufe0f/gu;

/**
 * Text a server or a file gave us, made fit to quote on a screen: controls and bidirectional marks
 * stripped, live secrets taken out (a server may repeat what we sent it), at most 200 characters.
 * Still foreign, still shown as a quotation and as text.
 */
export const foreignText = (text: string): string => {
  const end = wholeSecretsUpTo(text, MOST_LOOKED_AT);
  const clean = redactLiveSecrets(text.slice(0, end)).replace(UNPRINTABLE, ' ').trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
};
