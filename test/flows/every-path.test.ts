import { describe, expect, it } from 'vitest';
import { loadFlowsHouse } from '../../src/composition/flows-house.ts';
import { belongsIn, openingsOf } from '../../src/engine/check/check-flows.ts';
import { explore } from '../../src/engine/check/explore.ts';
import { replyProblems } from '../../src/engine/check/rendered.ts';

// Every flow walked by itself: each choice at least once behind every question that may come before it, yes and no,
// the optional given and skipped, every review line edited; everything that is said on the way is read in both
// languages and every form of address, and held against every channel's limits.

const house = await loadFlowsHouse();

const walks = [...house.registry.flows.values()]
  .filter(({ flow }) => flow.name !== house.registry.home)
  .flatMap((compiled) =>
    house.worlds
      .filter((world) => belongsIn(house, world, compiled))
      .map((world) => ({ flow: compiled.flow.name, world })),
  );

describe('every path', () => {
  it.each(walks)('of $flow as $world.name', ({ flow, world }) => {
    const { failures, replies, ends } = explore(house, world, flow, openingsOf(house, flow));
    expect(failures).toEqual([]);
    expect(ends).toBeGreaterThan(0);
    expect(replies.flatMap((reply) => replyProblems(house, reply))).toEqual([]);
  });

  it('is really walked: a registration has hundreds of ends', () => {
    const family = house.worlds.find(({ name }) => name === 'a family, a woman')!;
    const { ends, reached, commands } = explore(house, family, 'registration', [{}]);
    expect(ends).toBeGreaterThan(200);
    expect(reached).toContain('registration.products.price');
    expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['register-family']));
  });
});
