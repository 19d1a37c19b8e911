/**
 * A reason or a warning as messages choose by it: hyphens cannot stand there. Its type is the choice that each of these
 * messages has, which is taken for every name without words of its own.
 */
export function choiceOf(name: string | null): 'other' {
  return (name?.replaceAll('-', '_') ?? 'other') as 'other';
}
