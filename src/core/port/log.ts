/** Values a log line may carry. A `Secret` does not fit, and prints as nothing if forced in. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Events with fields. `event` is a fixed dotted name such as `refresh.done`; data goes into fields. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
}
