// While a picture is pressed, the truth stands in its place: the eye sees at once what differs.
for (const row of document.querySelectorAll('.row')) {
  const pictures = [...row.querySelectorAll('img:not(.still)')];
  const truth = pictures.at(-1);
  for (const picture of pictures.slice(0, -1)) {
    const own = picture.src;
    const show = (source) => {
      picture.src = source;
      picture.classList.toggle('truth-shown', source !== own);
    };
    picture.title = 'Press to see the truth in this place';
    picture.style.cursor = 'pointer';
    picture.draggable = false;
    picture.addEventListener('pointerdown', () => show(truth.src));
    for (const end of ['pointerup', 'pointerleave', 'pointercancel']) {
      picture.addEventListener(end, () => show(own));
    }
  }
}
