import { isGuid } from '../guid.ts';
import type { MailAddress } from '../mailbox/mailbox.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Answer } from '../wire.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { GraphRefusal } from './errors.ts';
import { SEND_MAIL } from './permissions.ts';

/** Exchange takes at most so many recipients in one mail. */
const RECIPIENTS_MAX = 500;

/** The shared mailbox that every tenant has for services; it is nobody of the directory. */
export const sharedMailboxOf = ({ domain }: Pick<Tenant, 'domain'>): string =>
  `headcount@${domain}`;

export const SEND_MAIL_ROUTES: readonly GraphRoute[] = [
  {
    method: 'POST',
    path: '/users/{id}/sendMail',
    permissions: SEND_MAIL,
    resourceUnits: 1,
    denied: () =>
      new GraphRefusal(
        403,
        'ErrorAccessDenied',
        'Access is denied. Check credentials and try again.',
      ),
    handle: sendMail,
  },
];

/** Takes a mail over: 202 without a body, as Exchange does before anything is delivered. */
function sendMail(request: GraphRequest): Answer {
  const from = mailboxInPath(request);
  const { message } = bodyIn(request.call.body);
  request.mailbox.deliver({
    from,
    to: recipientsIn(message['toRecipients']),
    subject: textIn(message, 'subject'),
    html: contentIn(message['body']),
    headers: headersIn(message['internetMessageHeaders']),
  });
  return { status: 202 };
}

/** The address of the mailbox that the path names. */
function mailboxInPath({ tenant, params }: GraphRequest): string {
  const name = params['id'] ?? '';
  const shared = sharedMailboxOf(tenant);
  if (name.toLowerCase() === shared) return shared;
  const { users } = tenant.directory;
  const index = isGuid(name) ? users.indexOfId(name) : users.indexOfName(name);
  const standing = index === undefined ? undefined : users.standing(index);
  if (standing?.state !== 'live') {
    throw new GraphRefusal(404, 'ErrorInvalidUser', `The requested user '${name}' is invalid.`);
  }
  const { mail } = standing.user;
  if (mail == null) {
    throw new GraphRefusal(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
  }
  return mail;
}

type Values = Readonly<Record<string, unknown>>;

const MESSAGE_PROPERTIES: ReadonlySet<string> = new Set([
  'subject',
  'body',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'importance',
  'internetMessageHeaders',
  'attachments',
]);

const unreadable = (message: string): GraphRefusal =>
  new GraphRefusal(400, 'RequestBodyRead', message);

const valuesIn = (value: unknown): Values | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Values)
    : undefined;

function bodyIn(body: unknown): { readonly message: Values } {
  const sent = valuesIn(body) ?? {};
  // OData takes the names of an action's parameters in any case.
  const given = Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value] as const);
  const { message, savetosentitems } = Object.fromEntries(given) as Values;
  const values = valuesIn(message);
  if (values === undefined) {
    throw new GraphRefusal(400, 'ErrorInvalidRequest', 'Your request has no message to send.');
  }
  const unknown = Object.keys(values).find((name) => !MESSAGE_PROPERTIES.has(name));
  if (unknown !== undefined) {
    throw unreadable(
      `The property '${unknown}' does not exist on type 'microsoft.graph.message'. Make sure to only use property names that are defined by the type.`,
    );
  }
  if (savetosentitems !== undefined && typeof savetosentitems !== 'boolean') {
    throw unreadable("Cannot convert the literal to the expected type 'Edm.Boolean'.");
  }
  return { message: values };
}

function textIn(values: Values, name: string): string {
  const value = values[name] ?? '';
  if (typeof value !== 'string') {
    throw unreadable(`An unexpected value was found for '${name}': a string is expected.`);
  }
  return value;
}

function contentIn(value: unknown): string {
  const body = valuesIn(value) ?? {};
  const type = textIn(body, 'contentType').toLowerCase();
  if (type !== 'html' && type !== 'text') {
    throw unreadable(`Requested value '${type}' was not found.`);
  }
  const content = textIn(body, 'content');
  if (type === 'html') return content;
  return `<pre>${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
}

function recipientsIn(value: unknown): readonly MailAddress[] {
  const given = Array.isArray(value) ? value : [];
  const recipients = given.map((one) => {
    const emailAddress = valuesIn(valuesIn(one)?.['emailAddress']) ?? {};
    return { address: textIn(emailAddress, 'address'), name: textIn(emailAddress, 'name') };
  });
  if (recipients.length > RECIPIENTS_MAX) {
    throw new GraphRefusal(400, 'ErrorExceededMaxRecipientLimit', 'There are too many recipients.');
  }
  const wrong = recipients.find(({ address }) => !/^[^\s@<>]+@[^\s@<>]+$/.test(address));
  if (recipients.length === 0 || wrong !== undefined) {
    throw new GraphRefusal(
      400,
      'ErrorInvalidRecipients',
      `At least one recipient is not valid., Recipient '${wrong?.address ?? ''}' is not resolved. All recipients must be resolved before a message can be submitted.`,
    );
  }
  return recipients;
}

function headersIn(value: unknown): Readonly<Record<string, string>> {
  const headers = (Array.isArray(value) ? value : []).map((one) => {
    const header = valuesIn(one) ?? {};
    const name = textIn(header, 'name').toLowerCase();
    if (!name.startsWith('x-')) {
      throw new GraphRefusal(
        400,
        'InvalidInternetMessageHeader',
        `The internet message header name '${name}' should start with 'x-' or 'X-'.`,
      );
    }
    return [name, textIn(header, 'value')];
  });
  return Object.fromEntries(headers) as Record<string, string>;
}
