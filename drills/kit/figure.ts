// What a drill measured, and the bound it is held against.

export interface Figure {
  /** What was measured: "failed requests". */
  readonly name: string;
  readonly value: number;
  /** Bounds; a figure without one is told for information. */
  readonly atMost?: number;
  readonly atLeast?: number;
  /** "s", "of 100,000 requests". */
  readonly unit?: string;
}

/** Whether a figure is within its bounds. What is not a number is not. */
export function within({
  value,
  atMost = Number.POSITIVE_INFINITY,
  atLeast = Number.NEGATIVE_INFINITY,
}: Figure) {
  return value <= atMost && value >= atLeast;
}
