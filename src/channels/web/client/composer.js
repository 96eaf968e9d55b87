((h) => {
  const find = h.find;
  const text = find('text');
  const menu = find('attach-menu');
  const longestRecordingMillis = 180000;
  const largestFile = 20 * 1024 * 1024;
  const canRecord = 'MediaRecorder' in window && 'mediaDevices' in navigator;

  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight + 2, 140)}px`;
    const empty = text.value.trim() === '';
    // An empty field follows the page, so that its hint stands where the writing will begin.
    text.dir = text.value === '' ? '' : 'auto';
    find('record').hidden = !(canRecord && empty);
    find('send').hidden = canRecord && empty;
  };

  find('compose').addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = text.value.trim();
    if (typed === '') return;
    text.value = '';
    grow();
    h.send({ text: typed }, typed);
    text.focus();
  });
  text.addEventListener('input', grow);
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || h.touch) return;
    event.preventDefault();
    find('compose').dispatchEvent(new Event('submit', { cancelable: true }));
  });

  const openMenu = (open) => {
    menu.hidden = !open;
    find('attach').setAttribute('aria-expanded', String(open));
    if (open) find('pick-camera').focus();
  };
  find('attach').addEventListener('click', () => openMenu(menu.hidden));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return;
    openMenu(false);
    find('attach').focus();
  });
  document.addEventListener('click', (event) => {
    if (!menu.hidden && !event.target.closest('#attach-menu, #attach')) openMenu(false);
  });

  const pick = (button, input) =>
    find(button).addEventListener('click', () => {
      openMenu(false);
      find(input).click();
    });
  pick('pick-camera', 'camera-input');
  pick('pick-file', 'file-input');
  for (const name of ['camera-input', 'photo-input', 'file-input']) {
    find(name).addEventListener('change', (event) => {
      const file = event.target.files[0];
      event.target.value = '';
      if (!file) return;
      if (file.size > largestFile) return h.aside(h.t('state.tooLarge'));
      const photo = /^image\//.test(file.type);
      h.send(
        null,
        photo ? h.t('sent.photo') : h.t('sent.file', { name: file.name }),
        file,
        photo ? 'photo' : 'file',
      );
    });
  }

  const sendLocation = () => {
    openMenu(false);
    if (!navigator.geolocation) return h.aside(h.t('state.noLocation'));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        h.send({ location: { lat: coords.latitude, lon: coords.longitude } }, h.t('sent.location')),
      () => h.aside(h.t('state.noLocation')),
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
    );
  };
  find('pick-location').addEventListener('click', sendLocation);

  const openContact = (open) => {
    find('contact-form').hidden = !open;
    find('compose').hidden = open;
    (open ? find('phone') : text).focus();
  };
  find('contact-close').addEventListener('click', () => openContact(false));
  find('contact-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const phone = find('phone').value.trim();
    if (phone === '') return;
    openContact(false);
    h.send({ contact: { phone } }, h.t('sent.contact', { phone }));
  });

  let recording = null;
  let starting = false;
  const showRecording = (shown) => {
    find('recording').hidden = !shown;
    find('compose').hidden = shown;
  };
  const tick = () => {
    const seconds = Math.floor((Date.now() - recording.since) / 1000);
    find('record-time').textContent = `${Math.floor(seconds / 60)}:${`0${seconds % 60}`.slice(-2)}`;
    if (seconds * 1000 >= longestRecordingMillis) finish(true);
  };
  const finish = (keep) => {
    if (recording === null) return;
    recording.keep = keep;
    clearInterval(recording.clock);
    recording.recorder.stop();
  };
  const startRecording = async () => {
    if (starting || recording !== null) return;
    starting = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const recorder = new MediaRecorder(stream);
      const pieces = [];
      recorder.addEventListener('dataavailable', (event) => pieces.push(event.data));
      recorder.addEventListener('stop', () => {
        for (const track of stream.getTracks()) track.stop();
        const type = (recorder.mimeType || 'audio/webm').split(';')[0];
        const kept = recording.keep;
        recording = null;
        showRecording(false);
        if (!kept) return;
        const blob = new Blob(pieces, { type });
        blob.name = `voice.${type.split('/')[1]}`;
        h.send(null, h.t('sent.voice'), blob, 'voice');
      });
      recording = { recorder, since: Date.now(), clock: setInterval(tick, 500), keep: false };
      recorder.start();
      tick();
      showRecording(true);
      find('record-send').focus();
    } catch (_) {
      h.aside(h.t('state.noRecording'));
    }
    starting = false;
  };
  find('record').addEventListener('click', startRecording);
  find('record-send').addEventListener('click', () => finish(true));
  find('record-discard').addEventListener('click', () => finish(false));

  const ways = {
    photo: () => find('photo-input').click(),
    document: () => find('file-input').click(),
    location: sendLocation,
    contact: () => openContact(true),
    voice: canRecord ? startRecording : null,
  };
  // What the question asks for beyond words gets a button of its own, above the field.
  h.showAsk = (request) => {
    const ask = find('ask');
    ask.textContent = '';
    const press = request && ways[request];
    ask.hidden = !press;
    if (press) ask.appendChild(h.button('primary', h.t(`ask.${request}`), press));
    if (request !== 'contact' && !find('contact-form').hidden) openContact(false);
  };

  grow();
})(window.herfah);
