import { useEffect, useState } from 'react';
import { Pause, Play, SkipBack, SkipForward, X } from 'lucide-react';
import { Group } from 'react-aria-components';
import type { TraceEntry } from '../../../contract/observation.ts';
import { IconButton } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { type FlowPart, roleName } from './flow-parts.ts';
import type { ExchangeKind } from '../../../vocabulary/exchange-kind.ts';

/** Why a message is sent, and what went wrong where somebody did without. */
interface Lesson {
  readonly why: string;
  readonly pitfall?: string;
}

const DISCOVERY: Lesson = {
  why: 'Valet Key asks the issuer where its endpoints are. The answer must name the same issuer.',
  pitfall: 'Endpoints taken from anywhere else would send your codes and tokens there.',
};

/** What is to be learned from each kind of message. */
export const LESSONS: Readonly<Record<ExchangeKind, Lesson>> = {
  metadata: DISCOVERY,
  'provider-configuration': DISCOVERY,
  'authorization-request': {
    why: 'Valet Key opens your own browser. It sends a random state and the hash of a secret that it keeps: the code challenge (RFC 7636).',
    pitfall:
      'Without state, somebody else’s answer could be slipped in; without PKCE, a stolen code would be worth something.',
  },
  'authorization-decision': {
    why: 'You sign in at the authorization server itself, and decide what to allow.',
    pitfall: 'A program that asks for the password in a window of its own could keep it.',
  },
  'authorization-response': {
    why: 'The browser brings a code back: good once, for a moment. State says which request it answers, iss from whom it is (RFC 9207).',
    pitfall:
      'In the implicit grant the token itself came here: in the URL, in the history, in every log.',
  },
  'code-exchange': {
    why: 'Valet Key exchanges the code directly, and proves with the code verifier that it was the one who asked.',
    pitfall: 'Whoever only saw the code has no verifier.',
  },
  'implicit-response': {
    why: 'A token came back in the URL itself: the implicit grant. Valet Key did not ask for that and does not use it.',
    pitfall: 'What stands in a URL ends up in the history and in logs (RFC 9700 §2.1.2).',
  },
  password: {
    why: 'The password itself is sent for a token: a grant that is kept for old servers alone.',
    pitfall: 'Whoever takes passwords teaches people to type them anywhere (RFC 9700 §2.4).',
  },
  'client-credentials': {
    why: 'No person is asked: the client gets a token in its own name, by its own secret or key.',
  },
  'jwt-bearer': { why: 'A signed statement that the server trusts is exchanged for a token.' },
  'token-exchange': {
    why: 'A token is exchanged for another one, for fewer rights or another audience.',
  },
  'device-authorization': {
    why: 'A device without a browser asks for a code that you type elsewhere.',
  },
  'device-token': {
    why: 'Valet Key asks whether you have decided, no more often than the server allows.',
    pitfall: 'Only type a code that you asked for yourself: it signs in whoever started it.',
  },
  'pushed-authorization': {
    why: 'The request goes to the server directly; the browser carries no more than a reference to it.',
    pitfall: 'What stands in a URL can be read and changed on its way.',
  },
  registration: { why: 'Valet Key registers itself as a client, so that you need not.' },
  'registration-management': {
    why: 'Valet Key reads, changes or deletes its own registration, with a token that is good for nothing else.',
  },
  'other-token-request': { why: 'A token is asked for by another grant type.' },
  'key-set': {
    why: 'The issuer’s public keys: with them the ID token’s signature is checked.',
    pitfall: 'An unchecked token can say anything.',
  },
  refresh: {
    why: 'The refresh token gets a new access token without you. Where the server sends a new refresh token, it is stored before anybody gets the access token.',
    pitfall: 'A rotated refresh token that is lost in a crash ends the login.',
  },
  revocation: {
    why: 'The server is asked to revoke a token.',
    pitfall: 'Forgetting it here alone would leave it active there.',
  },
  introspection: { why: 'The server is asked whether a token is active, and what it may do.' },
  userinfo: { why: 'The access token is used: the server tells who it belongs to.' },
  'protected-resource': {
    why: 'The access token opens a resource.',
    pitfall: 'Whoever bears it may use it: keep it short-lived and its scope small.',
  },
};

