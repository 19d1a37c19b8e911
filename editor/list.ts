/** Lists with select boxes: one box for all of them, and a range with the shift key. */
for (const form of document.querySelectorAll<HTMLFormElement>('form.bulk')) {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('td.select input')];
  const corner = form.querySelector('thead td');
  const label = form.querySelector<HTMLLabelElement>('.bulk-bar label')?.textContent ?? '';
  if (corner === null || boxes.length < 2) continue;

  const all = document.createElement('input');
  all.type = 'checkbox';
  all.setAttribute('aria-label', label);
  corner.append(all);
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
  });

  let last: HTMLInputElement | undefined;
  for (const box of boxes) {
    box.addEventListener('click', (event) => {
      if (event.shiftKey && last !== undefined) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].toSorted((a, b) => a - b);
        for (const between of boxes.slice(from, (to ?? 0) + 1)) between.checked = box.checked;
      }
      last = box;
      all.checked = boxes.every((each) => each.checked);
    });
  }
}
