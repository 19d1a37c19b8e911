import { z } from 'zod';

/** What an account may be on a site, from the least to the most. */
export const roles = ['subscriber', 'contributor', 'author', 'editor', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** A person (or a program) that can sign in. */
export type Account = {
  readonly id: number;
  /** Lower case; without `@`, so that it is never taken for an e-mail address. */
  readonly login: string;
  readonly email: string;
  readonly name: string;
  /** BCP 47 tag of the interface. */
  readonly locale: string;
  /** Owner of the install: may do everything. */
  readonly owner: boolean;
};

export type Profile = { readonly login: string; readonly email: string; readonly name: string };

export type ProfileProblem = 'bad-login' | 'bad-email' | 'no-name';

export const passwordLength = { least: 10, most: 128 } as const;

export type PasswordProblem = 'too-short' | 'too-long' | 'too-simple';

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

/** A profile as it is kept: login and e-mail in lower case, the name on one line. */
export function tidyProfile({ login, email, name }: Profile): Profile {
  return {
    login: login.trim().toLowerCase(),
    email: email.trim().toLowerCase(),
    name: tidyName(name),
  };
}

export function tidyName(name: string): string {
  return name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

const emailAddress = z.email().max(254);

export function isEmail(text: string | undefined): text is string {
  return emailAddress.safeParse(text?.trim().toLowerCase()).success;
}

/** Whether an account has an address at all: one of this domain, which can never be, stands in for none. */
export function hasAddress({ email }: { readonly email: string }): boolean {
  return !email.endsWith('.invalid');
}

/** What is wrong with a tidy profile; nothing when it can be kept. */
export function profileProblems({ login, email, name }: Profile): readonly ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  if (!/^[a-z0-9][a-z0-9._-]{0,59}$/.test(login)) problems.push('bad-login');
  if (!emailAddress.safeParse(email).success) problems.push('bad-email');
  if (name === '' || name.length > 200) problems.push('no-name');
  return problems;
}

/**
 * What speaks against a password. Length is what counts (NIST SP 800-63B § 3.1.1.2); refused besides are those
 * made of three or fewer different characters, and one's own login or address.
 */
export function passwordProblem(password: string, { login, email }: Profile): PasswordProblem | undefined {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < passwordLength.least) return 'too-short';
  if (password.length > passwordLength.most) return 'too-long';
  const plain = password.toLowerCase();
  if (new Set(characters).size <= 3 || plain === login || plain === email) return 'too-simple';
  return undefined;
}
