import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const VERSION = '22.23.3';

/**
 * A Node that the official suite runs on: this one where it is new enough, else one from npm beside the
 * other runtimes. No dependency, since its program would take the place of Node for every script.
 */
export const findNode22 = async (root: string): Promise<string> => {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(root, '.runtime', `node-${VERSION}`);
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(folder, 'node_modules', name, 'bin', program);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
  await promisify(execFile)('npm', ['install', ...flags, `${name}@${VERSION}`], { cwd: folder });
  return path;
};
