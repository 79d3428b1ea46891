import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../kit/button.tsx';

interface FormFootProps {
  readonly isBusy: boolean;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly onBack: () => void;
  /** What the form does next. */
  readonly children: ReactNode;
}

/** Back to the choice of a server, or on with this one: the foot of each form that adds a connection. */
export const FormFoot = ({ onBack, children, ...button }: FormFootProps) => (
  <div className="row stretch spread gap-2 flex-none pad-y-4 pad-x-6 rule-above">
    <Button kind="quiet" icon={ArrowLeft} onPress={onBack}>
      Choose another
    </Button>
    <Button kind="primary" type="submit" {...button}>
      {children}
    </Button>
  </div>
);
