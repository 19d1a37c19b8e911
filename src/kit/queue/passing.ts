import type { WriteOptions } from '../database/index.ts';

/**
 * How a worker takes and ends its work: what a power cut undoes of it is done again, as any job may be. The writing
 * that asked for the work was synced before.
 */
export const passing: WriteOptions = { lasting: false };
