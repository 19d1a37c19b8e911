import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Colour, contrast, mix, nearestPassing } from './colour.ts';
import { contrastsOf, declared, defaultLook, defaultPalettes, lookHref, lookStyle, schemes } from './look.ts';

const colour = fc.nat({ max: 0xffffff }).map((number): Colour => `#${number.toString(16).padStart(6, '0')}`);

describe('Contrast', () => {
  it('is as WCAG reckons it', () => {
    for (const [one, other, ratio] of [
      ['#000000', '#ffffff', 21],
      ['#777777', '#ffffff', 4.48],
      ['#767676', '#ffffff', 4.54],
      ['#ff0000', '#ffffff', 4],
    ] as const) {
      assert.equal(Math.round(contrast(one, other) * 100) / 100, ratio);
      assert.equal(contrast(one, other), contrast(other, one));
    }
  });

  it('that is too low has a colour nearby that has enough, of the same hue where there is room', () => {
    assert.equal(nearestPassing('#24487f', ['#ffffff'], 4.5), '#24487f');
    fc.assert(
      fc.property(colour, colour, (one, ground) => {
        const found = nearestPassing(one, [ground], 4.5);
        assert.ok(found, `${one} on ${ground}`);
        assert.ok(contrast(found, ground) >= 4.5);
      }),
    );
  });

  it('is kept when a colour is taken apart and put together', () => {
    fc.assert(fc.property(colour, (one) => assert.equal(mix(one, one, 0.5), one)));
  });
});

describe('A look', () => {
  it('of the theme itself passes, needs no style sheet, and is what the theme says', () => {
    const base = readFileSync(new URL('../../themes/default/base.css', import.meta.url), 'utf8');
    const [light = '', dark = ''] = base.split('@media (prefers-color-scheme: dark)');
    for (const scheme of schemes) {
      const css = scheme === 'light' ? light : dark;
      for (const [name, value] of Object.entries(defaultPalettes[scheme]))
        assert.match(css, new RegExp(`--${name}: ${value}`), `${scheme} ${name}`);
      assert.ok(contrastsOf(defaultPalettes[scheme]).every(({ passes }) => passes));
    }
    assert.equal(lookStyle(defaultLook), '');
    assert.equal(lookHref(defaultLook), undefined);
  });

  it('says which colour cannot be read, by how much, and what could', () => {
    const [ink, accent] = contrastsOf({ paper: '#ffffff', ink: '#222222', accent: '#ffcc00' });
    assert.ok(ink?.passes);
    assert.ok(accent && !accent.passes && accent.ratio < 1.6 && accent.instead);
    assert.ok(contrast(accent.instead, '#ffffff') >= 4.5);
  });

  it('of its own makes every other colour such that it can be read', () => {
    fc.assert(
      fc.property(colour, colour, (paper, start) => {
        const ink = nearestPassing(start, [paper], 7) ?? nearestPassing(start, [paper], 4.5);
        assert.ok(ink);
        const made = declared({ paper, ink, accent: ink });
        const soft = /--soft:(#[0-9a-f]{6})/.exec(made)?.[1] as Colour;
        assert.ok(contrast(soft, paper) >= 4.5 || soft === ink, made);
        assert.match(made, /^(--[a-z]+:#[0-9a-f]{6};?){7}$/);
      }),
    );
  });

  it('has an address that changes with it, and rules for its own schemes alone', () => {
    const look = { ...defaultLook, light: { ...defaultPalettes.light, accent: '#7a1f5c' as const } };
    assert.match(
      lookStyle(look),
      /^@media screen and \(prefers-color-scheme:light\)\{:root\{[^}]*--accent:#7a1f5c/,
    );
    assert.doesNotMatch(lookStyle(look), /dark/);
    assert.match(lookHref(look) ?? '', /^\/-\/assets\/site\.[0-9a-f]{10}\.css$/);
    assert.notEqual(lookHref(look), lookHref({ ...look, text: 'system-serif' }));
    assert.match(lookStyle({ ...defaultLook, furniture: 'system-sans' }), /^:root\{--sans:system-ui/);
  });
});
