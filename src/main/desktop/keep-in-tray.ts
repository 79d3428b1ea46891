/**
 * Whether the program goes on when its window is closed, as chosen or as is the custom: macOS programs
 * go on, Windows always has a tray to come back by, and logins are only kept alive while we run. A
 * Linux desktop may have no tray, so there nobody is left with a program they cannot see.
 */
export const keepsInTray = (chosen: boolean | undefined, platform: NodeJS.Platform): boolean =>
  chosen ?? platform !== 'linux';
