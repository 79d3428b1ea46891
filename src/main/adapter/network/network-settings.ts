/** What a person has chosen about this machine's network, as the settings keep it. */
export interface NetworkSettings {
  readonly hostAuthorities: readonly { readonly host: string; readonly pem: string }[];
  readonly proxyLogins: readonly {
    readonly host: string;
    readonly port: number;
    readonly username: string;
  }[];
  /** Where sign-ins open; `null` for the system's default browser. */
  readonly browser: string | null;
}

/** A part of the settings. `update` resolves once on disk; fails with VK_RECORD_NOT_WRITTEN. */
export interface SettingsOf<Name extends keyof NetworkSettings> {
  get(): Pick<NetworkSettings, Name>;
  update(change: MutablePart<Name>): Promise<void>;
}

type MutablePart<Name extends keyof NetworkSettings> = {
  [Key in Name]: NetworkSettings[Key] extends readonly (infer One)[] ? One[] : NetworkSettings[Key];
};
