import { type Asked, actionButton, type KeysetPage, list, pager, tabs } from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import { formatDate } from '../kit/i18n/index.ts';
import { type JobState, jobStates, type ListedJob, type ListedSchedule } from '../kit/queue/index.ts';

export const jobsPath = '/-/admin/jobs/';

export type JobsView = {
  readonly state: JobState;
  readonly counts: Readonly<Record<JobState, number>>;
  readonly page: KeysetPage<ListedJob>;
  /** Of the whole install, which only its owner sees; undefined for who may not. */
  readonly everywhere: boolean | undefined;
  readonly schedules: readonly ListedSchedule[];
};

export function jobsMain(asked: Asked, view: JobsView): Html {
  const { t } = asked;
  const { state, counts, page, everywhere, schedules } = view;
  return html`${everywhere !== undefined && scopeTabs(asked, view)}${tabs(
    t('jobs.states'),
    jobStates.map((each) => ({
      label: t('jobs.state', { state: each }),
      href: hrefOf(each, everywhere),
      count: counts[each],
      current: each === state,
    })),
  )}${state === 'failed' && counts.failed > 0 && allButtons(asked, everywhere)}${jobList(asked, view)}${pager(
    asked,
    page,
    ({ id, runAt, failedAt }) => [state === 'failed' ? (failedAt ?? '') : runAt, id],
  )}${schedules.length > 0 && scheduleTable(asked, schedules)}`;
}

function hrefOf(state: JobState, everywhere: boolean | undefined): string {
  const query = new URLSearchParams({
    ...(state !== 'failed' && { state }),
    ...(everywhere && { all: '1' }),
  }).toString();
  return query === '' ? jobsPath : `${jobsPath}?${query}`;
}

function scopeTabs({ t }: Asked, { state, everywhere }: JobsView): Html {
  return tabs(t('jobs.scopes'), [
    { label: t('jobs.this-site'), href: hrefOf(state, false), current: !everywhere },
    { label: t('jobs.everywhere'), href: hrefOf(state, true), current: everywhere === true },
  ]);
}

function allButtons(asked: Asked, everywhere: boolean | undefined): Html {
  const { t } = asked;
  const fields = { which: 'all', ...(everywhere && { all: '1' }) };
  return html`<div class="row-buttons">${actionButton(asked, { action: `${jobsPath}failed`, label: t('jobs.retry-all'), fields: { ...fields, do: 'retry' } })}${actionButton(asked, { action: `${jobsPath}failed`, label: t('jobs.drop-all'), fields: { ...fields, do: 'drop' }, tone: 'bad' })}</div>
`;
}

function jobList(asked: Asked, { state, page, everywhere }: JobsView): Html {
  const { t } = asked;
  return list(asked, {
    caption: t('jobs.state', { state }),
    rows: page.rows,
    id: ({ id }) => id,
    name: ({ id, kind }) => `${kind} ${id}`,
    empty: html`<p>${t('jobs.none', { state })}</p>`,
    ...(state === 'failed' && {
      bulk: {
        action: `${jobsPath}failed`,
        actions: [
          { value: 'retry', label: t('jobs.retry') },
          { value: 'drop', label: t('jobs.drop') },
        ],
        back: hrefOf('failed', everywhere),
      },
    }),
    columns: [
      {
        label: t('jobs.work'),
        heading: true,
        cell: (job) =>
          html`${areaOf(t, job.kind)} <code dir="ltr">${job.kind}${job.key !== null && job.key !== '' && ` ${job.key}`}</code>${
            job.error !== null && job.error !== '' && html`<p class="job-error" dir="auto">${job.error}</p>`
          }`,
      },
      { label: t('jobs.attempts'), narrow: true, cell: ({ attempts }) => attempts },
      {
        label: t(state === 'failed' ? 'jobs.failed-at' : 'jobs.run-at'),
        narrow: true,
        cell: ({ runAt, failedAt }) => moment(asked, failedAt ?? runAt),
      },
    ],
  });
}

/** Which part of the product a job is of, by the beginning of its kind. */
function areaOf(t: Asked['t'], kind: string): string {
  const area = areas.find((each) => each === kind.split('.')[0]) ?? 'other';
  return t('jobs.area', { area });
}

const areas = [
  'media',
  'post',
  'comment',
  'mail',
  'search',
  'embed',
  'subscription',
  'schedule',
  'event',
] as const;

function scheduleTable(asked: Asked, schedules: readonly ListedSchedule[]): Html {
  const { t } = asked;
  return html`<h2>${t('jobs.schedules')}</h2>
${list(asked, {
  caption: t('jobs.schedules'),
  rows: schedules,
  id: ({ name }) => name,
  name: ({ name }) => name,
  empty: html``,
  columns: [
    { label: t('jobs.work'), heading: true, cell: ({ name }) => html`<code dir="ltr">${name}</code>` },
    {
      label: t('jobs.every'),
      narrow: true,
      cell: ({ everySeconds }) =>
        everySeconds % 3600 === 0
          ? t('jobs.hours', { hours: everySeconds / 3600 })
          : t('jobs.minutes', { minutes: Math.round(everySeconds / 60) }),
    },
    {
      label: t('jobs.last'),
      narrow: true,
      cell: ({ last }) => (last === undefined ? '–' : moment(asked, last)),
    },
    {
      label: t('jobs.next'),
      narrow: true,
      cell: ({ next }) => (next === undefined ? '–' : moment(asked, next)),
    },
  ],
})}`;
}

function moment({ t, site }: Asked, time: string): Html {
  const { timeZone, calendar } = site;
  return html`<time datetime="${time}">${formatDate(time, { locale: t.locale, timeZone, calendar, style: 'moment' })}</time>`;
}
