import type { Answer } from '../wire.ts';

/** One way in which the connector refuses, as it stands in its answer. */
interface Refusal {
  readonly status: number;
  readonly message: string;
}

/**
 * The error codes of the platform (Microsoft Teams: "Status code responses" of proactive messages). The first one of a
 * status stands for a fault that names the status alone.
 */
const REFUSALS = {
  BadArgument: { status: 400, message: 'The request payload is invalid.' },
  BadSyntax: { status: 400, message: 'The request payload cannot be read.' },
  BotNotRegistered: { status: 401, message: 'No registration found for this bot.' },
  BotDisabledByAdmin: { status: 403, message: 'The tenant admin disabled this bot.' },
  BotNotInConversationRoster: {
    status: 403,
    message: 'The bot is not part of the conversation roster.',
  },
  ConversationBlockedByUser: {
    status: 403,
    message: 'User blocked the conversation with the bot.',
  },
  ForbiddenOperationException: {
    status: 403,
    message: 'Bot is not installed in user\u2019s personal scope.',
  },
  InvalidBotApiHost: { status: 403, message: 'Invalid bot API host.' },
  MessageWritesBlocked: { status: 403, message: '{subCode: MessageWritesBlocked}' },
  ConversationNotFound: { status: 404, message: 'Conversation not found.' },
  ActivityNotFoundInConversation: {
    status: 404,
    message: 'The activity does not exist in this conversation.',
  },
  PreconditionFailed: { status: 412, message: 'Precondition failed, please try again.' },
  MessageSizeTooBig: { status: 413, message: 'Message size too large.' },
  Throttled: { status: 429, message: 'API calls quota exceeded.' },
  ServiceError: { status: 500, message: 'An error has occurred.' },
  BadGateway: { status: 502, message: 'Bad gateway.' },
  ServiceUnavailable: { status: 503, message: 'Service unavailable.' },
  GatewayTimeout: { status: 504, message: 'Gateway timeout.' },
} satisfies Record<string, Refusal>;

/** A code with which the connector refuses. */
export type ConnectorCode = keyof typeof REFUSALS;

/** All of them, for the validation of queued faults. */
export const CONNECTOR_CODES = Object.keys(REFUSALS) as readonly ConnectorCode[];

/** Thrown inside the connector; becomes its answer. */
export class ConnectorRefusal extends Error {
  readonly code: ConnectorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ConnectorCode,
    message: string = REFUSALS[code].message,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

/** The connector's answer for a code. `MessageWritesBlocked` still has the older shape. */
export function refusalAnswer(
  code: ConnectorCode,
  message: string = REFUSALS[code].message,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { status } = REFUSALS[code];
  const body =
    code === 'MessageWritesBlocked' ? { errorCode: 209, message } : { error: { code, message } };
  return { status, headers, body };
}

/** What a fault answers that names a status alone. */
export function connectorFaultAnswer(status: number): Answer {
  const code = CONNECTOR_CODES.find((one) => REFUSALS[one].status === status);
  if (code !== undefined) return refusalAnswer(code);
  return { status, body: { error: { code: 'Unknown', message: 'A fault of the local cloud.' } } };
}
