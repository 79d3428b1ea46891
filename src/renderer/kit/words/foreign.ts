/** C0, DEL, C1, bidirectional controls, line separators and whatever shows as nothing; what is inside an emoji stays. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- finding control characters is the point
  /[\u0000-\u001f\u007f-\u009f\u061c\u2028-\u202e\u2066-\u2069\u2800\ufff9-\ufffb\u{13430}-\u{1343f}\u{1d159}]|\p{Cs}|(?![\u200d\ufe0f])\p{Default_Ignorable_Code_Point}|(?<!\p{Emoji})\ufe0f|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d/gu;
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
