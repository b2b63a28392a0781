import type { Message } from '../../ports/channel.ts';

type Words = Pick<Message, 'language' | 'subject' | 'paragraphs' | 'link' | 'footer'>;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/**
 * A mail as simple HTML: no images, nothing from elsewhere, readable in every mail program, in the dark and aloud.
 * Everything that comes from outside is escaped.
 */
export function htmlOf({ language, subject, paragraphs, link, footer }: Words): string {
  const font = "font-family:'Segoe UI',Helvetica,Arial,sans-serif";
  const body = paragraphs.map(
    (text) => `<p style="margin:0 0 12px;line-height:1.5">${escaped(text)}</p>`,
  );
  const act =
    link === null
      ? []
      : [
          `<p style="margin:20px 0"><a href="${escaped(link.address)}" style="display:inline-block;padding:8px 16px;background:#5b5fc7;color:#ffffff;text-decoration:none;border-radius:4px;font-weight:600">${escaped(link.label)}</a></p>`,
        ];
  return [
    `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;padding:24px;${font};font-size:15px"><div style="max-width:560px">`,
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escaped(subject)}</h1>`,
    ...body,
    ...act,
    `<p style="margin:24px 0 0;font-size:13px;line-height:1.5;opacity:.75">${escaped(footer)}</p>`,
    '</div></body></html>',
  ].join('\n');
}
