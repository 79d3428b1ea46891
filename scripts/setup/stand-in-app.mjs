/**
 * Stands in for Electron's default app, which the stand-in runtime does not carry: loads the app
 * whose folder is the first argument that names one. Awaits at the top level, because Electron holds
 * `ready` back until the main module has been evaluated.
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

process.env.VALET_KEY_RUNTIME = 'stand-in';

const folder = resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.');
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

process.defaultApp = true;
app.setAppPath(folder);
app.setVersion(about.version);
app.name = about.productName ?? about.name;
app.setDesktopName(about.desktopName ?? `${about.name}.desktop`);

await import(pathToFileURL(join(folder, about.main)).href);
