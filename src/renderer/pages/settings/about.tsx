import { packages } from 'virtual:bundled-packages';
import { FolderOpen, ScrollText, KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { AppView } from '../../../contract/app.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog, DialogActions } from '../../kit/dialog.tsx';
import { Fact } from '../../kit/fact.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Section } from './section.tsx';

/** The packages in this program and the license each came under. */
const LicensesDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title="Licenses" size="medium" isOpen onClose={onClose}>
    <p className="soft">
      Valet Key is under the MIT license. It contains {packages.length} packages of others.
    </p>
    {/* It scrolls, so it takes the focus: the keyboard must reach what is below. */}
    <table className="licenses small" aria-label="Packages" tabIndex={0}>
      <thead>
        <tr>
          <th scope="col">Package</th>
          <th scope="col">Version</th>
          <th scope="col">License</th>
        </tr>
      </thead>
      <tbody>
        {packages.map(({ name, version, license }) => (
          <tr key={`${name} ${version}`}>
            <th scope="row">{name}</th>
            <td>{version}</td>
            <td>{license}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Dialog>
);

const RUNTIME_WORDS = {
  official: 'Official Electron build',
  'stand-in': 'Stand-in: for development and tests only',
} as const;

const SCHEME_WORDS = {
  ours: 'Answered by Valet Key',
  other: 'Answered by another program',
  none: 'No handler registered',
} as const;

const SECRETS_IN = {
  keychain: 'The system’s keychain',
  vault: 'The vault, behind your passphrase',
  memory: 'Memory only: nowhere on disk',
} as const;

const SchemeHandlerWords = () => {
  const { value } = useQuery('app.scheme-handler', {});
  return value === undefined ? '…' : SCHEME_WORDS[value.schemeHandler];
};

/** Version, runtime, and where things are kept. */
const AboutFacts = ({ app }: { readonly app: AppView }) => (
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
    <Fact name="dev.valetkey.app:/">
      <SchemeHandlerWords />
    </Fact>
    <Fact name="License">MIT</Fact>
    <Fact name="Refresh tokens and client secrets">{SECRETS_IN[app.storage.kind]}</Fact>
    <Fact name="Everything else">
      <Foreign text={app.folder} className="break mono" />
    </Fact>
  </dl>
);

/** What one can look at further. */
const AboutActions = () => {
  const { run } = useCommand('app.show-folder');
  const [isReading, setIsReading] = useState(false);
  return (
    <div className="row stretch gap-2">
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

/** Which build this is, what it runs on, and where it keeps things. */
export const AboutSection = ({ app }: { readonly app: AppView }) => (
  <Section title="About Valet Key" action={<AboutActions />}>
    <AboutFacts app={app} />
  </Section>
);

interface AboutDialogProps {
  readonly app: AppView;
  readonly onClose: () => void;
}

/** What this program is, from the menu and the palette. */
export const AboutDialog = ({ app, onClose }: AboutDialogProps) => (
  <Dialog title="About Valet Key" size="medium" isOpen onClose={onClose}>
    <div className="row gap-4">
      <span
        className="app-mark center flex-none"
        style={{ width: 52, height: 52, borderRadius: 'var(--radius-3)' }}
        aria-hidden="true"
      >
        <KeyRound size={26} />
      </span>
      <div>
        <p className="large bold">Valet Key</p>
        <p className="soft">
          Scoped, short-lived, revocable access tokens instead of the master key.
        </p>
      </div>
    </div>
    <AboutFacts app={app} />
    <DialogActions>
      <AboutActions />
    </DialogActions>
  </Dialog>
);
