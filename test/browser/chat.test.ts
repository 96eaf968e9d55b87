import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MemoryHouse } from '../web/memory-house.ts';
import { registrationScript } from '../web/registration-script.ts';
import { type ChatServer, startChat } from '../web/server.ts';
import { launchChromium, whyNoBrowser } from './chromium.ts';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const conversation = 'conversation-in-a-browser';

describe.skipIf(whyNoBrowser !== null)(
  `the chat page in a browser${whyNoBrowser === null ? '' : ` (skipped: ${whyNoBrowser})`}`,
  { timeout: 30_000 },
  () => {
    let browser: Browser;
    let house: MemoryHouse;
    let server: ChatServer;
    let page: Page;
    let complaints: string[];

    beforeAll(async () => {
      browser = await launchChromium();
    }, 30_000);
    afterAll(() => browser.close());

    beforeEach(async () => {
      house = new MemoryHouse(registrationScript);
      server = await startChat(house);
    });
    afterEach(async () => {
      await page.context().close();
      await server.close(1000);
    });

    async function open(address = `/chat#c=${conversation}`, options: BrowserContextOptions = phone) {
      const context = await browser.newContext({
        ...options,
        permissions: ['geolocation'],
        geolocation: { latitude: 26.09, longitude: 43.98 },
      });
      page = await context.newPage();
      complaints = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(server.url + address);
    }

    const replies = (count: number) =>
      page
        .locator('.theirs')
        .nth(count - 1)
        .waitFor();
    const say = async (text: string) => {
      await page.fill('#text', text);
      await page.click('#send');
    };
    const mine = () => page.locator('.mine .text').allTextContents();
    const direction = () => page.locator('html').getAttribute('dir');
    /** What the page does every few seconds anyway. */
    const look = () => page.evaluate("window.dispatchEvent(new Event('online'))");
    const toTheIdentityQuestion = async () => {
      await page.click('#start');
      await replies(2);
      await page.getByRole('button', { name: 'أخت' }).click();
      await replies(3);
      await page.getByRole('button', { name: 'التسجيل في الجمعية' }).click();
      await replies(4);
    };

    test('begins in Arabic from the right, with one button that says hello', async () => {
      await open();
      expect(await direction()).toBe('rtl');

      await page.click('#start');
      await replies(2);

      expect(await mine()).toEqual(['السلام عليكم']);
      expect(house.taken[0]).toMatchObject({ peer: conversation, languageHint: 'ar' });
      expect(await page.locator('#progress-text').textContent()).toBe('١ من ٤');
      expect(await page.locator('#welcome').isVisible()).toBe(false);
      expect(complaints).toEqual([]);
    });

    test('makes an id of its own that cannot be guessed, keeps it, and shows it to nobody', async () => {
      await open('/chat');
      await page.click('#start');
      await replies(2);
      const { peer } = house.taken[0]!;

      expect(peer).toMatch(/^[0-9a-f]{40}$/);
      expect(page.url()).toBe(`${server.url}/chat`);
      await page.reload();
      await replies(2);
    });

    test('an id in the query moves to the fragment, which is never sent', async () => {
      await open(`/chat?c=${conversation}&as=${encodeURIComponent('نورة، موظفة')}`);
      await page.waitForFunction("location.search === ''");
      expect(new URL(page.url()).hash).toContain(conversation);
      expect(await page.locator('#subtitle').textContent()).toBe('نورة، موظفة');
    });

    test('a pressed button is closed, and the question that waited is answered by it', async () => {
      await open();
      await toTheIdentityQuestion();

      expect(house.taken[1]!.body).toEqual({ type: 'choice', id: 'female', asked: 1 });
      expect(await mine()).toEqual(['السلام عليكم', 'أخت', 'التسجيل في الجمعية']);
      expect(await page.locator('.answers button').count()).toBe(0);
      expect(await page.locator('.controls button:visible').allTextContents()).toContain('رجوع');
    });

    test('buttons that were passed over stay, but cannot be pressed', async () => {
      await open();
      await page.click('#start');
      await replies(2);
      await say('أنا أم عبدالله');
      await replies(3);
      expect(await page.getByRole('button', { name: 'أخت' }).isDisabled()).toBe(true);
    });

    test('an identity number is masked once the server has it, also in what the browser keeps', async () => {
      await open();
      await toTheIdentityQuestion();
      await say('1012345672');
      await replies(5);

      expect((await mine()).at(-1)).toBe('\u2066••••5672\u2069');
      expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('1012345672');
      expect(house.taken.at(-1)!.body).toEqual({ type: 'text', text: '1012345672' });
    });

    test('a message written without a connection waits, survives a reload, and is sent with the same id', async () => {
      await open();
      await page.click('#start');
      await replies(2);
      const sentIds: string[] = [];
      await page.route('**/messages', async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        sentIds.push(route.request().postDataJSON().id);
        // The first answer is lost on the way back: the house has the message, the page does not know.
        if (sentIds.length === 1) {
          await route.fetch();
          return route.abort();
        }
        return route.continue();
      });

      await say('من الرس');
      await page.locator('.mine.trouble').waitFor();
      expect(house.taken).toHaveLength(2);
      await page.reload();
      await page.locator('.mine.trouble').waitFor({ state: 'detached' });
      await replies(3);

      expect(sentIds.length).toBeGreaterThanOrEqual(2);
      expect(new Set(sentIds).size).toBe(1);
      expect(house.taken).toHaveLength(2);
      expect(await mine()).toEqual(['السلام عليكم', 'من الرس']);
    });

    test('what cannot be taken says so and does not block what follows', async () => {
      await open();
      await page.click('#start');
      await replies(2);
      await page.route('**/messages', (route) => route.fulfill({ status: 413, json: { error: 'x' } }), {
        times: 1,
      });
      await say('أولى');
      await page.locator('.mine.trouble').waitFor();
      await say('ثانية');
      await replies(3);
      expect(house.taken.at(-1)!.body).toEqual({ type: 'text', text: 'ثانية' });
    });

    test('a reload shows the whole conversation in its order', async () => {
      await open();
      await toTheIdentityQuestion();
      const lines = () => page.locator('.row .text').allTextContents();
      const before = await lines();
      expect(before).toHaveLength(7);

      await page.reload();
      await replies(4);

      expect(await lines()).toEqual(before);
      expect(await page.locator('#progress-text').textContent()).toBe('٣ من ١٢');
    });

    test('a word from staff arrives by itself; a card keeps its buttons until they are pressed', async () => {
      await open();
      await page.click('#start');
      await replies(2);
      house.push(conversation, {
        replies: [
          { text: 'أسرة جديدة: أم سعد، بريدة', choices: [{ id: 'claim:case-7:new', label: 'أستلمها' }] },
        ],
      });
      await replies(3);
      await say('نعم');
      await replies(4);

      await page.getByRole('button', { name: 'أستلمها' }).click();
      await replies(5);
      expect(house.taken.at(-1)!.body).toEqual({ type: 'choice', id: 'claim:case-7:new' });
    });

    test('the language button turns the page, and tells the conversation once there is one', async () => {
      await open();
      await page.click('#language');
      expect(await direction()).toBe('ltr');
      expect(house.taken).toEqual([]);
      await page.click('#start');
      await replies(2);
      expect(house.taken[0]).toMatchObject({ languageHint: 'en', body: { type: 'text', text: 'Hello' } });

      // The house answered in Arabic, and the page follows the conversation.
      expect(await direction()).toBe('rtl');
      await page.click('#language');
      await replies(3);
      expect(house.taken[1]!.body).toEqual({ type: 'choice', id: 'lang:en' });
    });

    test('a photo, a location: asked for by a button of their own', async () => {
      await open();
      await toTheIdentityQuestion();
      await say('1');
      await replies(5);
      await say('2');
      await replies(7);
      const chooser = page.waitForEvent('filechooser');
      await page.locator('#ask button').click();
      await (await chooser).setFiles({
        name: 'id.jpg',
        mimeType: 'image/jpeg',
        buffer: Buffer.from([0xff, 0xd8, 0xff]),
      });
      await replies(8);
      expect(house.taken.at(-1)!.body).toMatchObject({ type: 'upload', kind: 'photo', name: 'id.jpg' });

      // The question is in English now, and so is the page.
      await page.getByRole('button', { name: '📍 Send my location' }).click();
      await replies(9);
      expect(house.taken.at(-1)!.body).toEqual({ type: 'location', lat: 26.09, lon: 43.98 });
    });

    test('a voice message is recorded and sent', async () => {
      await open();
      await page.click('#start');
      await replies(2);
      await page.click('#record');
      await page.click('#record-send');
      await replies(3);
      expect(house.taken.at(-1)!.body).toMatchObject({ type: 'upload', kind: 'voice' });
    });

    test('a number that is asked for is typed in a field of its own', async () => {
      await open();
      await page.click('#start');
      await replies(2);
      house.push(conversation, {
        replies: [{ text: 'وش رقم جوالك؟', request: 'contact', asked: 9 }],
        question: { flow: 'registration', key: 'mobile', kind: 'phone', number: 6, of: 17 },
      });
      await look();
      await page.locator('#ask button').click();
      await page.fill('#phone', '0500000000');
      await page.locator('#contact-form button[type=submit]').click();
      await replies(4);
      expect(house.taken.at(-1)!.body).toEqual({ type: 'contact', phone: '0500000000', own: false });
    });

    test('after a reload the big button is only there at a question that takes it', async () => {
      await open();
      await page.click('#start');
      await replies(2);
      const registration = { flow: 'registration', number: 6, of: 17 };
      house.push(conversation, {
        replies: [{ text: 'وش رقم جوالك؟', request: 'contact', asked: 9 }],
        question: { ...registration, key: 'mobile', kind: 'phone' },
      });
      await page.reload();
      await page.locator('#ask button').waitFor();
      house.push(conversation, {
        replies: [{ text: 'كم عدد اللي في البيت؟', asked: 10 }],
        question: { ...registration, key: 'householdSize', kind: 'number' },
      });
      await page.reload();
      await replies(4);
      expect(await page.locator('#ask button').count()).toBe(0);
    });

    test('nothing is wider than the narrowest phone, and what is pressed is large enough', async () => {
      await open(`/chat#c=${conversation}`, { ...phone, viewport: { width: 320, height: 568 } });
      await toTheIdentityQuestion();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      const heights = await page.evaluate<number[]>(
        `[...document.querySelectorAll('button:enabled')]
          .filter((button) => button.offsetParent !== null)
          .map((button) => button.getBoundingClientRect().height)`,
      );
      expect(heights.length).toBeGreaterThan(5);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    });

    test('markup in a reply is text', async () => {
      await open();
      await page.click('#start');
      await replies(2);
      house.push(conversation, { replies: [{ text: '<img src=x onerror=alert(1)> javascript:alert(1)' }] });
      await look();
      await replies(3);
      expect(await page.locator('.theirs img, .theirs a').count()).toBe(0);
    });
  },
);
