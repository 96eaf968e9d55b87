import { parseShortAddress } from '../../kernel/identifiers.ts';
import { isolate } from '../../kernel/text.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

/** A place on the map as `{lat, lon}` in degrees, or the national short address as `{shortAddress}`. */
export const location: KindRules = {
  request: 'location',
  parse(input) {
    if (input.type === 'location') {
      const inRange = Math.abs(input.lat) <= 90 && Math.abs(input.lon) <= 180;
      return inRange ? answer({ lat: input.lat, lon: input.lon }) : problem('location.out-of-range');
    }
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'location');
    const parsed = parseShortAddress(typed);
    return parsed.ok ? answer({ shortAddress: parsed.value }) : problem('expected.location');
  },
  describe(value) {
    const { shortAddress } = (value ?? {}) as { readonly shortAddress?: string };
    return shortAddress === undefined ? { key: 'common:value.location' } : isolate(shortAddress);
  },
};
