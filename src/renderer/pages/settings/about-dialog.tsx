import { KeyRound } from 'lucide-react';
import type { AppView } from '../../../contract/view.ts';
import { Dialog, DialogActions } from '../../kit/dialog.tsx';
import { AboutActs, AboutFacts } from './about-facts.tsx';
import './about.css';

interface AboutDialogProps {
  readonly app: AppView;
  readonly onClose: () => void;
}

/** What this program is, from the menu and the palette. */
export const AboutDialog = ({ app, onClose }: AboutDialogProps) => (
  <Dialog title="About Valet Key" size="medium" isOpen onClose={onClose}>
    <div className="about-head">
      <span className="about-mark" aria-hidden="true">
        <KeyRound size={26} />
      </span>
      <div>
        <p className="about-name">Valet Key</p>
        <p className="about-lead">
          Scoped, short-lived, revocable access tokens instead of the master key.
        </p>
      </div>
    </div>
    <AboutFacts app={app} />
    <DialogActions>
      <AboutActs />
    </DialogActions>
  </Dialog>
);
