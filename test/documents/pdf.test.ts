import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { countPages, inspectPdf } from '../../src/documents/pdf.ts';
import { objectStream, pdfOf, pdfOfPages } from './samples.ts';

const catalog = '<< /Type /Catalog /Pages 2 0 R >>';

test.each<[string, Buffer, ReturnType<typeof inspectPdf>]>([
  ['a plain document', pdfOf(catalog), 'fine'],
  ['one that opens at a page', pdfOf('<< /Type /Catalog /OpenAction [3 0 R /Fit] >>'), 'fine'],
  ['one with compressed objects', pdfOf(catalog, objectStream('3 0 << /Type /Page >>')), 'fine'],
  [
    'one whose page speaks of JavaScript',
    pdfOf(catalog, '<< >>\nstream\n(JavaScript Launch) Tj\nendstream'),
    'fine',
  ],
  ['one with a name that only begins alike', pdfOf('<< /JavaScripts 1 /LaunchDate 2 >>'), 'fine'],
  ['a script', pdfOf('<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>'), 'active-content'],
  ['a script with its name in disguise', pdfOf('<< /S /J#61va#53cript /JS (x) >>'), 'active-content'],
  [
    'a script with its whole name in disguise',
    pdfOf('<< /S /#4a#61#76#61#53#63#72#69#70#74 >>'),
    'active-content',
  ],
  ['a launch action', pdfOf('<< /S/Launch/F(cmd.exe) >>'), 'active-content'],
  ['an electronic invoice with its XML inside', pdfOf('<< /Names << /EmbeddedFiles 4 0 R >> >>'), 'fine'],
  ['a form with scripts of its own', pdfOf('<< /AcroForm << /XFA 4 0 R >> >>'), 'active-content'],
  [
    'a script among compressed objects',
    pdfOf(catalog, objectStream('3 0 << /S /JavaScript >>')),
    'active-content',
  ],
  [
    'a script behind a stream that only seems one',
    pdfOf('<< /A (>> stream\n) /S /JavaScript >>'),
    'active-content',
  ],
  [
    'a launch action in an uncompressed object stream',
    pdfOf(catalog, objectStream('<< /S /Launch >>', '', false)),
    'active-content',
  ],
  [
    'objects compressed in two ways',
    pdfOf(catalog, objectStream('x', '/Filter [/ASCIIHexDecode /FlateDecode]')),
    'active-content',
  ],
  [
    'encrypted objects',
    pdfOf('<< /Encrypt 9 0 R >>', objectStream('not deflated', '/Filter /FlateDecode', false)),
    'active-content',
  ],
  [
    'objects that inflate without end',
    pdfOf(catalog, objectStream(`1 0 ${' '.repeat(50 * 1024 * 1024)}`)),
    'active-content',
  ],
  ['one that broke off', pdfOf(catalog).subarray(0, -12), 'broken'],
  ['one with something before it', Buffer.concat([Buffer.from('GIF89a'), pdfOf(catalog)]), 'broken'],
  ['only a beginning', Buffer.from('%PDF-1.7'), 'broken'],
])('is told as it is: %s', (_, content, verdict) => {
  expect(inspectPdf(content)).toBe(verdict);
});

test.each([
  ['one that says nothing of them', pdfOf('<< /Type /Catalog >>'), null],
  ['a single one', pdfOfPages(1), 1],
  ['forty', pdfOfPages(40), 40],
  [
    'compressed into one stream, names written as they like',
    pdfOf(objectStream('3 0 4 30 << /Type/Page >> << /#54ype /Page /Parent 2 0 R >> << /Type /Pages >>')),
    2,
  ],
])('pages are counted: %s', (_, pdf, pages) => {
  expect(countPages(pdf)).toBe(pages);
});
