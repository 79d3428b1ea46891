export declare const FUSES: Readonly<Record<string, '0' | '1'>>;
export declare function faultsOfFuses(executable: string): Promise<readonly string[]>;
