((h) => {
  const log = h.find('log');
  const scroller = h.find('scroll');
  const below = h.find('below');
  const own = {};
  const near = 120;

  h.isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < near;

  h.scrollTo = (top, smooth) => {
    if (smooth && !h.calm && scroller.scrollTo) scroller.scrollTo({ top, behavior: 'smooth' });
    else scroller.scrollTop = top;
  };
  // To the end, but never past the beginning of what is new: it is read from its first line.
  h.scrollToNew = (first, smooth) => {
    const end = scroller.scrollHeight - scroller.clientHeight;
    h.scrollTo(first ? Math.min(end, first.offsetTop - 12) : end, smooth);
  };
  const image = (source, words) => {
    const picture = h.make('img', 'photo');
    picture.alt = words;
    picture.src = source;
    return picture;
  };
  h.showBelow = (shown) => {
    below.hidden = !shown;
  };
  below.addEventListener('click', () => h.scrollToNew(null, true));
  scroller.addEventListener('scroll', () => {
    if (h.isAtEnd()) below.hidden = true;
  });

  const bubble = (side, text) => {
    const row = h.make('article', `row ${side}`);
    const box = h.make('div', 'bubble');
    box.dir = h.directionOf(text);
    row.appendChild(box);
    return { row, box };
  };

  h.showOwn = (message) => {
    const { row, box } = bubble('mine', message.label);
    const file = message.file && h.fileOf(message);
    if (file && message.file.kind === 'photo') {
      box.appendChild(image(URL.createObjectURL(file), h.t('sent.photo')));
    }
    const text = h.make('p', box.firstChild ? 'unseen' : 'text');
    const state = h.make('div', 'state');
    box.appendChild(text);
    row.appendChild(state);
    own[message.id] = { row, text, state };
    h.showState(message);
    log.appendChild(row);
    h.scrollToNew(null, true);
  };

  h.showState = (message) => {
    const shown = own[message.id];
    if (!shown) return;
    const { row, text, state } = shown;
    text.textContent = '';
    text.appendChild(h.rich(message.label));
    const trouble = message.state !== 'sent' && (message.state !== 'waiting' || message.tried === true);
    row.classList.toggle('trouble', trouble);
    row.classList.toggle('sending', message.state === 'waiting' && !trouble);
    state.textContent = '';
    if (!trouble) return;
    const words = message.state === 'lost' ? 'lostFile' : message.state;
    state.appendChild(h.make('span', '', h.t(`state.${words}`)));
    if (message.state === 'waiting') state.appendChild(h.button('small', h.t('state.retry'), () => h.pump()));
    state.appendChild(
      h.button('small', h.t('state.remove'), () => {
        h.forget(message);
        row.remove();
      }),
    );
  };

  const media = (reply) => {
    const { kind, url } = reply.media;
    if (kind === 'voice') {
      const audio = h.make('audio', 'audio');
      audio.controls = true;
      audio.preload = 'metadata';
      audio.src = url;
      audio.setAttribute('aria-label', h.t('media.voice'));
      return audio;
    }
    const link = h.make(
      'a',
      kind === 'photo' ? '' : 'file',
      kind === 'photo' ? '' : `📎 ${h.t('media.document')}`,
    );
    link.href = url;
    link.target = '_blank';
    link.rel = 'noopener';
    if (kind === 'photo') {
      const picture = image(url, h.t('media.photo'));
      // One that could not be drawn leaves the words alone.
      picture.addEventListener('error', () => link.remove());
      link.appendChild(picture);
    }
    return link;
  };

  // A card's button names what it acts on, so it stays right however late it is pressed; a question's does not.
  const standing = (reply) =>
    reply.asked === undefined &&
    reply.choices.every(({ id }) => id.indexOf(':') > 0 && !/^(edit|lang):/.test(id));

  const choices = (reply) => {
    const group = h.make('div', 'choices');
    group.setAttribute('role', 'group');
    if (!standing(reply)) group.classList.add('passing');
    const plain = reply.choices.filter((choice) => !choice.control);
    const controls = reply.choices.filter((choice) => choice.control);
    const row = (className, list) => {
      const line = h.make('div', className);
      for (const choice of list) {
        const press = () => {
          group.remove();
          const body = { choice: choice.id };
          if (reply.asked !== undefined) body.asked = reply.asked;
          h.send(body, choice.label);
          // The pressed button is gone, and the keyboard's place with it.
          if (!h.touch) h.find('text').focus();
        };
        const button = h.button('', choice.label, press);
        button.dir = h.directionOf(choice.label);
        line.appendChild(button);
      }
      if (list.length > 0) group.appendChild(line);
    };
    // Short answers stand side by side, long ones each on a line of its own.
    const longest = plain.reduce((most, choice) => Math.max(most, choice.label.length), 0);
    row(`answers${longest <= 18 && plain.length > 1 ? ' short' : ''}`, plain);
    row('controls', controls);
    return group;
  };

  h.closeChoices = () => {
    for (const group of log.querySelectorAll('.choices.passing')) {
      group.classList.remove('passing');
      group.classList.add('closed');
      for (const button of group.querySelectorAll('button')) button.disabled = true;
    }
  };

  // `open`: whether its buttons can still be pressed; a question that has passed shows none.
  h.showReply = (reply, open) => {
    const { row, box } = bubble('theirs', reply.text);
    if (reply.media) box.appendChild(media(reply));
    if (reply.text) {
      const text = h.make('p', 'text');
      text.appendChild(h.rich(reply.text));
      box.appendChild(text);
    }
    if (reply.choices.length > 0 && (open || standing(reply))) {
      if (!standing(reply)) h.closeChoices();
      row.appendChild(choices(reply));
    }
    log.appendChild(row);
    return row;
  };

  h.aside = (text) => {
    log.appendChild(h.make('p', 'aside', text));
    h.scrollToNew(null, true);
  };
})(window.herfah);
