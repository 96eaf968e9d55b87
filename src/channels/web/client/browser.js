// Plain ES2017 for old phones: every file adds its part to one object, and the server joins them into one script.
((h) => {
  h.find = (id) => document.getElementById(id);

  h.make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  h.button = (className, label, press) => {
    const button = h.make('button', className, label);
    button.type = 'button';
    button.addEventListener('click', press);
    return button;
  };

  // 160 random bits: whoever could guess a conversation's id could read it.
  h.randomId = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => `0${byte.toString(16)}`.slice(-2)).join(
      '',
    );

  // A private window may refuse to keep anything; the chat then works until the page is closed.
  h.load = (key, otherwise) => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept === null ? otherwise : kept;
    } catch (_) {
      return otherwise;
    }
  };
  h.save = (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch (_) {}
  };

  h.calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  h.touch = window.matchMedia('(pointer: coarse)').matches;
})(window.herfah);
