((h) => {
  const arabicLetters = /[\u0590-\u08ff\ufb50-\ufefc]/g;
  const token =
    /(https?:\/\/[^\s<>"'،؛]+)|(\+?[\d٠-٩][\d٠-٩ -]{6,}[\d٠-٩])|(\b[A-Z]{2,}[A-Z\d-]*\d[A-Z\d-]*)/g;
  const count = (text, pattern) => (text.match(pattern) || []).length;

  h.language = document.documentElement.lang === 'en' ? 'en' : 'ar';

  h.t = (path, values) => {
    const text = path.split('.').reduce((node, key) => node[key], h.strings[h.language]);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
  };

  h.digits = (number) =>
    h.language === 'ar'
      ? String(number).replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
      : String(number);

  // By the letters that are most: a name in the other script does not turn a sentence around.
  h.directionOf = (text) => {
    const bare = text.replace(/https?:\/\/\S+/g, '');
    const arabic = count(bare, arabicLetters);
    const latin = count(bare, /[A-Za-z]/g);
    if (arabic + latin === 0) return h.language === 'ar' ? 'rtl' : 'ltr';
    return arabic >= latin ? 'rtl' : 'ltr';
  };

  // The text as nodes: addresses can be followed, and phones and codes never turn around.
  h.rich = (text) => {
    const fragment = document.createDocumentFragment();
    let from = 0;
    text.replace(token, (found, address, _phone, _code, at) => {
      fragment.appendChild(document.createTextNode(text.slice(from, at)));
      const piece = h.make(address ? 'a' : 'bdi', '', found);
      piece.dir = 'ltr';
      if (found.length <= 20) piece.className = 'whole';
      if (address) {
        piece.href = address;
        piece.target = '_blank';
        piece.rel = 'noopener noreferrer';
      }
      fragment.appendChild(piece);
      from = at + found.length;
      return found;
    });
    fragment.appendChild(document.createTextNode(text.slice(from)));
    return fragment;
  };

  h.speak = (language) => {
    h.language = language;
    const root = document.documentElement;
    root.lang = language;
    root.dir = language === 'ar' ? 'rtl' : 'ltr';
    document.title = h.t('title');
    h.find('language').lang = language === 'ar' ? 'en' : 'ar';
    const each = (name, put) => {
      for (const element of document.querySelectorAll(`[data-${name}]`)) {
        put(element, h.t(element.getAttribute(`data-${name}`)));
      }
    };
    each('t', (element, words) => {
      element.textContent = words;
    });
    each('label', (element, words) => element.setAttribute('aria-label', words));
    each('placeholder', (element, words) => {
      element.placeholder = words;
    });
  };
})(window.herfah);
