/** What was measured of one contender, a value for each round. */
export type Measured = {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly median: number;
  readonly least: number;
  readonly most: number;
};

export type Contender<Value> = { readonly name: string; readonly measure: (round: number) => Promise<Value> };

export const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
/** Seconds that each load lasts. */
export const seconds = Number(process.env.BENCH_SECONDS ?? 4);

/**
 * Measures contenders in turn, round by round, so that whatever else the machine does meets all of them; who
 * begins changes from round to round. A value of each for each round, by name.
 */
export async function interleaved<Value>(
  contenders: readonly Contender<Value>[],
  times: number = rounds,
): Promise<ReadonlyMap<string, readonly Value[]>> {
  const values = new Map<string, Value[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < times; round++) {
    const order = contenders.map((_, index) => contenders[(index + round) % contenders.length]);
    for (const contender of order)
      if (contender) values.get(contender.name)?.push(await contender.measure(round));
  }
  return values;
}

export function measured(name: string, unit: string, values: readonly number[]): Measured {
  return {
    name,
    unit,
    values,
    median: median(values),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}

/** Round by round, how many times the one is the other. */
export function ratio(name: string, of: readonly number[], to: readonly number[]): Measured {
  return measured(
    name,
    '×',
    of.map((value, round) => Math.round((value / (to[round] ?? Number.NaN)) * 1000) / 1000),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const value =
    sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return Math.round((value ?? Number.NaN) * 1000) / 1000;
}
