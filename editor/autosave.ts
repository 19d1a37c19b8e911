/**
 * The form of a post: what is written is kept by the server every few seconds, and at once in this browser, so that
 * a closed tab, a dead battery or a lost network lose nothing.
 */
const form = document.querySelector<HTMLFormElement>('#post-form');
const sheet = form?.querySelector<HTMLElement>('.sheet');

if (form && sheet) {
  const { kept = '', stale = '', journal = '', restore = '', drop = '' } = sheet.dataset;
  const line = document.createElement('p');
  line.className = 'autosaved';
  line.setAttribute('role', 'status');
  form.querySelector('.side .buttons')?.after(line);

  const every = 5_000;
  const version = form.querySelector<HTMLInputElement>('[name=version]');
  const never = new Set(['token', 'version', 'picture-words', 'do']);
  const written = () => {
    const fields: [string, string][] = [];
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && !never.has(name)) fields.push([name, value]);
    return JSON.stringify(fields);
  };
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
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
    const answer = await fetch(`${sheet.dataset.address}autosave`, { method: 'POST', body: fields }).catch(
      () => undefined,
    );
    const told: Told | undefined = answer?.headers.get('content-type')?.includes('json')
      ? await answer.json()
      : undefined;
    sending = false;
    if (told?.saved) {
      saved = now;
      if (told.address !== undefined) begun(told.address, told.version ?? 1);
      line.textContent = told.stale ? stale : (told.text ?? '');
    } else if (answer?.status !== 422) {
      line.textContent = kept;
    }
    if (written() !== saved) later();
  };

  type Told = {
    readonly saved: boolean;
    readonly text?: string;
    /** Somebody else saved the post meanwhile. */
    readonly stale?: boolean;
    readonly address?: string;
    readonly version?: number;
  };

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
