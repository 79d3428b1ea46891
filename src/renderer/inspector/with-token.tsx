import { useState, type ReactNode } from 'react';
import type { InspectionView } from '../../shared/ipc/view-inspection.ts';
import { useQuery } from '../bridge/use-query.ts';
import { Skeleton } from '../ui/empty.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import type { Slot } from './slot.ts';

/** What is known of a token, and the person's act of asking its issuer for more. */
export interface Examined {
  readonly token: InspectionView;
  readonly hasAsked: boolean;
  readonly isAsking: boolean;
  readonly askIssuer: () => void;
}

interface WithTokenProps {
  readonly slot: Slot;
  readonly children: (examined: Examined) => ReactNode;
}

const Examining = ({ slot, children }: WithTokenProps) => {
  const [asksIssuer, setAsksIssuer] = useState(false);
  const [before, setBefore] = useState<InspectionView>();
  const subject = slot.kind === 'pasted' ? { text: slot.text } : { connectionId: slot.id };
  const { value, failure, isAsking, askAgain } = useQuery('token.examine', {
    ...subject,
    askIssuer: asksIssuer,
  });
  const token = value ?? before;
  if (token !== undefined) {
    return children({
      token,
      hasAsked: asksIssuer && !isAsking,
      isAsking,
      askIssuer: () => {
        setBefore(token);
        setAsksIssuer(true);
      },
    });
  }
  if (failure !== undefined) return <FailureNotice failure={failure} deeds={{ retry: askAgain }} />;
  return <Skeleton lines={6} label="Examining the token" />;
};

/** Has the token of a slot examined in main; shows waiting and failing until there is something. */
export const WithToken = ({ slot, children }: WithTokenProps) => (
  <Examining key={slot.kind === 'pasted' ? slot.text : slot.id} slot={slot}>
    {children}
  </Examining>
);
