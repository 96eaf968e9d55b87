import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { repository } from '../../scripts/checks/files.ts';

interface Locked {
  readonly resolved?: string;
  readonly optional?: boolean;
  readonly optionalDependencies?: { readonly [name: string]: string };
}
const lock = JSON.parse(readFileSync(`${repository}package-lock.json`, 'utf8')) as {
  readonly packages: { readonly [place: string]: Locked };
};
const manifest = JSON.parse(readFileSync(`${repository}package.json`, 'utf8')) as {
  readonly [kind in 'dependencies' | 'devDependencies' | 'optionalDependencies']: {
    readonly [name: string]: string;
  };
};
const dependencies = Object.entries({
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
});

describe('packages', () => {
  test('come from whatever registry the reader has: the lock names none', () => {
    expect(
      Object.keys(lock.packages).filter((place) => lock.packages[place]?.resolved !== undefined),
    ).toEqual([]);
  });

  // A lock made where a registry lacked some of them installs here and fails everywhere else.
  test('are locked for every platform that they name', () => {
    const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => {
          const nested = `${place === '' ? '' : `${place}/`}node_modules/${name}`;
          return lock.packages[nested] === undefined && lock.packages[`node_modules/${name}`] === undefined;
        })
        .map((name) => `${place} lacks ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('are pinned to one version each', () => {
    expect(dependencies.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(version))).toEqual([]);
  });

  test('have a line in ARCHITECTURE.md that says why this one', () => {
    const architecture = readFileSync(`${repository}ARCHITECTURE.md`, 'utf8').split('\n');
    const unexplained = dependencies
      .map(([name]) => name)
      .filter((name) => !architecture.some((line) => line.startsWith('|') && line.includes(`\`${name}\``)));
    expect(unexplained).toEqual([]);
  });
});
