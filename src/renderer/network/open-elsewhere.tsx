import { AppWindow, ChevronDown } from 'lucide-react';
import type { BrowserView } from '../../contract/network.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useQuery } from '../bridge/use-query.ts';
import { Button } from '../kit/button.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Menu } from '../kit/menu.tsx';
import { foreignText } from '../kit/words/foreign.ts';

/** A browser with its profile, in one line. */
export const browserWords = ({ name, profile }: BrowserView): string =>
  profile === undefined
    ? foreignText(name, 60)
    : `${foreignText(name, 60)}: ${foreignText(profile, 60)}`;

interface OpenElsewhereProps {
  /** The choice is kept by then. */
  readonly onChosen: () => void;
}

/** Opens a sign-in in another browser or profile, this one and those to come. */
export const OpenElsewhere = ({ onChosen }: OpenElsewhereProps) => {
  const { value } = useQuery('browser.list', {});
  const { run, state } = useCommand('browser.choose');
  const { browsers = [], chosen } = value ?? {};
  if (browsers.length === 0) return null;
  const choose = async (id?: string) => {
    const reply = await run(id === undefined ? {} : { id });
    if (reply.ok) onChosen();
  };
  return (
    <>
      <Menu
        label="Open in"
        placement="bottom start"
        entries={[
          ...browsers.map((browser) => ({
            id: browser.id,
            label: browserWords(browser),
            ...(browser.id === chosen ? { hint: 'Chosen now' } : {}),
            onAction: () => void choose(browser.id),
          })),
          'separator' as const,
          { id: 'default', label: 'The system’s default', onAction: () => void choose() },
        ]}
      >
        <Button kind="quiet" icon={AppWindow} isBusy={state.kind === 'busy'}>
          Open in another browser <ChevronDown size={14} aria-hidden="true" />
        </Button>
      </Menu>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </>
  );
};
