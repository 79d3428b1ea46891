/** C0, DEL, C1, bidirectional controls, zero-width characters and line separators; a joiner inside an emoji stays. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- finding control characters is the point
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d/gu;
/** More marks on one letter than any living script uses: they would paint over their neighbours. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/**
 * Text a server or a file gave us, made fit for one place on a screen: controls stripped, piled
 * marks cut, at most `longest` UTF-16 units. It is still foreign and still shown as text in a `<bdi>`.
 */
export const foreignText = (text: string, longest = 300): string => {
  const clean = text
    .slice(0, longest * 4)
    .replace(UNPRINTABLE, '\ufffd')
    .replace(PILED_MARKS, '$1');
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
};
