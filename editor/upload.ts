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
    const body = new FormData();
    body.append('token', form.querySelector<HTMLInputElement>('input[name=token]')?.value ?? '');
    body.append('files', file);
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
      request.open('POST', form.action);
      request.setRequestHeader('accept', 'application/json');
      request.send(body);
    });
  };
}

/** What the server says of the file; without an answer in its form, the status. */
function problemOf(request: XMLHttpRequest): string | undefined {
  try {
    const { files } = JSON.parse(request.responseText) as { files: readonly { problem?: string }[] };
    return files[0]?.problem;
  } catch {
    return request.status === 0 ? '…' : String(request.status);
  }
}
