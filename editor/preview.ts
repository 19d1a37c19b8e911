/** The form of a post: its text beside it as readers will get it, made anew by the API while one writes. */
const form = document.querySelector<HTMLFormElement>('#post-form');
const sheet = form?.querySelector<HTMLElement>('.sheet');
const button = form?.querySelector<HTMLButtonElement>('button[value=preview]');
const label = sheet?.dataset.livePreview;

if (form && sheet && button && label !== undefined) {
  const text = form.querySelector<HTMLTextAreaElement>('#text');
  const panel = document.createElement('div');
  panel.className = 'live';
  const frame = document.createElement('iframe');
  frame.title = label;
  // Its page is ours and needs no script; without any, nothing in a text can do more than be shown.
  frame.setAttribute('sandbox', 'allow-same-origin');
  panel.append(frame);

  const toggle = document.createElement('button');
  toggle.type = 'button';
  toggle.className = 'plain';
  toggle.textContent = label;
  toggle.setAttribute('aria-pressed', 'false');
  button.after(toggle);

  const remembered = 'verbatim-live-preview';
  let asked = 0;
  let timer = 0;

  const show = async () => {
    const turn = ++asked;
    const page = await previewed().catch(() => undefined);
    if (page !== undefined && turn === asked) put(page);
  };

  const previewed = async (again = true): Promise<string | undefined> => {
    const answer = await fetch('/wp-json/verbatim/v1/preview?_fields=page', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-wp-nonce': sheet.dataset.nonce ?? '' },
      body: JSON.stringify(written()),
    });
    const { page, code } = await answer.json();
    if (answer.ok) return page;
    return again && code === 'rest_cookie_invalid_nonce' && (await renew()) ? previewed(false) : undefined;
  };

  const written = () => {
    const fields = new FormData(form);
    const [title, content, format, excerpt, lang, date, picture] = [
      'title',
      'text',
      'format',
      'excerpt',
      'lang',
      'date',
      'picture',
    ].map((name) => String(fields.get(name) ?? ''));
    const numbers = (name: string) => fields.getAll(name).map(Number);
    return {
      type: sheet.dataset.type,
      title,
      content,
      format,
      excerpt,
      lang,
      date,
      authors: numbers('author'),
      categories: numbers('category'),
      featured_media: Number(picture) || 0,
    };
  };

  /** A page that lay open for a day has a number of its session that is good no more: the page anew has one that is. */
  const renew = async (): Promise<boolean> => {
    const page = await fetch(location.href).then((answer) => answer.text());
    const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector<HTMLElement>('.sheet');
    sheet.dataset.nonce = fresh?.dataset.nonce ?? '';
    return fresh !== null;
  };

  /** Only what stands in the page is exchanged, so that it neither flickers nor loses its place. */
  const put = (page: string) => {
    const next = new DOMParser().parseFromString(page, 'text/html');
    for (const script of next.querySelectorAll('script')) script.remove();
    const inside = frame.contentDocument;
    if (inside?.querySelector('main') && frame.srcdoc !== '') {
      inside.body.replaceWith(inside.adoptNode(next.body));
    } else {
      frame.srcdoc = `<!doctype html>${next.documentElement.outerHTML}`;
    }
  };

  const set = (on: boolean) => {
    toggle.setAttribute('aria-pressed', String(on));
    localStorage.setItem(remembered, on ? '1' : '');
    sheet.classList.toggle('with-live', on);
    if (!on) return panel.remove();
    const after = toggle.closest('p');
    after?.after(panel);
    frame.srcdoc = '';
    void show();
  };

  toggle.addEventListener('click', () => set(toggle.getAttribute('aria-pressed') !== 'true'));
  form.addEventListener('input', () => {
    clearTimeout(timer);
    if (panel.isConnected) timer = window.setTimeout(show, 600);
  });
  if (text && localStorage.getItem(remembered) === '1') set(true);
}
