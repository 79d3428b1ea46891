import { foreignText } from '../kit/words/foreign.ts';

const BULLETS = '•'.repeat(36);
const LONGEST = 70_000;

/** The token as bullets, or as text while it is revealed. */
export const TokenText = ({ accessToken }: { readonly accessToken: string | undefined }) =>
  accessToken === undefined ? (
    <p className="token-text">
      <span aria-hidden="true" className="token-bullets">
        {BULLETS}
      </span>
      <span className="sr-only">Hidden</span>
    </p>
  ) : (
    <div
      className="token-text token-text-shown mono"
      role="region"
      tabIndex={0}
      aria-label="Revealed access token"
    >
      <bdi>{foreignText(accessToken, LONGEST)}</bdi>
    </div>
  );
