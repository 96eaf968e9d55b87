((h) => {
  const find = h.find;
  const log = find('log');
  const seen = {};
  const pollMillis = () => (document.hidden ? 20000 : 3000);
  let cursor = null;
  let polls = 0;
  let misses = 0;
  let timer = 0;
  let typingTimer = 0;
  let request;

  h.question = null;
  h.lastShown = null;

  h.setTyping = (shown) => {
    clearTimeout(typingTimer);
    const put = () => {
      const atEnd = h.isAtEnd();
      find('typing').hidden = !shown;
      if (shown && atEnd) h.scrollToNew(null, true);
    };
    if (shown) typingTimer = setTimeout(put, 250);
    else put();
  };

  h.setOffline = (offline) => {
    find('offline').hidden = !offline;
  };

  const showQuestion = (question) => {
    h.question = question;
    const bar = find('progress');
    bar.hidden = question === null || question.of < 2;
    if (bar.hidden) return;
    const share = Math.min(1, question.number / question.of);
    const words = h.t('progress', { number: h.digits(question.number), of: h.digits(question.of) });
    find('progress-bar').style.transform = `scaleX(${share})`;
    find('progress-text').textContent = words;
    bar.setAttribute('aria-valuemax', String(question.of));
    bar.setAttribute('aria-valuenow', String(question.number));
    bar.setAttribute('aria-valuetext', words);
  };

  const showWelcome = () => {
    find('welcome').hidden = log.childElementCount > 0;
  };

  // The page speaks the language of the conversation, once there is one.
  const follow = (answer) => {
    if (answer.replies.length > 0 && answer.language && answer.language !== h.language)
      h.speak(answer.language);
    if (h.as) find('subtitle').textContent = h.as;
  };

  const note = (reply) => {
    seen[reply.id] = true;
    h.lastShown = reply.id;
  };

  // A button that an earlier question had is none of the one that waits now.
  const asksFor = (wanted) => {
    const kind = h.question === null ? null : h.question.kind;
    return wanted !== undefined && (kind === wanted || (kind === 'phone' && wanted === 'contact'))
      ? wanted
      : undefined;
  };
  // What the waiting question asks for beyond words; news from elsewhere does not change it.
  const noteRequest = (list, isTurn) => {
    const asking = list.filter((reply) => reply.request).pop();
    if (asking || isTurn) request = asking ? asking.request : undefined;
    h.showAsk(asksFor(request));
  };

  h.receive = (answer, own) => {
    follow(answer);
    const fresh = answer.replies.filter((reply) => !seen[reply.id]);
    const atEnd = own || h.isAtEnd();
    let first = null;
    for (const reply of fresh) {
      const row = h.showReply(reply, true);
      first = first || row;
      note(reply);
    }
    showWelcome();
    // A reading that began before the message that is under way knows nothing of its question.
    if (own || !h.isSending()) {
      const isTurn = own || JSON.stringify(answer.question) !== JSON.stringify(h.question);
      showQuestion(answer.question);
      noteRequest(own ? answer.replies : fresh, isTurn);
    }
    if (fresh.length === 0) return;
    h.setTyping(false);
    if (atEnd) h.scrollToNew(first, true);
    else h.showBelow(true);
  };

  // All replies from the server, and between them what was sent from this browser, each after what it followed.
  const rebuild = (answer) => {
    log.setAttribute('aria-live', 'off');
    follow(answer);
    const replies = answer.replies;
    const place = {};
    replies.forEach((reply, index) => {
      place[reply.id] = index;
    });
    const placeOf = (message) =>
      message.after === null ? -1 : message.after in place ? place[message.after] : replies.length;
    const showSentAt = (index) => h.sent.filter((message) => placeOf(message) === index).forEach(h.showOwn);
    // A question is open until something was sent after it.
    const answered = h.sent.reduce((most, message) => Math.max(most, placeOf(message)), -1);
    const unanswered = replies.slice(answered + 1);
    const asking = unanswered.filter((reply) => reply.choices.length > 0).pop();
    showSentAt(-1);
    replies.forEach((reply, index) => {
      h.showReply(reply, reply === asking);
      note(reply);
      showSentAt(index);
    });
    showSentAt(replies.length);
    showQuestion(answer.question);
    noteRequest(unanswered, true);
    showWelcome();
    h.scrollToNew(null, false);
    setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
  };

  const read = async () => {
    const url = cursor === null ? h.address : `${h.address}?after=${encodeURIComponent(cursor)}`;
    const response = await h.request(url, {}, 20000);
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };

  // The cursor moves only here: a reply from elsewhere may have come before those that a POST answered with.
  const poll = async () => {
    clearTimeout(timer);
    polls += 1;
    const turn = polls;
    let wait = pollMillis();
    try {
      const first = cursor === null && log.childElementCount === 0;
      const answer = await read();
      if (turn !== polls) return;
      misses = 0;
      h.setOffline(false);
      if (first && log.childElementCount === 0) rebuild(answer);
      else h.receive(answer, false);
      if (answer.replies.length > 0) cursor = answer.replies[answer.replies.length - 1].id;
    } catch (_) {
      if (turn !== polls) return;
      misses += 1;
      h.setOffline(misses > 1 || navigator.onLine === false);
      if (log.childElementCount === 0) h.sent.forEach(h.showOwn);
      showWelcome();
      wait = Math.max(wait, 5000);
    }
    timer = setTimeout(poll, wait);
  };
  h.pollSoon = (millis) => {
    clearTimeout(timer);
    timer = setTimeout(poll, millis);
  };

  find('start').addEventListener('click', () => {
    const hello = h.say || h.t('welcome.hello');
    find('welcome').hidden = true;
    h.send({ text: hello }, hello);
    if (!h.touch) find('text').focus();
  });
  find('language').addEventListener('click', () => {
    const other = h.language === 'ar' ? 'en' : 'ar';
    const name = h.t('languageSwitch');
    h.speak(other);
    showQuestion(h.question);
    h.showAsk(asksFor(request));
    if (h.lastShown !== null) h.send({ choice: `lang:${other}` }, name);
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) poll();
  });
  window.addEventListener('online', poll);
  window.addEventListener('offline', () => h.setOffline(true));
  window.addEventListener('resize', () => {
    if (document.activeElement === find('text')) h.scrollToNew(null, false);
  });

  if (h.as) {
    find('subtitle').removeAttribute('data-t');
    find('subtitle').textContent = h.as;
  }
  poll().then(() => h.pump());
})(window.herfah);
