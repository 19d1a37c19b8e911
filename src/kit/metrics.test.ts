import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMetrics, measureProcess } from './metrics.ts';

describe('Metrics', () => {
  it('are written in the text format of Prometheus', async () => {
    const metrics = createMetrics();
    metrics.counter('pages_total', 'Pages\nserved.').add(3);
    const answers = metrics.counters('answers_total', 'Answers.', ['status', 'kind']);
    answers.with({ status: '200', kind: 'a "b" \\c' }).add();
    answers.with({ status: '404', kind: 'x' }).add(2);
    answers.with({ status: '404', kind: 'x' }).add();
    metrics.gauge('weight', 'Weight.', async () => 1.5);
    assert.equal(
      await metrics.text(),
      [
        '# HELP pages_total Pages\\nserved.',
        '# TYPE pages_total counter',
        'pages_total 3',
        '# HELP answers_total Answers.',
        '# TYPE answers_total counter',
        'answers_total{status="200",kind="a \\"b\\" \\\\c"} 1',
        'answers_total{status="404",kind="x"} 3',
        '# HELP weight Weight.',
        '# TYPE weight gauge',
        'weight 1.5',
        '',
      ].join('\n'),
    );
  });

  it('count what was observed in every bucket that it fits', async () => {
    const metrics = createMetrics();
    const seconds = metrics.histograms('seconds', 'Seconds.', ['kind'], [0.1, 1]).with({ kind: 'a' });
    for (const value of [0.1, 0.5, 7]) seconds.observe(value);
    const lines = (await metrics.text()).split('\n').slice(2, -1);
    assert.deepEqual(lines, [
      'seconds_bucket{kind="a",le="0.1"} 1',
      'seconds_bucket{kind="a",le="1"} 2',
      'seconds_bucket{kind="a",le="+Inf"} 3',
      'seconds_sum{kind="a"} 7.6',
      'seconds_count{kind="a"} 3',
    ]);
  });

  it('leave out a number that cannot be read, and give the others', async () => {
    const metrics = createMetrics();
    metrics.gauge('lost', 'Lost.', () => Promise.reject(new Error('the database is gone')));
    metrics.counter('kept_total', 'Kept.').add();
    const text = await metrics.text();
    assert.doesNotMatch(text, /^lost /m);
    assert.match(text, /^kept_total 1$/m);
  });

  it('give the same counter for the same name, and refuse another kind by that name', () => {
    const metrics = createMetrics();
    metrics.counter('a_total', 'A.').add();
    assert.throws(() => metrics.histogram('a_total', 'A.', [1]), /a_total is something else/);
    assert.equal(metrics.counter('a_total', 'A.'), metrics.counter('a_total', 'A.'));
  });

  it('say what every process says', async () => {
    const metrics = createMetrics();
    measureProcess(metrics);
    const text = await metrics.text();
    const memory = Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]);
    assert.ok(memory > 10_000_000);
    assert.match(text, /^# TYPE process_cpu_seconds_total counter$/m);
  });
});
