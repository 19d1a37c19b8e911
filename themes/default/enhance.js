// The only script of the theme: an embedded player is fetched when a reader asks for it, and not before.
// Without it the card is a link to the place that shows the thing.
document.addEventListener('click', (event) => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const card = event.target.closest?.('[data-player]');
  if (!card) return;
  event.preventDefault();
  const player = document.createElement('iframe');
  player.src = card.dataset.player;
  player.title = card.dataset.title || card.textContent.trim();
  player.allow = 'autoplay; fullscreen; encrypted-media; picture-in-picture';
  player.referrerPolicy = 'strict-origin-when-cross-origin';
  player.className = 'player';
  const { playerWidth, playerHeight } = card.dataset;
  if (playerWidth && playerHeight) player.style.aspectRatio = `${playerWidth} / ${playerHeight}`;
  card.replaceWith(player);
  player.focus();
});
