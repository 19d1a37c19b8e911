import { z } from 'zod';
import { createTerm, type TermRefused, updateTerm } from '../../term/edit.ts';
import { deleteTerm } from '../../term/remove.ts';
import type { Taxonomy } from '../../term/term.ts';
import { contextArg, flag, idNumber, slugs, text, written } from '../argument.ts';
import { apiUrl, type Call, callerMay, forbid, named } from '../call.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { listArgs, listed, sliceOf } from '../paging.ts';
import { plainOf } from '../plain.ts';
import { editing, endpoint, type RestRoute } from '../route.ts';
import { termItem, termSchema, termWords } from './term-item.ts';
import { listTerms, readTermRow, type TermRow } from './term-list.ts';

const termListArgs = {
  ...listArgs('asc'),
  orderby: z
    .enum(['id', 'include', 'name', 'slug', 'include_slugs', 'term_group', 'description', 'count'])
    .default('name'),
  hide_empty: flag.default(false),
  post: idNumber.optional(),
  /** Tags have none; WordPress ignores it there. */
  parent: idNumber.optional(),
  slug: slugs.optional(),
};

const writeArgs = {
  name: text(1_000).optional(),
  slug: text(200).optional(),
  description: written(20_000).optional(),
  parent: idNumber.optional(),
  meta: z.unknown().optional(),
};

type WriteArgs = z.output<z.ZodObject<typeof writeArgs>>;

/** `/wp/v2/categories` and `/wp/v2/tags`. */
export function termRoutes(): readonly RestRoute[] {
  return (['category', 'tag'] as const).flatMap((taxonomy): readonly RestRoute[] => {
    const { route, one } = termWords(taxonomy);
    const schema = termSchema(taxonomy);
    return [
      {
        pattern: `/wp/v2/${route}`,
        schema,
        endpoints: [
          endpoint({
            methods: ['GET'],
            summary: `The ${route} of the site.`,
            args: termListArgs,
            handle: (call, args) => list(call, taxonomy, args),
          }),
          endpoint({
            methods: ['POST'],
            summary: `Makes a ${one}.`,
            args: { ...writeArgs, name: text(1_000) },
            statuses: [201],
            handle: (call, args) => create(call, taxonomy, args),
          }),
        ],
      },
      {
        pattern: `/wp/v2/${route}/{id}`,
        schema,
        endpoints: [
          endpoint({
            methods: ['GET'],
            summary: `One ${one}.`,
            args: { context: contextArg },
            handle: async (call, args) => {
              const row = await findTerm(call, taxonomy);
              if ('code' in row) return row;
              return forbiddenContext(call, args.context) ?? answer(termItem(call, row, args.context));
            },
          }),
          endpoint({
            methods: editing,
            summary: `Changes a ${one}.`,
            args: writeArgs,
            handle: (call, args) => update(call, taxonomy, args),
          }),
          endpoint({
            methods: ['DELETE'],
            summary: `Deletes a ${one}; it has no trash, so \`force\` must be given.`,
            args: { force: flag.default(false) },
            statuses: [501],
            handle: (call, { force }) => remove(call, taxonomy, force),
          }),
        ],
      },
    ];
  });
}

async function list(
  call: Call,
  taxonomy: Taxonomy,
  args: z.output<z.ZodObject<typeof termListArgs>>,
): Promise<Outcome> {
  const refused = forbiddenContext(call, args.context);
  if (refused) return refused;
  const found = await listTerms(
    call.world.db,
    call.site.id,
    {
      taxonomy,
      search: args.search?.trim() || undefined,
      ids: args.include,
      notIds: args.exclude,
      slugs: args.slug,
      parent: args.parent,
      post: args.post,
      hideEmpty: args.hide_empty,
      by: args.orderby,
      descending: args.order === 'desc',
    },
    sliceOf(args),
  );
  return listed(call, args, {
    items: found.rows.map((row) => termItem(call, row, args.context)),
    total: found.total,
  });
}

/** Who writes here may choose among terms, and sees them as they are edited. */
function forbiddenContext(call: Call, context: string): Refusal | undefined {
  return context === 'edit' && !callerMay(call, 'create-post')
    ? forbid(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit terms in this taxonomy.')
    : undefined;
}

async function create(
  call: Call,
  taxonomy: Taxonomy,
  args: WriteArgs & { readonly name: string },
): Promise<Outcome> {
  if (!callerMay(call, taxonomy === 'tag' ? 'create-tags' : 'manage-terms'))
    return forbid(call, 'rest_cannot_create', 'Sorry, you are not allowed to create terms in this taxonomy.');
  const { world, site } = call;
  const done = await world.db.write((tx) =>
    createTerm(tx, site.id, { taxonomy, name: plainOf(args.name), ...fieldsOf(args) }),
  );
  if (!done.ok) return refusedFor(done);
  const row = await readTermRow(world.db, site.id, done.term.id);
  if (!row) return missing;
  const location = apiUrl(call, `/wp/v2/${termWords(taxonomy).route}/${row.id}`);
  return answer(termItem(call, row, 'edit'), { status: 201, headers: { location } });
}

async function update(call: Call, taxonomy: Taxonomy, args: WriteArgs): Promise<Outcome> {
  const found = await findTerm(call, taxonomy);
  if ('code' in found) return found;
  if (!callerMay(call, 'manage-terms'))
    return forbid(call, 'rest_cannot_update', 'Sorry, you are not allowed to edit this term.');
  const { world, site } = call;
  const change = { ...fieldsOf(args), ...(args.name !== undefined && { name: plainOf(args.name) }) };
  const done = await world.db.write((tx) => updateTerm(tx, site.id, found.id, change));
  if (!done.ok) return refusedFor(done);
  const row = await readTermRow(world.db, site.id, found.id);
  return row ? answer(termItem(call, row, 'edit')) : missing;
}

function fieldsOf({ slug, description, parent }: WriteArgs) {
  return {
    ...(slug !== undefined && { slug }),
    ...(description !== undefined && { description: plainOf(description) }),
    ...(parent !== undefined && { parentId: parent === 0 ? null : parent }),
  };
}

async function remove(call: Call, taxonomy: Taxonomy, force: boolean): Promise<Outcome> {
  const row = await findTerm(call, taxonomy);
  if ('code' in row) return row;
  if (!callerMay(call, 'manage-terms'))
    return forbid(call, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this term.');
  if (!force)
    return refuse(
      501,
      'rest_trash_not_supported',
      "Terms do not support trashing. Set 'force=true' to delete.",
    );
  const { world, site } = call;
  const done = await world.db.write((tx) => deleteTerm(tx, site, row.id));
  if (done.ok) return answer({ deleted: true, previous: termItem(call, row, 'view') });
  if (done.reason === 'missing') return missing;
  return refuse(500, 'rest_cannot_delete', 'The default category cannot be deleted.');
}

const missing = refuse(404, 'rest_term_invalid', 'Term does not exist.');

function refusedFor(refused: TermRefused): Refusal {
  switch (refused.reason) {
    case 'missing':
      return missing;
    case 'no-name':
      return refuse(400, 'empty_term_name', 'A name is required for this term.');
    case 'bad-parent':
      return refuse(400, 'rest_term_invalid', 'Parent term does not exist.');
    case 'taken':
      return refuse(400, 'term_exists', 'A term with the name provided already exists with this parent.', {
        term_id: refused.id,
      });
  }
}

async function findTerm(call: Call, taxonomy: Taxonomy): Promise<TermRow | Refusal> {
  const row = await named(call, readTermRow);
  return row?.taxonomy === taxonomy ? row : missing;
}
