import { useContext, useEffect, useState } from 'react';
import type { SignInRequest } from '../../../contract/sign-in.ts';
import type { Failure } from '../../../contract/command.ts';
import type { PresetView } from '../../../contract/provider.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery, type Query } from '../../bridge/use-query.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { emptyDraft, presetDraft, type Draft } from '../draft/draft.ts';
import { KeptDraftsContext } from '../draft/kept-drafts.ts';
import { issuerTyped } from '../draft/ways.ts';
import { ChooseStep, type Chosen } from './choose-step.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { LinkedNotice, type LinkedResource } from './linked-notice.tsx';
import { ResourceStep } from './resource-step.tsx';

interface AddConnectionProps {
  /** The form to begin with, such as that of a sign-in that failed; else a choice. */
  readonly initial: Draft | undefined;
  /** The address of an API or MCP server to begin with, or to go on with; `count` tells one from the next. */
  readonly resource: { readonly address: string; readonly count: number } | undefined;
  /** An address that a link brought meanwhile. */
  readonly linked: LinkedResource | undefined;
  readonly connections: readonly ConnectionView[];
  /** This is not Electron's official build, so nobody vouches for what it does with a login. */
  readonly isStandIn: boolean;
  readonly isBusy: boolean;
  readonly failure: Failure | undefined;
  readonly onClose: () => void;
  /** Another server is to be chosen: what was said of this form no longer matters. */
  readonly onLeave: () => void;
  readonly onStart: (request: SignInRequest) => void;
}

const keyOf = ({ source, preset }: Pick<Draft, 'source' | 'preset'>): string =>
  preset === undefined ? source : `preset ${preset}`;

const newDraft = (chosen: Exclude<Chosen, { source: 'resource' }>, search: string): Draft =>
  chosen.source === 'preset'
    ? presetDraft(chosen.preset)
    : { ...emptyDraft(chosen.source), issuer: issuerTyped(search) };

/** The forms begun so far: to choose another server, or to close the dialog, and come back loses nothing. */
const useDrafts = (initial: Draft | undefined, given: AddConnectionProps['resource']) => {
  const kept = useContext(KeptDraftsContext);
  const [drafts, setDrafts] = useState(
    initial === undefined ? kept.drafts : new Map(kept.drafts).set(keyOf(initial), initial),
  );
  const [key, setKey] = useState(initial === undefined ? kept.key : keyOf(initial));
  const [isTyped, setIsTyped] = useState(initial === undefined && kept.key !== undefined);
  useEffect(() => kept.keep(drafts, isTyped ? key : undefined), [kept, drafts, isTyped, key]);
  /** The address that a connection by resource begins with. */
  const [resource, setResource] = useState(given?.address);
  const [count, setCount] = useState(given?.count);
  if (given !== undefined && given.count !== count) {
    setCount(given.count);
    setResource(given.address);
  }
  const draft = key === undefined ? undefined : drafts.get(key);
  const put = (next: Draft) => setDrafts((old) => new Map(old).set(keyOf(next), next));
  return {
    draft,
    resource,
    count,
    change: (part: Partial<Draft>) => {
      setIsTyped(true);
      setDrafts((old) => {
        const current = key === undefined ? undefined : old.get(key);
        return current === undefined
          ? old
          : new Map(old).set(keyOf(current), { ...current, ...part });
      });
    },
    choose: (chosen: Chosen, search: string) => {
      if (chosen.source === 'resource') {
        setResource(issuerTyped(search));
        return;
      }
      const fresh = newDraft(chosen, search);
      const begun = drafts.get(keyOf(fresh));
      const namesIssuer = fresh.issuer !== '' && chosen.source !== 'preset';
      put(
        begun === undefined
          ? fresh
          : { ...begun, ...(namesIssuer ? { issuer: fresh.issuer } : {}) },
      );
      setKey(keyOf(fresh));
    },
    connectFrom: setResource,
    leave: () => {
      setKey(undefined);
      setResource(undefined);
    },
  };
};

const titleOf = (
  { draft, resource }: Pick<Begun['drafts'], 'draft' | 'resource'>,
  preset: PresetView | undefined,
): string => {
  if (resource !== undefined) return 'Connect from an address';
  switch (draft?.source) {
    case undefined:
      return 'Add a connection';
    case 'playground':
      return 'Connect to the playground';
    case 'preset':
      return preset === undefined ? 'Connect' : `Connect to ${preset.name}`;
    default:
      return 'Connect to a server';
  }
};

/** A preset's form waits for what is known of the preset. */
const WaitingForPreset = ({ presets }: { readonly presets: Query<readonly PresetView[]> }) =>
  presets.failure === undefined ? (
    <Skeleton lines={6} label="Loading providers" />
  ) : (
    <FailureNotice failure={presets.failure} actions={{ retry: presets.askAgain }} />
  );

const Steps = (props: AddConnectionProps & Begun) => {
  const { presets, preset, drafts } = props;
  const { draft, resource } = drafts;
  const leave = () => {
    props.onLeave();
    drafts.leave();
  };
  if (resource !== undefined) {
    return (
      <ResourceStep
        key={drafts.count}
        initial={resource}
        isStandIn={props.isStandIn}
        isBusy={props.isBusy}
        failure={props.failure}
        onBack={leave}
        onStart={props.onStart}
      />
    );
  }
  if (draft === undefined) return <ChooseStep presets={presets} onChoose={drafts.choose} />;
  if (draft.source === 'preset' && preset === undefined) {
    return <WaitingForPreset presets={presets} />;
  }
  return (
    <ConnectionForm
      key={keyOf(draft)}
      draft={draft}
      preset={preset}
      connections={props.connections}
      isStandIn={props.isStandIn}
      isBusy={props.isBusy}
      failure={props.failure}
      onChange={drafts.change}
      onResource={drafts.connectFrom}
      onBack={leave}
      onStart={props.onStart}
    />
  );
};

interface Begun {
  readonly presets: Query<readonly PresetView[]>;
  readonly preset: PresetView | undefined;
  readonly drafts: ReturnType<typeof useDrafts>;
}

/** Adds a connection in two steps: where to, then as what client and for what. */
export const AddConnection = (props: AddConnectionProps) => {
  const presets = useQuery('preset.list', {});
  const drafts = useDrafts(props.initial, props.resource);
  const preset = presets.value?.find(({ id }) => id === drafts.draft?.preset);
  return (
    <Dialog title={titleOf(drafts, preset)} size="large" isOpen onClose={props.onClose}>
      {props.linked !== undefined && (
        <div className="flex-none pad-y-3">
          <LinkedNotice {...props.linked} />
        </div>
      )}
      <Steps {...props} presets={presets} preset={preset} drafts={drafts} />
    </Dialog>
  );
};
