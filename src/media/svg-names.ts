/** Elements of SVG 2 that draw, describe or animate. Neither `script`, `foreignObject`, `handler` nor media. */
export const allowedElements: ReadonlySet<string> = new Set(
  `svg g defs symbol use switch title desc style a
   path rect circle ellipse line polyline polygon image
   text tspan textPath tref
   linearGradient radialGradient stop pattern clipPath mask marker view
   filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
   feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
   feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
   animate animateTransform animateMotion mpath set`
    .trim()
    .split(/\s+/),
);

export const animationElements: ReadonlySet<string> = new Set([
  'animate',
  'animateTransform',
  'animateMotion',
  'set',
]);

/** `href` and `style` are looked at by themselves; no attribute that holds a script or an address is here. */
export const allowedAttributes: ReadonlySet<string> = new Set(
  `id class lang tabindex role aria-label aria-labelledby aria-describedby aria-hidden
   version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength
   transform transform-origin gradientTransform patternTransform gradientUnits spreadMethod offset
   patternUnits patternContentUnits clipPathUnits maskUnits maskContentUnits mask-type
   markerUnits markerWidth markerHeight refX refY orient dx dy rotate textLength lengthAdjust startOffset method
   spacing side filterUnits primitiveUnits in in2 result mode type values tableValues slope intercept amplitude
   exponent operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha
   kernelUnitLength surfaceScale diffuseConstant specularConstant specularExponent limitingConeAngle
   lighting-color flood-color flood-opacity scale xChannelSelector yChannelSelector azimuth elevation
   stdDeviation radius baseFrequency numOctaves seed stitchTiles pointsAtX pointsAtY pointsAtZ z
   attributeName attributeType begin dur end min max restart repeatCount repeatDur calcMode keyTimes keySplines
   keyPoints from to by additive accumulate path origin systemLanguage requiredFeatures
   alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
   color-interpolation-filters color-rendering cursor direction display dominant-baseline fill fill-opacity
   fill-rule filter font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
   image-rendering isolation letter-spacing marker marker-end marker-mid marker-start mask mix-blend-mode opacity
   overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray
   stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
   text-decoration text-orientation text-rendering unicode-bidi vector-effect visibility white-space word-spacing
   writing-mode enable-background media`
    .trim()
    .split(/\s+/),
);
