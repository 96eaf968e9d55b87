import { telegramLimits } from './limits.ts';

/** A button's data, `<asked>:<choice id>`; null when it is over Telegram's 64 bytes, since a cut id is another id. */
export const encodeCallback = (id: string, asked: number | undefined): string | null => {
  const data = `${asked ?? ''}:${id}`;
  return Buffer.byteLength(data) <= telegramLimits.callbackBytes ? data : null;
};

/** What a pressed button carried; data in no form of ours is taken as a bare id. */
export const decodeCallback = (data: string): { readonly id: string; readonly asked?: number } => {
  const found = /^(\d{0,15}):(.+)$/su.exec(data);
  const [, asked = '', id = ''] = found ?? [];
  if (!found) return { id: data };
  return asked === '' ? { id } : { id, asked: Number(asked) };
};
