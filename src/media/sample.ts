import sharp, { type Sharp } from 'sharp';

/** A picture for tests: a gradient with an edge, so that turning and cutting can be seen. */
export function sample(width = 60, height = 40): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[(y * width + x) * 3] = Math.round((255 * x) / width);
      pixels[(y * width + x) * 3 + 1] = Math.round((255 * y) / height);
      pixels[(y * width + x) * 3 + 2] = x > width / 2 ? 255 : 0;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** EXIF as a telephone writes it: who, with what, and where. */
export const telling = {
  IFD0: { Make: 'SpyPhone', Model: 'SecretModel', Artist: 'Jane Private', Copyright: 'Jane Private' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '36/1 48/1 2233/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '10/1 10/1 5000/100',
  },
};

/** What must not be found in a cleaned file. */
export const traces = ['SpyPhone', 'SecretModel', 'Jane Private', 'GPSLatitude', 'hidden-after-the-end'];

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="36,48.37N" author="Jane Private"/></rdf:RDF></x:xmpmeta>`;

/** A picture that tells too much, in any format; `orientation` as EXIF counts (1 upright, 6 a quarter to the right). */
export async function tellingPicture(
  format: 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff',
  { orientation = 1, width = 60, height = 40 } = {},
): Promise<Buffer> {
  const pictured = sample(width, height)
    .withIccProfile('p3')
    .withExif(telling)
    .withMetadata({ orientation })
    .withExifMerge(telling)
    .withXmp(xmp);
  return pictured.toFormat(format).toBuffer();
}

/** Boxes of an ISO media file, for films that no encoder is at hand for. */
export function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

/** A film that tells where it was made, in all the ways that telephones have. */
export function tellingFilm(): Buffer {
  const place = box('\xa9xyz', '\0\x12\x15\xc7+36.8065+010.1815/');
  const keys = box(
    'meta',
    box('keys', 'com.apple.quicktime.location.ISO6709'),
    box('ilst', '+36.8065+010.1815/'),
  );
  const track = box(
    'trak',
    box('tkhd', 'track'),
    box('udta', box('name', 'SpyPhone')),
    box('mdia', box('mdhd', 'm')),
  );
  const tags = box(
    'udta',
    box('meta', '\0\0\0\0', box('hdlr', '\0\0\0\0\0\0\0\0mdirappl'), box('ilst', 'A title')),
  );
  const uuid = box(
    'uuid',
    '\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac',
    'Jane Private 36.8065',
  );
  return Buffer.concat([
    box('ftyp', 'isom\0\0\x02\0isomiso2mp41'),
    box('moov', box('mvhd', 'movie'), track, box('udta', place), keys, tags),
    uuid,
    box('mdat', Buffer.alloc(5000, 7)),
  ]);
}