/** Long enough to read one sentence. */
const STEP_MS = 3500;

/** A part of the trace, gone through again message by message. */
export interface Replay {
  readonly partKey: string | undefined;
  /** From 0. */
  readonly step: number;
  readonly entries: readonly TraceEntry[];
  readonly isPlaying: boolean;
  start(part: FlowPart): void;
  /** Stays within the part; a person who steps through it does not want to be hurried. */
  goTo(step: number): void;
  togglePlaying(): void;
  stop(): void;
}

interface Position {
  readonly partKey: string;
  readonly step: number;
  readonly isPlaying: boolean;
}

/** Replays what is already there: nothing is sent again. */
export const useReplay = (parts: readonly FlowPart[]): Replay => {
  const [position, setPosition] = useState<Position>();
  const entries = parts.find(({ key }) => key === position?.partKey)?.entries ?? [];
  const last = entries.length - 1;
  const step = Math.min(position?.step ?? 0, Math.max(last, 0));
  const isPlaying = position?.isPlaying === true && step < last;

  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(
      () => setPosition((now) => now && { ...now, step: step + 1 }),
      STEP_MS,
    );
    return () => clearTimeout(timer);
  }, [isPlaying, step]);

  return {
    partKey: entries.length === 0 ? undefined : position?.partKey,
    step,
    entries,
    isPlaying,
    start: ({ key }) => setPosition({ partKey: key, step: 0, isPlaying: true }),
    goTo: (wanted) =>
      setPosition(
        (now) => now && { ...now, step: Math.max(0, Math.min(wanted, last)), isPlaying: false },
      ),
    togglePlaying: () =>
      setPosition(
        (now) => now && { ...now, step: step === last ? 0 : step, isPlaying: !isPlaying },
      ),
    stop: () => setPosition(undefined),
  };
};

const Controls = ({ replay }: { readonly replay: Replay }) => (
  <Group className="row stretch flex-none" aria-label="Replay">
    <IconButton
      icon={SkipBack}
      label="Previous message"
      isDisabled={replay.step === 0}
      onPress={() => replay.goTo(replay.step - 1)}
    />
    <IconButton
      icon={replay.isPlaying ? Pause : Play}
      label={replay.isPlaying ? 'Pause' : 'Play'}
      onPress={replay.togglePlaying}
    />
    <IconButton
      icon={SkipForward}
      label="Next message"
      isDisabled={replay.step >= replay.entries.length - 1}
      onPress={() => replay.goTo(replay.step + 1)}
    />
  </Group>
);

/** What the message at hand is for, with the means to go to another one. Nothing is sent again. */
export const ReplayBar = ({ replay }: { readonly replay: Replay }) => {
  const entry = replay.entries[replay.step];
  if (entry === undefined) return null;
  const lesson = LESSONS[entry.kind];
  return (
    <section className="replay-bar" aria-label="Replay, step by step">
      <div className="row gap-3">
        <Controls replay={replay} />
        <p className="fill bold" role="status">
          <Foreign text={entry.title} className="clip" />
          <span className="block note regular">
            {roleName(entry.from)} → {roleName(entry.to)}, {entry.spec}
          </span>
        </p>
        <span className="flex-none note">
          {replay.step + 1} of {replay.entries.length}
        </span>
        <IconButton icon={X} label="End the replay" onPress={replay.stop} />
      </div>
      <div className="replay-lesson grid gap-1">
        <p>{lesson.why}</p>
        {lesson.pitfall !== undefined && (
          <p className="replay-pitfall soft">
            <b>Pitfall</b> {lesson.pitfall}
          </p>
        )}
      </div>
    </section>
  );
};
