import { FolderOpen, ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { AppView } from '../../../contract/view.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { Fact } from '../../kit/fact.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { LicensesDialog } from './licenses-dialog.tsx';
import './about.css';

const RUNTIME_WORDS = {
  official: 'Official Electron build',
  'stand-in': 'Stand-in: for development and tests only',
} as const;

const SCHEME_WORDS = {
  ours: 'Answered by Valet Key',
  other: 'Answered by another program',
  none: 'Answered by nobody',
} as const;

const SECRETS_IN = {
  keychain: 'The system’s keychain',
  vault: 'The vault, behind your passphrase',
  memory: 'Memory only: nowhere on disk',
} as const;

/** Version, runtime, and where things are kept. */
export const AboutFacts = ({ app }: { readonly app: AppView }) => (
  <dl className="facts">
    <Fact name="Version">
      <Foreign text={app.version} />
    </Fact>
    <Fact name="Electron">
      <Foreign text={app.electron} />
    </Fact>
    <Fact name="Runtime">{RUNTIME_WORDS[app.runtime]}</Fact>
    <Fact name="Platform">
      <Foreign text={app.platform} />
    </Fact>
    <Fact name="dev.valetkey.app:/">{SCHEME_WORDS[app.schemeHandler]}</Fact>
    <Fact name="License">MIT</Fact>
    <Fact name="Refresh tokens and client secrets">{SECRETS_IN[app.storage.kind]}</Fact>
    <Fact name="Everything else">
      <Foreign text={app.folder} className="about-folder mono" />
    </Fact>
  </dl>
);

/** What one can look at further. */
export const AboutActs = () => {
  const { run } = useCommand('app.show-folder');
  const [isReading, setIsReading] = useState(false);
  return (
    <div className="about-acts">
      <Button icon={ScrollText} onPress={() => setIsReading(true)}>
        Licenses…
      </Button>
      <Button icon={FolderOpen} onPress={() => void run({})}>
        Show folder
      </Button>
      {isReading && <LicensesDialog onClose={() => setIsReading(false)} />}
    </div>
  );
};
