/**
 * What a person may have meant who typed or pasted a subdomain (PA-3): itself, `host/accountname`, or `accountname.host`,
 * each with or without a scheme. In lower case, the likeliest first; empty where there is nothing to go by.
 */
export function subdomainsIn(typed: string): string[] {
  const address = typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[?#].*$/, '');
  const [host = '', ...path] = address.split('/');
  const label = host.replace(/:\d+$/, '').split('.')[0] ?? '';
  const segment = path.find((part) => part !== '');
  const meant = segment === undefined ? [label] : [segment, label];
  return [...new Set(meant)].filter((subdomain) => subdomain !== '');
}
