import { useCallback, useState } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { ConnectionActs, type MenuPlace } from '../connection/connection-actions.tsx';
import { HomePage } from '../pages/home/home-page.tsx';
import type { HomeView } from '../pages/home/home-view.ts';

interface HomePaneProps {
  readonly connections: readonly ConnectionView[];
  readonly view: HomeView;
  readonly onView: (change: Partial<HomeView>) => void;
  readonly advice: number | undefined;
  readonly onAdvice: () => void;
  readonly onOpen: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
}

/** Home, with what can be done to a line of it. */
export const HomePane = ({ onSignInAgain, ...rest }: HomePaneProps) => {
  const [menu, setMenu] = useState<MenuPlace>();
  const openMenu = useCallback(
    (connection: ConnectionView, anchor: Element) => setMenu({ connection, anchor }),
    [],
  );
  return (
    <>
      <HomePage {...rest} onMenu={openMenu} />
      <ConnectionActs
        menu={menu}
        onCloseMenu={() => setMenu(undefined)}
        onOpen={({ id }) => rest.onOpen(id)}
        onSignInAgain={({ id }) => onSignInAgain(id)}
      />
    </>
  );
};
