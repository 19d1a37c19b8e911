/**
 * The form of a post: what is written is kept by the server every few seconds, by way of the API, and at once in this
 * browser, so that a closed tab, a dead battery or a lost network lose nothing.
 */
const form = document.querySelector<HTMLFormElement>('#post-form');
const sheet = form?.querySelector<HTMLElement>('.sheet');

if (form && sheet) {
  const { saved: savedAt = '', kept = '', stale = '', journal = '', restore = '', drop = '' } = sheet.dataset;
  const collection = `/wp-json/wp/v2/${sheet.dataset.type}s`;
  const line = document.createElement('p');
  line.className = 'autosaved';
  line.setAttribute('role', 'status');
  form.querySelector('.side .buttons')?.after(line);

  const every = 5_000;
  const version = form.querySelector<HTMLInputElement>('[name=version]');
  const never = new Set(['token', 'version', 'picture-words', 'do']);
  const fieldsNow = () => {
    const fields: [string, string][] = [];
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && !never.has(name)) fields.push([name, value]);
    return fields;
  };
  const written = () => JSON.stringify(fieldsNow());
  const place = () => `verbatim-journal ${sheet.dataset.address}`;

  let saved = written();
  const shown = saved;
  let timer = 0;
  let sending = false;
  let sent = false;

  const note = () => {
    const journalled: Journal = { version: Number(version?.value), sent, fields: written() };
    try {
      localStorage.setItem(place(), JSON.stringify(journalled));
    } catch {
      // A full or forbidden store: the server keeps it all the same.
    }
  };

  const keep = async () => {
    const now = written();
    if (sending || sent || now === saved) return;
    sending = true;
    const id = /(\d+)\/$/.exec(sheet.dataset.address ?? '')?.[1];
    const told = await (id === undefined ? begin() : autosave(id)).catch(() => undefined);
    sending = false;
    if (told === 'nothing') return;
    if (told) {
      saved = now;
      if (id === undefined) begun(`${sheet.dataset.address}${told.id}/`, told.verbatim_version ?? 1);
      line.textContent = told.verbatim_stale ? stale : savedAt.replace('{time}', timeOf(told));
    } else {
      line.textContent = kept;
    }
    if (written() !== saved) later();
  };

  type Told = {
    readonly id: number;
    /** In the site's time zone, of a draft or of what was kept. */
    readonly modified: string;
    readonly verbatim_version?: number;
    /** Somebody else saved the post meanwhile. */
    readonly verbatim_stale?: boolean;
  };

  /** What is begun becomes a draft. Of an empty form none is made. */
  const begin = async (): Promise<Told | 'nothing' | undefined> => {
    const [title, content, format] = ['title', 'text', 'format'].map((name) => fieldOf(name));
    if (!title?.trim() && !content?.trim()) return 'nothing';
    // A title of the API is HTML.
    const escaped = title?.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return send(collection, { title: escaped, content, verbatim_format: format, status: 'draft' });
  };

  /** What is written on a post that there is stays beside it: readers get none of it. */
  const autosave = (id: string): Promise<Told | undefined> =>
    send(`${collection}/${id}/autosaves`, {
      verbatim_version: Number(version?.value),
      verbatim_form: fieldsNow(),
    });

  const fieldOf = (name: string) => String(new FormData(form).get(name) ?? '');

  /** A page that lay open for a day asks for a number of this session that is good again, and sends once more. */
  const send = async (path: string, body: object, again = true): Promise<Told | undefined> => {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-wp-nonce': sheet.dataset.nonce ?? '' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return answer.json();
    if (!again || answer.status !== 403) return undefined;
    const { code } = await answer.json();
    const renewed = code === 'rest_cookie_invalid_nonce' && (await renew());
    return renewed ? send(path, body, false) : undefined;
  };

  /** The page as it would be loaded now has a number that is good; who is signed out gets another page. */
  const renew = async (): Promise<boolean> => {
    const page = await fetch(location.href).then((answer) => answer.text());
    const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector<HTMLElement>('.sheet');
    sheet.dataset.nonce = fresh?.dataset.nonce ?? '';
    return fresh !== null;
  };

  const timeOf = ({ modified }: Told) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'short', timeZone: 'UTC' }).format(
      new Date(`${modified}Z`),
    );

  /** A draft was made of it: from now on the form is that draft's. */
  const begun = (address: string, its: number) => {
    localStorage.removeItem(place());
    sheet.dataset.address = address;
    form.action = address;
    if (version) version.value = String(its);
    history.replaceState(null, '', address);
    note();
  };

  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(keep, every);
  };

  form.addEventListener('input', () => {
    note();
    later();
  });
  form.addEventListener('submit', (event) => {
    const by = event.submitter;
    const elsewhere = by instanceof HTMLButtonElement && by.formTarget === '_blank';
    if (elsewhere) return;
    sent = true;
    note();
    clearTimeout(timer);
  });
  addEventListener('pageshow', () => {
    sent = false;
  });

  type Journal = { readonly version: number; readonly sent: boolean; readonly fields: string };

  const read = (key: string): Journal | undefined =>
    JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;

  // What was sent arrived when there is a newer version; a page that shows it unsaved says so itself.
  const isSaved = Number(version?.value) > 0;
  const begunAt = `verbatim-journal ${sheet.dataset.address?.replace(/\d+\/$/, '')}`;
  if (isSaved && sheet.dataset.state !== 'unsaved' && read(begunAt)?.sent) localStorage.removeItem(begunAt);
  const before = read(place());
  const arrived = before?.sent === true && Number(version?.value) > before.version;
  if (before && sheet.dataset.state !== 'unsaved') {
    if (arrived || before.fields === shown) localStorage.removeItem(place());
    else offer(before.fields);
  }

  /** Puts what this browser kept back into the form, when its writer wants it. */
  function offer(text: string): void {
    const box = document.createElement('section');
    box.className = 'notice warning';
    const words = document.createElement('p');
    words.textContent = journal;
    const buttons = document.createElement('p');
    buttons.className = 'buttons';
    const yes = document.createElement('button');
    yes.type = 'button';
    yes.textContent = restore;
    const no = document.createElement('button');
    no.type = 'button';
    no.className = 'plain';
    no.textContent = drop;
    buttons.append(yes, no);
    box.append(words, buttons);
    form?.before(box);
    yes.addEventListener('click', () => {
      fill(JSON.parse(text));
      box.remove();
      later();
    });
    no.addEventListener('click', () => {
      localStorage.removeItem(place());
      box.remove();
    });
  }

  function fill(fields: readonly (readonly [string, string])[]): void {
    for (const field of form?.elements ?? []) {
      const values = fields
        .filter(([name]) => 'name' in field && name === field.name)
        .map(([, value]) => value);
      if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio'))
        field.checked = values.includes(field.value);
      else if (
        (field instanceof HTMLInputElement ||
          field instanceof HTMLTextAreaElement ||
          field instanceof HTMLSelectElement) &&
        values[0] !== undefined
      )
        field.value = values[0];
    }
    form?.dispatchEvent(new Event('input'));
  }
}
