// The only script of the theme: an embedded player is fetched when a reader asks for it, and not before.
// Without it the card is a link to the place that shows the thing.
document.addEventListener('click', (event) => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const card = event.target.closest?.('[data-player] .embed-card');
  if (!card) return;
  event.preventDefault();
  const { player: address, width, height } = card.closest('[data-player]').dataset;
  const player = document.createElement('iframe');
  player.src = address;
  player.title = card.querySelector('.embed-title')?.textContent ?? card.textContent;
  player.allow = 'autoplay; fullscreen; encrypted-media; picture-in-picture';
  player.referrerPolicy = 'strict-origin-when-cross-origin';
  player.className = 'player';
  if (width && height) player.style.aspectRatio = `${width} / ${height}`;
  card.replaceWith(player);
  player.focus();
});
