// The words of trace.ts in OpenTelemetry's own. Loaded by those who have a collector.

import {
  type Context,
  context,
  type Span as OtelSpan,
  propagation,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Span, SpanEnd, SpanStart, TraceOptions, Tracing } from '../trace.ts';
import { NEXUS_VERSION } from '../version.ts';

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER };

export function openTracing({ endpoint, service, share }: TraceOptions): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': NEXUS_VERSION }),
    sampler: new TraceIdRatioBasedSampler(share),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const tracer = provider.getTracer('nexus');
  return {
    begin: (start) => begin(tracer, start),
    traceparent,
    ids,
    async stop() {
      await provider.shutdown();
      context.disable();
      propagation.disable();
    },
  };
}

function begin(tracer: Tracer, { name, kind, attributes = {}, parent }: SpanStart): Span {
  const cause = parent === undefined ? context.active() : under(parent);
  const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, cause);
  const inside = trace.setSpan(cause, span);
  return {
    run: (work) => context.with(inside, work),
    end: (outcome) => end(span, outcome),
  };
}

const under = (traceparent: string): Context => propagation.extract(context.active(), { traceparent });

function end(span: OtelSpan, { name, attributes, failed }: SpanEnd = {}): void {
  if (name !== undefined) span.updateName(name);
  if (attributes !== undefined) span.setAttributes(attributes);
  if (failed === true) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

function ids(): Record<string, string> {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}
