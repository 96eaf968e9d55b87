import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/** Why browser tests cannot run here, or null when they can. */
export const whyNoBrowser =
  executable === undefined ? 'no Chromium in /usr/bin (Debian: apt-get install chromium)' : null;

/** The system's own Chromium, kept from talking to anybody but the page under test. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable!,
    args: [
      // Chromium refuses its sandbox to root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
    ],
  });
