export interface Failure {
  readonly title: string;
  readonly reason?: string;
}

export interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly Failure[];
  readonly retried: readonly Failure[];
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
