// One message at a time, in order, each until the server has it: the same id makes sending again harmless.
((h) => {
  const files = {};
  const patience = (message) => (message.file ? 180000 : 40000);
  const longestDelay = 30000;
  let busy = false;
  let delay = 2000;
  let timer = 0;

  const address = `/chat/api/conversations/${h.conversation}/messages`;
  h.address = address;

  h.request = async (url, options, millis) => {
    const stop = window.AbortController ? new AbortController() : null;
    const clock = setTimeout(() => {
      if (stop) stop.abort();
    }, millis);
    try {
      return await fetch(url, Object.assign({ signal: stop ? stop.signal : undefined }, options));
    } finally {
      clearTimeout(clock);
    }
  };

  const post = (message) => {
    if (!message.file) {
      const body = JSON.stringify(Object.assign({ id: message.id }, message.body));
      const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      return h.request(address, options, patience(message));
    }
    const form = new FormData();
    form.append('id', message.id);
    form.append('file', files[message.id], message.file.name);
    return h.request(address, { method: 'POST', body: form }, patience(message));
  };

  const settle = (message, state) => {
    message.state = state;
    delay = 2000;
    if (state === 'sent') h.hideSensitive(message);
    h.keepSent();
    h.showState(message);
  };

  const later = (message, millis) => {
    message.state = 'waiting';
    message.tried = true;
    h.showState(message);
    clearTimeout(timer);
    timer = setTimeout(h.pump, millis);
  };

  const attempt = async (message) => {
    let answer;
    let response;
    try {
      response = await post(message);
      answer = await response.json();
    } catch (_) {
      if (!response || response.ok) {
        h.setOffline(true);
        later(message, delay);
        delay = Math.min(delay * 2, longestDelay);
        return false;
      }
    }
    h.setOffline(false);
    if (response.status === 429 || response.status >= 500) {
      later(message, Number(response.headers.get('retry-after')) * 1000 || delay);
      delay = Math.min(delay * 2, longestDelay);
      return false;
    }
    if (!response.ok) settle(message, response.status === 413 ? 'tooLarge' : 'refused');
    else {
      settle(message, 'sent');
      if (!answer.pending) h.receive(answer, true);
      h.pollSoon(answer.pending ? 1000 : 3000);
    }
    return true;
  };

  h.pump = async () => {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    for (;;) {
      const message = h.sent.find((one) => one.state === 'waiting');
      if (!message) break;
      if (!message.tried) h.setTyping(true);
      const taken = await attempt(message);
      if (!taken) break;
    }
    busy = false;
    h.setTyping(false);
  };

  h.isSending = () => busy;
  h.fileOf = (message) => files[message.id];

  // `body`: what the API takes beside the id; `label`: how the message looks; `file`: a chosen or recorded file.
  h.send = (body, label, file, kind) => {
    const message = { id: h.randomId(), label, after: h.lastShown, state: 'waiting' };
    if (file) {
      message.file = { name: file.name || 'file', kind };
      files[message.id] = file;
    } else {
      message.body = h.lastShown ? body : Object.assign({ language: h.language }, body);
    }
    message.sensitive =
      !!body && 'text' in body && h.question !== null && /^(national-id|iban)$/.test(h.question.kind);
    h.sent.push(message);
    h.keepSent();
    h.showOwn(message);
    h.closeChoices();
    h.pump();
  };

  window.addEventListener('online', () => h.pump());
})(window.herfah);
