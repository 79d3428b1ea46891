import { KeyRound } from 'lucide-react';
import { foreignText } from './words/foreign.ts';

const HUES = 6;

/** The same hue for the same text, always. */
const hueOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7) %
  HUES;

const initialsOf = (name: string): string => {
  const words = foreignText(name, 60)
    .split(/[\s@._-]+/u)
    .flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? []);
  return words.slice(0, 2).join('').toLocaleUpperCase();
};

interface AvatarProps {
  readonly name: string;
  /** What decides the hue, so that a renamed connection keeps its colour. */
  readonly seed: string;
  readonly size?: 'small' | 'large';
}

/** Initials on a soft colour. Decoration: the name stands beside it. */
export const Avatar = ({ name, seed, size = 'small' }: AvatarProps) => {
  const initials = initialsOf(name);
  return (
    <span className={`avatar bold flex-none avatar-${size} hue-${hueOf(seed)}`} aria-hidden="true">
      {initials === '' ? <KeyRound size={size === 'large' ? 20 : 14} /> : <bdi>{initials}</bdi>}
    </span>
  );
};
