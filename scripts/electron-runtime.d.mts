export interface FoundElectron {
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  readonly origin: 'override' | 'official' | 'stand-in';
}

export function findElectron(wanted: {
  readonly root: string;
  readonly allowStandIn: boolean;
  readonly acceptsStandIn?: () => Promise<boolean>;
}): Promise<FoundElectron>;

export function electronSwitches(): readonly string[];

export function hasDisplay(): boolean;
