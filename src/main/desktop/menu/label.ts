import { foreignText } from '../../../core/fault/foreign-text.ts';

const LONGEST = 40;

/**
 * Foreign text as a menu's label: cleaned, short, and with each ampersand doubled, for a single one
 * would underline the letter after it.
 */
export const menuLabel = (text: string): string => {
  const clean = foreignText(text);
  const short = clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
  return short.replaceAll('&', '&&');
};
