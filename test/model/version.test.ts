import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, nearestVersion, parseVersion, versionStyle } from '../../src/model/version.ts';

describe('parseVersion', () => {
  it.each([
    [1, '1'],
    [0, '0'],
    ['1', '1'],
    ['1.0.0', '1.0.0'],
    ['1.0.0-rc.1', '1.0.0-rc.1'],
    ['1.0.0+build.5', '1.0.0+build.5'],
    [18446744073709551615n, '18446744073709551615'],
  ])('reads %s as %s', (value, expected) => {
    expect(parseVersion(value)).toBe(expected);
  });

  it.each([
    1.5,
    -1,
    -5n,
    'v1',
    '01',
    '01.0.0',
    '1.0',
    ' 1',
    '1.0.0 ',
    '',
    true,
    null,
    [],
    {},
    `1.0.0-${'a'.repeat(300)}`,
    '99999999999999999999.0.0',
  ])('refuses %s', (value) => {
    expect(parseVersion(value)).toBeUndefined();
  });
});

describe('compareVersions', () => {
  it('orders integers by value, not as text', () => {
    expect(['10', '9', '100', '2'].sort(compareVersions)).toEqual(['2', '9', '10', '100']);
  });

  it('orders integers beyond 2^53 exactly', () => {
    expect(compareVersions('9007199254740993', '9007199254740992')).toBe(1);
  });

  it('orders semver by its rules: pre-releases before their release', () => {
    const versions = ['1.0.0', '1.10.0', '1.9.0', '1.0.0-rc.1', '1.0.0-rc.10', '1.0.0-rc.2'];
    expect(versions.sort(compareVersions)).toEqual([
      '1.0.0-rc.1',
      '1.0.0-rc.2',
      '1.0.0-rc.10',
      '1.0.0',
      '1.9.0',
      '1.10.0',
    ]);
  });

  it('is a total order on semver, build metadata included', () => {
    const part = fc.nat(3);
    const version = fc
      .tuple(part, part, part, fc.constantFrom('', '-a', '-1', '-a.1'), fc.constantFrom('', '+1', '+b'))
      .map(([major, minor, patch, pre, build]) => `${major}.${minor}.${patch}${pre}${build}`);
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        expect(compareVersions(a, b) === 0).toBe(a === b);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

it('versionStyle tells integers from semver', () => {
  expect([versionStyle('12'), versionStyle('1.2.0')]).toEqual(['integer', 'semver']);
});

describe('nearestVersion', () => {
  it.each([
    ['v2', ['1', '2'], '2'],
    ['2.0', ['1.0.0', '2.0.0'], '2.0.0'],
    ['2', ['1.0.0', '2.0.0'], '2.0.0'],
    ['1.0.1', ['1.0.0', '2.5.7'], '1.0.0'],
  ])('takes %s among %j for %s', (wanted, known, expected) => {
    expect(nearestVersion(wanted, known)).toBe(expected);
  });

  it('suggests nothing where nothing is near', () => {
    expect(nearestVersion('banana', ['1', '2'])).toBeUndefined();
    expect(nearestVersion('5', ['1', '2'])).toBeUndefined();
  });
});
