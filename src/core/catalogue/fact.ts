/** When a source was read: a day, or the month where nobody noted the day. */
export type ReadOn = `20${number}-${number}` | `20${number}-${number}-${number}`;

/** Where a fact is from. */
export interface Source {
  /**
   * `documentation`: the provider's own pages; `report`: somebody who met it, in a public issue or in code;
   * `memory`: nobody has read it anywhere yet.
   */
  readonly kind: 'documentation' | 'report' | 'memory';
  /** An address, or `owner/repository#number` of an issue; several are parted by semicolons. */
  readonly where: string;
  readonly readOn: ReadOn;
}

/** What is known of a provider, and who says so. */
export interface Fact<Value> {
  readonly value: Value;
  readonly source: Source;
}

/** Said by no source: shown as such, and never guessed. */
export const NOT_KNOWN = 'not-known';

/** A fact, or the plain statement that there is none. */
export type Stated<Value> = Fact<Value> | typeof NOT_KNOWN;

/** States facts that one source says. */
export type Says = <const Value>(value: Value) => Fact<Value>;

const saidBy =
  (kind: Source['kind']) =>
  (where: string, readOn: ReadOn): Says =>
  (value) => ({ value, source: { kind, where, readOn } });

/** Facts from the provider's own pages. */
export const documented = saidBy('documentation');

/** Facts from those who met the provider: issues, forums, code. */
export const reported = saidBy('report');

/** Facts that nobody has read in a source: marked in the window until somebody has. */
export const recalled = saidBy('memory')('from memory', '2026-11-23');

/** What a fact says; `otherwise` where none is stated. */
export const valueOf = <Value, Otherwise>(
  stated: Stated<Value>,
  otherwise: Otherwise,
): Value | Otherwise => (stated === NOT_KNOWN ? otherwise : stated.value);

/** Every source that stands somewhere inside of `value`, however deep. */
export const sourcesIn = (value: unknown): readonly Source[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (isFact(value)) return [value.source];
  return Object.values(value).flatMap(sourcesIn);
};

const isFact = (value: object): value is Fact<unknown> => 'source' in value && 'value' in value;
