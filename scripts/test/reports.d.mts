export interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly string[];
  readonly retried: readonly string[];
}

export interface FinishedStage {
  readonly name: string;
  readonly status: number | null;
  readonly report: string;
}

export function readAsOneCheck(stage: FinishedStage): Outcome;
export function readVitestReport(stage: FinishedStage): Outcome;
export function readPlaywrightReport(stage: FinishedStage): Outcome;
export function readFaultsReport(stage: FinishedStage): Outcome;
export function closingLines(outcomes: readonly Outcome[]): readonly string[];
