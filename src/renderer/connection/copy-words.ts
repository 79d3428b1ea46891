import type { CopiedView } from '../../contract/token.ts';
import type { CopyFormat } from '../../vocabulary/hand-out.ts';
import { shortWords, untilWords } from '../kit/words/time-words.ts';

/** A format in the copy menu. */
interface FormatWords {
  readonly label: string;
  readonly hint: string;
  /** Where tokens are bound to a key. @see RFC 9449 §7.1 */
  readonly boundHint: string;
}

const WITH_PROOF = 'With a proof: good once, for a minute';

/** Every format, in the order of the menu. */
export const COPY_FORMATS: Readonly<Record<CopyFormat, FormatWords>> = {
  raw: {
    label: 'Token',
    hint: 'The bare access token',
    boundHint: 'Of no use without a proof for each request',
  },
  bearer: {
    label: 'Authorization header',
    hint: 'Authorization: Bearer …',
    boundHint: 'Authorization: DPoP …, without a proof',
  },
  curl: { label: 'curl command', hint: 'curl -H …', boundHint: WITH_PROOF },
  httpie: { label: 'HTTPie command', hint: 'http --auth …', boundHint: WITH_PROOF },
  fetch: { label: 'JavaScript fetch', hint: 'await fetch(…)', boundHint: WITH_PROOF },
  environment: {
    label: 'Environment variable',
    hint: 'export …_ACCESS_TOKEN=…',
    boundHint: 'Of no use without a proof for each request',
  },
};

/** The formats in the order of the menu. */
export const COPY_FORMAT_IDS = Object.keys(COPY_FORMATS).filter((id): id is CopyFormat =>
  Object.hasOwn(COPY_FORMATS, id),
);

/** Until when a copied token is good, and what may end it before. */
export const copyLifeWords = (
  { expiresAt }: Pick<CopiedView, 'expiresAt'>,
  now: number,
  refreshEndsToken: boolean,
): string => {
  if (expiresAt <= now) return 'expired by now';
  const until = `good until ${untilWords(expiresAt, now)}`;
  return refreshEndsToken
    ? `${until} or the next refresh`
    : `${until} (${shortWords(expiresAt - now)})`;
};

/** Why a copied token lives for less than was promised; undefined where it does not. */
export const promiseWords = ({
  because,
  promised,
  lifetime,
  lifetimeAssumed,
}: CopiedView): string | undefined => {
  const wanted = shortWords(promised * 60_000);
  const life = shortWords(lifetime * 1000);
  switch (because) {
    case 'server-lifetime':
      if (lifetimeAssumed) {
        return `The server does not say how long its tokens live: no more than ${life} is counted on, and you want ${wanted}.`;
      }
      // Then only a token that was made this moment would do.
      return lifetime >= promised * 60
        ? `You want ${wanted}, and this server’s tokens live for ${life}: not every copy is worth a new one.`
        : `You want ${wanted}, but this server makes tokens that live for ${life}.`;
    case 'not-renewable':
      return `You want ${wanted}, but nothing can refresh this token.`;
    case 'not-reached':
      return `You want ${wanted}, but the server could not be asked for a newer token.`;
    case undefined:
      return undefined;
  }
};
