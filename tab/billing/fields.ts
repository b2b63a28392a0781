import { addressBody, orderBody } from '../../api/orders/contract.ts';
import { textFaultOf, type TextFault } from '../text-fault.ts';

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

const contactShape = orderBody.shape.contact.shape;
const addressShape = addressBody.shape.address.shape;

/** Whether it may be left empty. */
export const isOptional = (field: ContactField | AddressField): boolean =>
  ['telephone', 'line2', 'postalCode', 'region'].includes(field);

/** What the API's own rule says of a field; null where nothing is wrong. */
export function fieldFaultOf(field: ContactField | AddressField, typed: string): TextFault | null {
  if (isOptional(field) && typed.trim() === '') return null;
  const shape =
    field in contactShape
      ? contactShape[field as ContactField]
      : addressShape[field as AddressField];
  return textFaultOf(shape, typed);
}

/** Whether every field of those can be sent. */
export const areFilled = <F extends ContactField | AddressField>(
  fields: readonly F[],
  typed: Readonly<Record<F, string>>,
): boolean => fields.every((field) => fieldFaultOf(field, typed[field]) === null);

/** What may be left empty is sent as null. */
const orNull = (value: string): string | null => (value.trim() === '' ? null : value.trim());

/** A contact as the API takes it. */
export const contactOf = (typed: Contact) => ({
  company: typed.company.trim(),
  firstName: typed.firstName.trim(),
  lastName: typed.lastName.trim(),
  email: typed.email.trim(),
  telephone: orNull(typed.telephone),
});

/** An address as the API takes it. */
export const addressOf = (typed: Address) => ({
  line1: typed.line1.trim(),
  line2: orNull(typed.line2),
  city: typed.city.trim(),
  region: orNull(typed.region),
  postalCode: orNull(typed.postalCode),
  country: typed.country,
});
