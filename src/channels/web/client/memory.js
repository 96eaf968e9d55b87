// What this browser knows: which conversation this is, and what was sent from here.
((h) => {
  const idPattern = /^[\w-]{16,128}$/;
  const keptMessages = 200;
  const inFragment = new URLSearchParams(location.hash.slice(1));
  const inQuery = new URLSearchParams(location.search);
  const given = (name) => inFragment.get(name) || inQuery.get(name);

  const conversation = () => {
    const id = given('c');
    if (id && idPattern.test(id)) return id;
    const own = h.load('herfah.chat', null);
    if (own !== null && idPattern.test(own)) return own;
    const made = h.randomId();
    h.save('herfah.chat', made);
    return made;
  };

  h.conversation = conversation();
  h.as = (given('as') || '').slice(0, 60);
  h.say = (given('say') || '').slice(0, 200);
  // An id in the query would go to the server with every reload, and into its log; the fragment never leaves.
  if (inQuery.has('c')) {
    for (const [name, value] of inQuery) inFragment.set(name, value);
    history.replaceState(null, '', `${location.pathname}#${inFragment}`);
  }
  window.addEventListener('hashchange', () => location.reload());

  const key = `herfah.sent.${h.conversation}`;
  h.sent = h.load(key, []);
  // A file lives as long as the page; after a reload there is nothing left to send.
  for (const message of h.sent) if (message.file && message.state === 'waiting') message.state = 'lost';

  // Another tab may have written meanwhile; what it sent is kept beside ours.
  const dropped = {};
  h.keepSent = () => {
    const own = {};
    for (const message of h.sent) own[message.id] = true;
    const others = h.load(key, []).filter((message) => !own[message.id] && !dropped[message.id]);
    h.save(key, others.concat(h.sent).slice(-keptMessages));
  };
  h.forget = (message) => {
    dropped[message.id] = true;
    h.sent = h.sent.filter((other) => other !== message);
    h.keepSent();
  };

  const longNumber = /(?:[a-z]{2})?[\d٠-٩۰-۹](?:[ -]?[\d٠-٩۰-۹]){8,}/gi;
  const hide = (text) => `\u2066••••${text.slice(-4)}\u2069`;
  // Once the server has it, an identity or account number need not lie about in the browser.
  h.hideSensitive = (message) => {
    message.label = message.sensitive ? hide(message.label.trim()) : message.label.replace(longNumber, hide);
    delete message.body;
  };
})(window.herfah);
