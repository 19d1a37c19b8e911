/**
 * Numbers for Prometheus, in its text exposition format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). One set a process, passed to what counts.
 */
export type Metrics = {
  readonly counter: (name: string, help: string) => Counter;
  readonly counters: <L extends string>(
    name: string,
    help: string,
    labels: readonly L[],
  ) => Labelled<L, Counter>;
  /** `read` is asked whenever the metrics are; a gauge that cannot be read is left out of that answer. */
  readonly gauge: (name: string, help: string, read: () => number | Promise<number>) => void;
  /** A number that only rises, and is counted elsewhere. */
  readonly total: (name: string, help: string, read: () => number | Promise<number>) => void;
  readonly histogram: (name: string, help: string, buckets: readonly number[]) => Histogram;
  readonly histograms: <L extends string>(
    name: string,
    help: string,
    labels: readonly L[],
    buckets: readonly number[],
  ) => Labelled<L, Histogram>;
  /** Everything, as text; to be sent as `metricsType`. */
  readonly text: () => Promise<string>;
};

/** Only rises. Adding is one addition: keep the counter, not its name, where every request passes. */
export type Counter = { readonly add: (n?: number) => void };

export type Histogram = { readonly observe: (value: number) => void };

/** One counter or histogram for each set of values of its labels. Values come from the program, never from outside. */
export type Labelled<L extends string, T> = { readonly with: (labels: Readonly<Record<L, string>>) => T };

export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** An empty set. Asking for a name again gives the same counter, so that workers of one process share theirs. */
export function createMetrics(): Metrics {
  const families = new Map<string, Family>();
  const series = <T extends Series>(
    name: string,
    help: string,
    type: Kind,
    labels: readonly string[],
    make: () => T,
  ) => {
    const family = families.get(name) ?? { name, help, type, labels, series: new Map() };
    if (family.type !== type || family.labels.join() !== labels.join())
      throw new Error(`${name} is something else`);
    families.set(name, family);
    return { with: (values: Readonly<Record<string, string>>) => child(family, values, make) };
  };
  const reading = (name: string, help: string, type: Kind, read: () => number | Promise<number>) => {
    families.set(name, { name, help, type, labels: [], series: new Map([['', newReading(read)]]) });
  };
  return {
    counter: (name, help) => series(name, help, 'counter', [], newCounter).with({}),
    counters: (name, help, labels) => series(name, help, 'counter', labels, newCounter),
    gauge: (name, help, read) => reading(name, help, 'gauge', read),
    total: (name, help, read) => reading(name, help, 'counter', read),
    histogram: (name, help, buckets) =>
      series(name, help, 'histogram', [], () => newHistogram(buckets)).with({}),
    histograms: (name, help, labels, buckets) =>
      series(name, help, 'histogram', labels, () => newHistogram(buckets)),
    text: async () => (await Promise.all([...families.values()].map(familyText))).join(''),
  };
}

/** What Prometheus's clients say of every process, by their names. */
export function measureProcess(metrics: Metrics): void {
  const started = Date.now() / 1000 - process.uptime();
  const cpu = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  metrics.gauge(
    'process_start_time_seconds',
    'When the process began, in seconds since 1970.',
    () => started,
  );
  metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  metrics.total('process_cpu_seconds_total', 'Processor time taken so far.', cpu);
  metrics.gauge(
    'nodejs_heap_size_used_bytes',
    'JavaScript heap in use.',
    () => process.memoryUsage().heapUsed,
  );
}

type Kind = 'counter' | 'gauge' | 'histogram';

type Family = {
  readonly name: string;
  readonly help: string;
  readonly type: Kind;
  readonly labels: readonly string[];
  readonly series: Map<string, Series>;
};

/** `lines` answers what stands after the name: suffix, further labels, value. */
type Series = { readonly lines: () => Line[] | Promise<Line[]> };
type Line = { readonly suffix: string; readonly label: string; readonly value: number };

function child<T extends Series>(family: Family, values: Readonly<Record<string, string>>, make: () => T): T {
  const key = family.labels.map((label) => `${label}="${escapeLabel(values[label] ?? '')}"`).join(',');
  const known = family.series.get(key) as T | undefined;
  if (known) return known;
  const made = make();
  family.series.set(key, made);
  return made;
}

function newCounter(): Counter & Series {
  let total = 0;
  return {
    add: (n = 1) => {
      total += n;
    },
    lines: () => [{ suffix: '', label: '', value: total }],
  };
}

function newReading(read: () => number | Promise<number>): Series {
  return {
    lines: async () => {
      try {
        return [{ suffix: '', label: '', value: await read() }];
      } catch {
        return [];
      }
    },
  };
}

function newHistogram(buckets: readonly number[]): Histogram & Series {
  const limits = [...buckets, Number.POSITIVE_INFINITY];
  const counts = limits.map(() => 0);
  let sum = 0;
  return {
    observe: (value) => {
      const at = limits.findIndex((limit) => value <= limit);
      counts[at] = (counts[at] ?? 0) + 1;
      sum += value;
    },
    lines: () => {
      let count = 0;
      const lines = limits.map((limit, at) => {
        count += counts[at] ?? 0;
        return {
          suffix: '_bucket',
          label: `le="${limit === Number.POSITIVE_INFINITY ? '+Inf' : limit}"`,
          value: count,
        };
      });
      return [
        ...lines,
        { suffix: '_sum', label: '', value: sum },
        { suffix: '_count', label: '', value: count },
      ];
    },
  };
}

async function familyText({ name, help, type, series }: Family): Promise<string> {
  const text = [`# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`];
  for (const [labels, one] of series) {
    for (const { suffix, label, value } of await one.lines()) {
      const all = [labels, label].filter((part) => part !== '').join(',');
      text.push(`${name}${suffix}${all === '' ? '' : `{${all}}`} ${value}\n`);
    }
  }
  return text.join('');
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
