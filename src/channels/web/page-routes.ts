import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { type Asset, script, style } from './assets.ts';
import { pageHeaders } from './headers.ts';
import { chatPage } from './page.ts';

/** `demo` says on the page that nothing here is real; `off` serves nothing. */
export type WebChatMode = 'demo' | 'on' | 'off';

/** The page, its script and its style sheet. Which conversation it is, only the browser knows. */
export function pageRoutes(mode: 'demo' | 'on'): Hono {
  const app = new Hono();
  const serve = (asset: Asset) => (context: Context) =>
    context.body(asset.content, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  // Named one by one: a pattern would also catch the API below the same path, which has headers of its own.
  for (const path of ['/', '/chat.js', '/chat.css']) {
    app.use(path, compress());
    app.use(path, async (context, next) => {
      await next();
      for (const [name, value] of Object.entries(pageHeaders)) context.header(name, value);
    });
  }
  app.get('/', (context) => {
    context.header('cache-control', 'no-cache');
    return context.html(chatPage(context.req.query('lang') === 'en' ? 'en' : 'ar', mode === 'demo'));
  });
  app.get('/chat.js', serve(script));
  app.get('/chat.css', serve(style));
  return app;
}
