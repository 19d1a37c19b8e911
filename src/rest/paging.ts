import { z } from 'zod';
import { contextArg, idNumber, ids, text, whole } from './argument.ts';
import { apiUrl, type Call } from './call.ts';
import { type Answer, answer, type Refusal, refuse } from './outcome.ts';

/** The arguments by which every list is paged. */
export const pagingArgs = {
  page: whole(1, 1_000_000).default(1),
  per_page: whole(1, 100).default(10),
  offset: idNumber.optional(),
};

/** The arguments that every list of things with IDs takes. */
export function listArgs(order: 'asc' | 'desc') {
  return {
    context: contextArg,
    ...pagingArgs,
    search: text(300).optional(),
    include: ids.optional(),
    exclude: ids.default([]),
    order: z.enum(['asc', 'desc']).default(order),
  };
}

export type Paging = {
  readonly page: number;
  readonly per_page: number;
  readonly offset?: number | undefined;
};

/** Rows of a list: so many, after so many. */
export type Slice = { readonly limit: number; readonly offset: number };

/** IDs of the rows of a slice, and how many the whole list has. */
export type Listed = { readonly ids: readonly number[]; readonly total: number };

/** The rows of the page that is asked for. */
export function sliceOf({ page, per_page, offset }: Paging): Slice {
  return { limit: per_page, offset: offset ?? (page - 1) * per_page };
}

/** One page of a list, with the headers by which clients go on. */
export function listed(
  call: Call,
  paging: Paging,
  { items, total }: { readonly items: readonly unknown[]; readonly total: number },
): Answer | Refusal {
  const pages = Math.ceil(total / paging.per_page);
  if (paging.page > Math.max(1, pages) && total > 0)
    return refuse(
      400,
      `rest_${kindOf(call.path)}_invalid_page_number`,
      'The page number requested is larger than the number of pages available.',
    );
  const links = [
    paging.page > 1 && `<${pageUrl(call, Math.min(paging.page - 1, Math.max(1, pages)))}>; rel="prev"`,
    paging.page < pages && `<${pageUrl(call, paging.page + 1)}>; rel="next"`,
  ].filter((link) => link !== false);
  return answer(items, {
    headers: {
      'x-wp-total': String(total),
      'x-wp-totalpages': String(pages),
      ...(links.length > 0 && { link: links.join(', ') }),
    },
  });
}

/** WordPress names the code after the kind of thing. */
function kindOf(path: string): string {
  if (/\/comments$/.test(path)) return 'comment';
  if (/\/users$/.test(path)) return 'user';
  return 'post';
}

function pageUrl(call: Call, page: number): string {
  const query = new URLSearchParams(call.query);
  query.delete('rest_route');
  query.set('page', String(page));
  return `${apiUrl(call, call.path)}?${query}`;
}
