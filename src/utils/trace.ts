// Traces (OpenTelemetry): what a request, its statements and its jobs took, as one tree. Without a collector configured
// `tracing` is undefined, nothing of OpenTelemetry is loaded, and every hook is one comparison.

export interface TraceOptions {
  /** Where OTLP over HTTP is spoken: `http://collector:4318`. */
  readonly endpoint: string;
  readonly service: string;
  /** Which share of traces is kept, from 0 to 1; decided by the trace's id, so that all processes agree. */
  readonly share: number;
}

export interface SpanStart {
  /** Bounded: a route, the name of a statement or job. Never a value. */
  readonly name: string;
  /** A request served, a statement sent, a job done. */
  readonly kind: 'server' | 'client' | 'consumer';
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** The `traceparent` of the cause, where that is not what runs now. */
  readonly parent?: string | undefined;
}

export interface SpanEnd {
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly failed?: boolean;
}

export interface Span {
  /** What `work` starts, now or later, belongs to this span. */
  run<T>(work: () => T): T;
  end(outcome?: SpanEnd): void;
}

export interface Tracing {
  begin(start: SpanStart): Span;
  /** Of what runs now, to be handed on in W3C's form; undefined outside any span. */
  traceparent(): string | undefined;
  /** `trace_id` and `span_id` of what runs now, for log lines. */
  ids(): Record<string, string>;
  /** Sends what is left. */
  stop(): Promise<void>;
}

/** Set once, before the logger and the server are made. */
export let tracing: Tracing | undefined;

/** Starts tracing where it is configured; gives what ends it. */
export async function startTracing(options: TraceOptions | null): Promise<() => Promise<void>> {
  if (options === null) return async () => undefined;
  const { openTracing } = await import('./trace/open-telemetry.ts');
  const started = openTracing(options);
  tracing = started;
  return async () => {
    tracing = undefined;
    await started.stop();
  };
}

/** Runs `work` in a span of its own, when there is tracing. */
export async function traced<T>(start: SpanStart, work: () => Promise<T>): Promise<T> {
  if (tracing === undefined) return work();
  const span = tracing.begin(start);
  try {
    const result = await span.run(work);
    span.end();
    return result;
  } catch (error) {
    // The message may hold values of a statement.
    span.end({ failed: true, attributes: { 'error.type': kindOf(error) } });
    throw error;
  }
}

function kindOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(typeof code === 'string' ? code : name);
}
