import { useEffect } from 'react';
import type { SettingsView } from '../../../contract/app.ts';
import { useQuery } from '../../bridge/use-query.ts';

/** Puts the chosen theme on the page; `system` leaves it to `prefers-color-scheme`. */
export const useTheme = (): void => {
  const { value } = useQuery('settings.read', {}, ['app.changed']);
  const theme: SettingsView['theme'] = value?.theme ?? 'system';
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
  }, [theme]);
};
