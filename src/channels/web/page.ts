import { html } from 'hono/html';
import { script, strings, style } from './assets.ts';
import { cameraIcon, clipIcon, closeIcon, downIcon, microphoneIcon, pinIcon, sendIcon } from './icons.ts';
import { saduBand, saduMark } from './sadu.ts';

/** The page in its first language; the script changes the words when the conversation's language changes. */
export function chatPage(language: 'ar' | 'en', demo: boolean) {
  const words = strings[language];
  const { compose, welcome, state } = words;
  return html`<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<title>${words.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="theme-color" content="#6f2f1f">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/chat/chat.css?v=${style.version}">
</head>
<body>
<div id="app" class="app">
<header class="top">
  <div class="top-row">
    ${saduMark}
    <div class="top-names">
      <h1 data-t="title">${words.title}</h1>
      <p id="subtitle" data-t="subtitle">${words.subtitle}</p>
    </div>
    ${demo ? html`<span class="badge" data-t="demo">${words.demo}</span>` : ''}
    <button id="language" class="language" type="button" lang="${language === 'ar' ? 'en' : 'ar'}" data-t="languageSwitch">${words.languageSwitch}</button>
  </div>
  ${saduBand}
  <div id="progress" class="progress" role="progressbar" aria-valuemin="0" hidden>
    <div class="progress-line"><div id="progress-bar" class="progress-bar"></div></div>
    <span id="progress-text" class="progress-text"></span>
  </div>
</header>
<p id="offline" class="notice" role="status" hidden data-t="state.offline">${state.offline}</p>
<main id="scroll" class="scroll" tabindex="-1">
  <noscript><p class="notice">${words.noScript}</p></noscript>
  <section id="welcome" class="welcome" hidden>
    ${saduMark}
    <h2 data-t="welcome.heading">${welcome.heading}</h2>
    <p data-t="welcome.body">${welcome.body}</p>
    <button id="start" class="start" type="button" data-t="welcome.start">${welcome.start}</button>
    <p class="promise" data-t="welcome.promise">${welcome.promise}</p>
  </section>
  <div id="log" class="log" role="log" aria-live="polite" aria-relevant="additions" data-label="conversation" aria-label="${words.conversation}"></div>
  <div id="typing" class="typing" hidden><span class="unseen" role="status" data-t="state.typing">${state.typing}</span><i></i><i></i><i></i></div>
</main>
<footer class="bottom">
  <button id="below" class="below" type="button" hidden>${downIcon}<span data-t="state.newBelow">${state.newBelow}</span></button>
  <div id="ask" class="ask" hidden></div>
  <form id="contact-form" class="contact-form" hidden>
    <label class="unseen" for="phone" data-t="contact.label">${words.contact.label}</label>
    <input id="phone" type="tel" inputmode="tel" autocomplete="tel" dir="ltr" maxlength="40" placeholder="${words.contact.example}">
    <button class="primary" type="submit" data-t="contact.send">${words.contact.send}</button>
    <button id="contact-close" class="round quiet" type="button" data-label="compose.close" aria-label="${compose.close}">${closeIcon}</button>
  </form>
  <div id="attach-menu" class="attach-menu" hidden>
    <button id="pick-camera" type="button">${cameraIcon}<span data-t="compose.camera">${compose.camera}</span></button>
    <button id="pick-file" type="button">${clipIcon}<span data-t="compose.file">${compose.file}</span></button>
    <button id="pick-location" type="button">${pinIcon}<span data-t="compose.location">${compose.location}</span></button>
  </div>
  <form id="compose" class="compose">
    <button id="attach" class="round quiet" type="button" aria-expanded="false" aria-controls="attach-menu" data-label="compose.attach" aria-label="${compose.attach}">${clipIcon}</button>
    <label class="unseen" for="text" data-t="compose.label">${compose.label}</label>
    <textarea id="text" rows="1" maxlength="10000" data-placeholder="compose.placeholder" placeholder="${compose.placeholder}"></textarea>
    <button id="record" class="round quiet" type="button" hidden data-label="compose.record" aria-label="${compose.record}">${microphoneIcon}</button>
    <button id="send" class="round primary" type="submit" data-label="compose.send" aria-label="${compose.send}">${sendIcon}</button>
  </form>
  <div id="recording" class="recording" hidden>
    <button id="record-discard" class="round quiet" type="button" data-label="compose.discard" aria-label="${compose.discard}">${closeIcon}</button>
    <span class="recording-dot" aria-hidden="true"></span><span id="record-time" role="timer" dir="ltr">0:00</span>
    <button id="record-send" class="round primary" type="button" data-label="compose.stop" aria-label="${compose.stop}">${sendIcon}</button>
  </div>
  <input id="camera-input" type="file" accept="image/*" capture="environment" hidden>
  <input id="photo-input" type="file" accept="image/*" hidden>
  <input id="file-input" type="file" hidden>
</footer>
</div>
<script src="/chat/chat.js?v=${script.version}" defer></script>
</body>
</html>`;
}
