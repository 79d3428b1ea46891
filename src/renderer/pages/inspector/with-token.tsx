import type { ReactNode } from 'react';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { FrontChannel } from './front-channel.tsx';
import type { Slot } from './slot.ts';
import { useExamination, type Examined } from './use-examination.ts';

interface WithTokenProps {
  readonly slot: Slot;
  readonly children: (examined: Examined) => ReactNode;
}

const Examining = ({ slot, children }: WithTokenProps) => {
  const { examined, failure, retry } = useExamination(slot);
  if (examined !== undefined) return children(examined);
  if (failure?.code === 'VK_TOKEN_IN_FRONT_CHANNEL') return <FrontChannel failure={failure} />;
  if (failure !== undefined) return <FailureNotice failure={failure} actions={{ retry }} />;
  return <Skeleton lines={6} label="Examining the token" />;
};

/** Has the token of a slot examined in main; shows waiting and failing until there is something. */
export const WithToken = ({ slot, children }: WithTokenProps) => (
  <Examining key={slot.kind === 'pasted' ? slot.text : slot.id} slot={slot}>
    {children}
  </Examining>
);
