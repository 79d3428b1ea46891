import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './button.tsx';

interface DialogProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** `alertdialog` for a question that must be answered before anything else. */
  readonly role?: 'dialog' | 'alertdialog';
  /** A large one holds a long form: a slip of the mouse beside it does not close it. */
  readonly size?: 'small' | 'medium' | 'large';
  readonly children: ReactNode;
}

/** A modal dialog: focus is kept inside, Escape closes, focus returns to where it was. */
export const Dialog = ({
  title,
  isOpen,
  onClose,
  role = 'dialog',
  size = 'small',
  children,
}: DialogProps) => (
  <ModalOverlay
    className="dialog-backdrop"
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable={role === 'dialog' && size !== 'large'}
  >
    <Modal className={`dialog dialog-${size}`}>
      <AriaDialog className="dialog-body stack gap-4 fill" role={role}>
        <div className="dialog-head row gap-3 spread">
          <Heading slot="title" level={2} className="dialog-title">
            {title}
          </Heading>
          {role === 'dialog' && <IconButton icon={X} label="Close" onPress={onClose} />}
        </div>
        {children}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);

/** The row of buttons at a dialog's foot; the way on is the last one. */
export const DialogActions = ({ children }: { readonly children: ReactNode }) => (
  <div className="dialog-actions row stretch wrap gap-2">{children}</div>
);
