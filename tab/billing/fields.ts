import { addressBody, orderBody } from '../../api/orders/contract.ts';
import { ApiError } from '../api-error.ts';

/** The contact of an order, in the order in which it is asked for. */
export const CONTACT_FIELDS = ['company', 'firstName', 'lastName', 'email', 'telephone'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];
export type Contact = Readonly<Record<ContactField, string>>;

/** The address of an order, but for the country, which is chosen. */
export const ADDRESS_FIELDS = ['line1', 'line2', 'postalCode', 'city', 'region'] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];
export type Address = Readonly<Record<AddressField | 'country', string>>;

/** Nobody is filled in yet. */
export const EMPTY_CONTACT: Contact = {
  ...{ company: '', firstName: '', lastName: '', email: '', telephone: '' },
};

/** What is wrong with a field: it is empty, too long, or no mail address. */
export type FieldFault = 'empty' | 'too-long' | 'malformed';

const contactShape = orderBody.shape.contact.shape;
const addressShape = addressBody.shape.address.shape;

/** What may be left empty is sent as null. */
const sent = (value: string, isOptional: boolean): string | null =>
  isOptional && value.trim() === '' ? null : value.trim();

const isOptional = (field: ContactField | AddressField): boolean =>
  ['telephone', 'line2', 'postalCode', 'region'].includes(field);

/** What the API's own rule says of a field; null where nothing is wrong. */
export function fieldFaultOf(field: ContactField | AddressField, typed: string): FieldFault | null {
  const shape =
    field in contactShape
      ? contactShape[field as ContactField]
      : addressShape[field as AddressField];
  const told = shape.safeParse(sent(typed, isOptional(field)));
  if (told.success) return null;
  if (typed.trim() === '') return 'empty';
  return told.error.issues.some(({ code }) => code === 'too_big') ? 'too-long' : 'malformed';
}

/** Whether every field of those can be sent. */
export const areFilled = <F extends ContactField | AddressField>(
  fields: readonly F[],
  typed: Readonly<Record<F, string>>,
): boolean => fields.every((field) => fieldFaultOf(field, typed[field]) === null);

/** A contact as the API takes it. */
export const contactOf = (typed: Contact) => ({
  company: typed.company.trim(),
  firstName: typed.firstName.trim(),
  lastName: typed.lastName.trim(),
  email: typed.email.trim(),
  telephone: sent(typed.telephone, true),
});

/** An address as the API takes it. */
export const addressOf = (typed: Address) => ({
  line1: typed.line1.trim(),
  line2: sent(typed.line2, true),
  city: typed.city.trim(),
  region: sent(typed.region, true),
  postalCode: sent(typed.postalCode, true),
  country: typed.country,
});

/** What the service says of each field, by the field's name; the first of several. */
export function saidOfFields(error: unknown): Readonly<Partial<Record<string, string>>> {
  if (!(error instanceof ApiError)) return {};
  const said: Partial<Record<string, string>> = {};
  for (const { path, message } of error.errors) said[path.split('/').at(-1) ?? path] ??= message;
  return said;
}
