import { answerOEmbed } from '../../feed/oembed.ts';
import { text, whole } from '../argument.ts';
import { type Answer, answer, type Refusal, refuse } from '../outcome.ts';
import { endpoint, type RestRoute } from '../route.ts';

/** `/oembed/1.0/embed`: where WordPress has what stands at `/oembed` here. */
export function oEmbedRoutes(): readonly RestRoute[] {
  return [
    {
      pattern: '/oembed/1.0/embed',
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'What another site shows of a post or page (oEmbed 1.0).',
          args: { url: text(2_000), format: text(10).optional(), maxwidth: whole(1).optional() },
          handle: async ({ visit, request }): Promise<Answer | Refusal> => {
            const { status, body } = await answerOEmbed(visit, request);
            if (status === 200 && typeof body === 'string' && body.startsWith('{'))
              return answer(JSON.parse(body));
            return status === 200 || status === 501
              ? refuse(501, 'oembed_not_implemented', 'The format is json here; /oembed has XML too.')
              : refuse(404, 'oembed_invalid_url', 'Not Found');
          },
        }),
      ],
    },
  ];
}
