import type { InspectionView, TokenPartView, ClaimView } from '../../../contract/inspection.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { PART_WORDS } from './token-words.ts';

/** Claims as the JSON object they were, member by member, in order. For reading, not for parsing. */
const rawJson = (claims: readonly ClaimView[]): string => {
  if (claims.length === 0) return '{}';
  const members = claims.map(({ name, text }) => `  "${name.replaceAll('"', '\\"')}": ${text}`);
  return `{\n${members.join(',\n')}\n}`;
};

const MAX_RAW = 400_000;
const MAX_PART = 20_000;

const textOf = ({ text, length }: TokenPartView): string => {
  if (text === undefined) return `(${length} characters, not shown)`;
  return text.length < length ? `${foreignText(text, MAX_PART)}…` : foreignText(text, MAX_PART);
};

/** The raw token, each part between the dots in its own colour. */
const Parts = ({ parts }: { readonly parts: readonly TokenPartView[] }) => (
  <figure className="raw">
    <figcaption className="row stretch wrap gap-1 gap-x-4">
      {parts.map(({ name, length }) => (
        <span key={name} className={`medium part-${name}`}>
          {PART_WORDS[name]} <span className="faint regular">{length}</span>
        </span>
      ))}
    </figcaption>
    <pre className="raw-text well break mono selectable" tabIndex={0} aria-label="Raw token">
      {parts.map((part, place) => (
        <span key={part.name}>
          {place > 0 && <span className="faint regular">.</span>}
          <bdi className={part.text === undefined ? 'faint regular' : `part-${part.name}`}>
            {textOf(part)}
          </bdi>
        </span>
      ))}
    </pre>
  </figure>
);

/** Lines keep their ends: each is made fit to show by itself. */
const rawText = (claims: readonly ClaimView[]): string =>
  rawJson(claims)
    .slice(0, MAX_RAW)
    .split('\n')
    .map((line) => foreignText(line, 4200))
    .join('\n');

interface DecodedProps {
  readonly title: string;
  readonly part: 'header' | 'payload';
  readonly claims: readonly ClaimView[];
}

const Decoded = ({ title, part, claims }: DecodedProps) => (
  <figure className="raw">
    <figcaption>
      <span className={`medium part-${part}`}>{title}</span>
    </figcaption>
    <pre
      className={`raw-text well break mono selectable raw-${part}`}
      tabIndex={0}
      aria-label={title}
    >
      <bdi>{rawText(claims)}</bdi>
    </pre>
  </figure>
);

/** The token's own text and what is encoded in it. */
export const RawToken = ({ token }: { readonly token: InspectionView }) => (
  <>
    <Parts parts={token.parts} />
    <Decoded title="Header, decoded" part="header" claims={token.header} />
    {token.format === 'jwt' && (
      <Decoded title="Payload, decoded" part="payload" claims={token.claims} />
    )}
  </>
);
