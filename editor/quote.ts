/** The form of a post: a quotation at the cursor of its text, or around the words that are selected there. */
const text = document.querySelector<HTMLTextAreaElement>('#post-form #text');
const panel = document.querySelector<HTMLElement>('#post-form [data-quote]');
const link = panel?.querySelector<HTMLAnchorElement>('a.insert');
const tools = document.querySelector<HTMLElement>('#post-form p.tools');

if (text && panel && link && tools) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain';
  button.textContent = panel.dataset.quote ?? '';
  tools.append(button);

  /** What the quotation takes the place of. */
  type Place = { readonly start: number; readonly end: number; readonly words: string };

  const place = (): Place => {
    const { selectionStart, selectionEnd, value } = text;
    const selected = value.slice(selectionStart, selectionEnd);
    const lead = /^\s*/.exec(selected)?.[0].length ?? 0;
    const words = selected.trim();
    const start = selectionStart + (words === '' ? 0 : lead);
    return { start, end: words === '' ? selectionEnd : start + words.length, words };
  };

  /** Without the marks around it: a quotation sets those of its language. */
  const bare = (words: string) => /^[“"„«‹‘]\s*([\s\S]+?)\s*[”"“»›’]$/.exec(words)?.[1] ?? words;

  const open = async () => {
    const where = place();
    const words = bare(where.words);
    const url = new URL(link.href);
    url.searchParams.set('text', words);
    url.searchParams.set('shape', words === '' || /\n\s*\n/.test(words) ? 'block' : 'line');
    const answer = await fetch(url);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const form = formIn(page);
    // Signed out, or not allowed: the page that says so is what the link itself leads to.
    if (!answer.ok || !form) return location.assign(link.href);
    const dialog = document.createElement('dialog');
    dialog.className = 'quoting';
    const heading = document.createElement('h2');
    heading.id = 'quoting';
    heading.textContent = link.textContent;
    dialog.setAttribute('aria-labelledby', heading.id);
    dialog.append(heading, form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      text.focus();
    });
    dialog.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(dialog, event.target as HTMLFormElement, where);
    });
    document.body.append(dialog);
    dialog.showModal();
    const first = form.querySelector<HTMLElement>(words === '' ? 'textarea' : 'input[name=address]');
    first?.focus();
  };

  /** The form of a page, with names of its own among those of the page that it comes into. */
  const formIn = (page: Document): HTMLFormElement | undefined => {
    const found = page.querySelector<HTMLFormElement>('main form[action$="/quotations/new"]');
    if (!found) return undefined;
    const form = document.importNode(found, true);
    for (const name of ['id', 'for', 'list', 'aria-describedby']) {
      for (const element of form.querySelectorAll(`[${name}]`)) {
        const ids = (element.getAttribute(name) ?? '').split(' ');
        element.setAttribute(name, ids.map((id) => `quoted-${id}`).join(' '));
      }
    }
    const submit = form.querySelector<HTMLButtonElement>('button[type=submit]');
    if (submit) submit.textContent = panel.dataset.put ?? '';
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'plain';
    close.textContent = panel.dataset.close ?? '';
    close.addEventListener('click', () => close.closest('dialog')?.close());
    submit?.after(' ', close);
    return form;
  };

  const send = async (dialog: HTMLDialogElement, form: HTMLFormElement, where: Place) => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.append(name, String(value));
    fields.set('format', text.form?.querySelector<HTMLInputElement>('[name=format]')?.value ?? '');
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: fields,
    });
    if (answer.headers.get('content-type')?.startsWith('application/json')) {
      const made = (await answer.json()) as Made;
      dialog.close();
      return put(where, made, fields.get('shape') === 'line', fields.get('text') ?? '');
    }
    const again = formIn(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    if (!again) return location.assign(link.href);
    form.replaceWith(again);
    again.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };

  type Made = { readonly text: string; readonly around?: readonly [before: string, after: string] };

  /** Words that were left as they are keep what is set in them: emphasis, links. */
  const put = ({ start, end, words }: Place, made: Made, inLine: boolean, sent: string) => {
    const kept = bare(words);
    const asWas = made.around && kept !== '' && sent.trim() === kept && !/[[\]]/.test(kept);
    const [before, after] = made.around ?? ['', ''];
    insert(start, end, inLine ? (asWas ? before + kept + after : made.text) : apart(start, end, made.text));
  };

  /** A block stands between empty lines. */
  const apart = (start: number, end: number, block: string): string => {
    const before = text.value.slice(0, start);
    const after = text.value.slice(end);
    const lead = before === '' ? 0 : 2 - (/\n{0,2}$/.exec(before)?.[0].length ?? 0);
    const trail = 2 - (/^\n{0,2}/.exec(after)?.[0].length ?? 0);
    return '\n'.repeat(lead) + block + '\n'.repeat(after === '' ? 1 : trail);
  };

  /** As if it were typed: it can be undone, and the other islands hear of it. */
  const insert = (start: number, end: number, written: string) => {
    text.focus();
    text.setSelectionRange(start, end);
    if (document.execCommand('insertText', false, written)) return;
    text.setRangeText(written, start, end, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  };

  // The button takes the focus: what was selected in the text stays selected there.
  button.addEventListener('click', () => void open());
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open();
  });
}
