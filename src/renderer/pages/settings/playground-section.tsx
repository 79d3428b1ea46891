import type { PlaygroundView } from '../../../contract/app.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { withCurrent } from './presets.ts';
import { shortWords } from '../../kit/words/time-words.ts';
import { Chip, Dot } from '../../kit/chip.tsx';
import { Choice } from '../../kit/choice.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Section } from './section.tsx';

const LIFETIMES: readonly number[] = [30, 60, 300, 3600];

const FORMATS = [
  { value: 'jwt', label: 'JWT', hint: 'Readable claims (RFC 9068)' },
  { value: 'opaque', label: 'Opaque', hint: 'Only the server can read it' },
] as const;

const STATES = {
  stopped: { tone: 'idle', words: 'Not running' },
  starting: { tone: 'warn', words: 'Starting' },
  running: { tone: 'good', words: 'Running' },
  failed: { tone: 'bad', words: 'Failed to start' },
} as const;

const StateChip = ({ playground }: { readonly playground: PlaygroundView }) => {
  const { tone, words } = STATES[playground.state];
  return (
    <Chip title={foreignText(playground.issuer ?? words)}>
      <Dot tone={tone} />
      {words}
    </Chip>
  );
};

type Options = Pick<PlaygroundView, 'accessTokenLifetime' | 'accessTokenFormat'>;

/** What tokens the playground gives; it holds for the next ones. */
export const PlaygroundSection = () => {
  const { value, askAgain } = useQuery('playground.status', {}, ['playground.changed']);
  const { run, state } = useCommand('playground.configure');
  if (value === undefined) return null;
  const { accessTokenFormat, accessTokenLifetime } = value;
  const change = (part: Partial<Options>) =>
    void run({ accessTokenFormat, accessTokenLifetime, ...part }).then(askAgain);
  return (
    <Section
      title="Playground"
      lead="The authorization server on this computer. Changes apply from the next token."
      action={<StateChip playground={value} />}
    >
      <Choice
        label="Access tokens live"
        choices={withCurrent(LIFETIMES, accessTokenLifetime).map((lifetime) => ({
          value: String(lifetime),
          label: shortWords(lifetime * 1000),
        }))}
        value={String(accessTokenLifetime)}
        onChange={(lifetime) => change({ accessTokenLifetime: Number(lifetime) })}
      />
      <Choice
        label="Access token format"
        choices={FORMATS}
        value={accessTokenFormat}
        onChange={(format) => change({ accessTokenFormat: format })}
      />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </Section>
  );
};
