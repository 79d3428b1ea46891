import { FlaskConical } from 'lucide-react';
import { Notice } from '../../kit/notice.tsx';

/** Before a login that matters is made in a build that nobody vouches for. */
export const StandInNotice = () => (
  <div className="flex-none pad-y-3 pad-x-6">
    <Notice
      tone="warn"
      icon={FlaskConical}
      title="Do not sign in here with an account that matters."
    >
      This is a stand-in for Electron’s official build: whoever made it could read what you sign in
      to. It is for development, tests and the playground.
    </Notice>
  </div>
);
