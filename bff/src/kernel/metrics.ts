import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** What `/metrics` shows: process figures, request durations in seconds, outbox failures. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    http: new Histogram({
      name: 'xinglin_http_request_seconds',
      help: 'Duration of HTTP requests by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3],
      registers: [registry],
    }),
    outboxFailures: new Counter({
      name: 'xinglin_outbox_failures_total',
      help: 'Reactions that failed and will be retried',
      labelNames: ['event'],
      registers: [registry],
    }),
    outboxDead: new Gauge({
      name: 'xinglin_outbox_dead',
      help: 'Events that are not tried any more and that nobody has dealt with; more than none wants a person',
      registers: [registry],
    }),
  };
}
