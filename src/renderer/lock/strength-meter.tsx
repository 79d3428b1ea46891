import { passphraseWords } from './passphrase-words.ts';
import './strength-meter.css';

/** How strong a passphrase is, as three bars and in words. */
export const StrengthMeter = ({ passphrase }: { readonly passphrase: string }) => {
  const { level, words } = passphraseWords(passphrase);
  return (
    <span className={`row gap-2 strength-${level}`}>
      <span className="strength-bars row stretch flex-none" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={bar <= level ? 'strength-bar strength-on' : 'strength-bar'} />
        ))}
      </span>
      <span>{words}</span>
    </span>
  );
};
