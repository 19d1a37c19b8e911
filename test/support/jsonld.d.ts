declare module 'jsonld' {
  /** As much of the package as the tests use; it brings no types. */
  const jsonld: {
    readonly expand: (
      document: object,
      options: {
        readonly base: string;
        readonly documentLoader: (url: string) => Promise<{ documentUrl: string; document: object }>;
        readonly eventHandler: (told: { event: { code: string; details: unknown } }) => void;
      },
    ) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  };
  export default jsonld;
}
