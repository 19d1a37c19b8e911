import program from '../../package.json' with { type: 'json' };

/** By what a capture was made, as it stands in the archive. */
export const software = `Verbatim/${program.version}`;
