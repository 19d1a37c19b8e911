/** A field for files becomes a place to drop them; each is sent by itself, and one sees how far it is. */
for (const form of document.querySelectorAll<HTMLFormElement>('form.upload')) {
  const field = form.querySelector<HTMLInputElement>('input[type=file]');
  const place = form.querySelector<HTMLElement>('[data-drop]');
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  if (field === null || place === null || button === null) continue;

  const hint = document.createElement('span');
  hint.className = 'soft';
  hint.textContent = ` ${place.dataset.drop ?? ''}`;
  field.after(hint);
  const list = document.createElement('ul');
  list.className = 'upload-list';
  list.setAttribute('aria-live', 'polite');
  form.append(list);

  form.addEventListener('submit', (event) => {
    if (field.files === null || field.files.length === 0) return;
    event.preventDefault();
    void sendAll([...field.files]);
  });
  form.addEventListener('dragover', (event) => {
    event.preventDefault();
    form.classList.add('dragging');
  });
  form.addEventListener('dragleave', () => form.classList.remove('dragging'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('dragging');
    void sendAll([...(event.dataTransfer?.files ?? [])]);
  });

  const sendAll = async (files: readonly File[]): Promise<void> => {
    button.disabled = true;
    let refused = 0;
    for (const file of files) if (!(await send(file))) refused += 1;
    button.disabled = false;
    field.value = '';
    if (refused === 0 && files.length > 0) location.reload();
  };

  const send = (file: File): Promise<boolean> => {
    const row = document.createElement('li');
    const name = document.createElement('bdi');
    name.textContent = file.name;
    const progress = document.createElement('progress');
    progress.max = 1;
    progress.value = 0;
    progress.setAttribute('aria-label', file.name);
    row.append(name, progress);
    list.append(row);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.upload.addEventListener('progress', (event) => {
        if (event.lengthComputable) progress.value = event.loaded / event.total;
      });
      request.addEventListener('loadend', () => {
        const problem = problemOf(request);
        progress.value = 1;
        if (problem === undefined) return resolve(true);
        progress.remove();
        const note = document.createElement('span');
        note.className = 'problem';
        note.textContent = problem;
        row.append(note);
        resolve(false);
      });
      request.open('POST', `/wp-json/wp/v2/media?title=${encodeURIComponent(titleOf(file.name))}`);
      request.setRequestHeader('x-wp-nonce', place.dataset.nonce ?? '');
      request.setRequestHeader('content-disposition', dispositionOf(file.name));
      request.send(file);
    });
  };
}

/** `harbour-at_dawn.jpg` is "harbour at dawn". */
function titleOf(name: string): string {
  const bare = name.replace(/\.[A-Za-z0-9]{1,8}$/, '');
  return bare.replaceAll(/[-_]+/g, ' ').trim().slice(0, 200);
}

/** RFC 8187: a name in any script. */
function dispositionOf(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}

/** What the API says of the file, in the words of who is here; without an answer in its form, the status. */
function problemOf({ status, responseText }: XMLHttpRequest): string | undefined {
  if (status === 201) return undefined;
  try {
    const { message, data } = JSON.parse(responseText) as {
      message?: string;
      data?: { verbatim_problem?: string };
    };
    return data?.verbatim_problem ?? message ?? String(status);
  } catch {
    return status === 0 ? '…' : String(status);
  }
}
