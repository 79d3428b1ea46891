import type { ReactNode } from 'react';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { useQuery } from '../bridge/use-query.ts';
import { Skeleton } from '../ui/empty.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { inspectedOf, type Inspected, type Slot } from './slot.ts';

interface WithTokenProps {
  readonly slot: Slot;
  readonly children: (token: Inspected) => ReactNode;
}

const WithConnectionToken = ({
  id,
  children,
}: { readonly id: ConnectionId } & Pick<WithTokenProps, 'children'>) => {
  const { value, failure, askAgain } = useQuery('token.inspect', { connectionId: id });
  if (value !== undefined) return children(value);
  if (failure !== undefined) return <FailureNotice failure={failure} deeds={{ retry: askAgain }} />;
  return <Skeleton lines={6} label="Decoding the token" />;
};

/** Gets the token of a slot and shows `children` of it; its own waiting and failing until then. */
export const WithToken = ({ slot, children }: WithTokenProps) =>
  slot.kind === 'pasted' ? (
    children(inspectedOf(slot.token))
  ) : (
    <WithConnectionToken key={slot.id} id={slot.id}>
      {children}
    </WithConnectionToken>
  );
