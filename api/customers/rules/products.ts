import type { Fault } from './fault.ts';

/** A service plan of a product. */
export interface Plan {
  readonly planId: string;
  /** Microsoft's name for it, such as `EXCHANGE_S_ENTERPRISE`. */
  readonly name: string;
  /** Plans for the whole company are not switched on or off for a user. */
  readonly forUsers: boolean;
}

/** A product that a customer has bought. */
export interface Product {
  readonly skuId: string;
  readonly partNumber: string;
  /** For users; else for the whole company, and nobody is assigned it. */
  readonly forUsers: boolean;
  /** Microsoft Graph's capability status: `Enabled`, `Warning`, `Suspended`, `Deleted`, `LockedOut`. */
  readonly status: string;
  readonly available: number;
  readonly plans: readonly Plan[];
  /** Who sold it through the marketplace and manages its licences (C-6); null for Microsoft's own. */
  readonly publisher: string | null;
}

/**
 * Microsoft's product names for the part numbers that are met most ("Product names and service plan identifiers for
 * licensing").
 */
const NAMES: Readonly<Record<string, string>> = {
  AAD_PREMIUM: 'Microsoft Entra ID P1',
  AAD_PREMIUM_P2: 'Microsoft Entra ID P2',
  ATP_ENTERPRISE: 'Microsoft Defender for Office 365 (Plan 1)',
  DESKLESSPACK: 'Office 365 F3',
  DEVELOPERPACK_E5: 'Microsoft 365 E5 Developer',
  EMS: 'Enterprise Mobility + Security E3',
  EMSPREMIUM: 'Enterprise Mobility + Security E5',
  ENTERPRISEPACK: 'Office 365 E3',
  ENTERPRISEPREMIUM: 'Office 365 E5',
  EXCHANGEDESKLESS: 'Exchange Online Kiosk',
  EXCHANGEENTERPRISE: 'Exchange Online (Plan 2)',
  EXCHANGESTANDARD: 'Exchange Online (Plan 1)',
  FLOW_FREE: 'Microsoft Power Automate Free',
  INTUNE_A: 'Microsoft Intune Plan 1',
  M365_F1_COMM: 'Microsoft 365 F1',
  MCOEV: 'Microsoft Teams Phone Standard',
  MCOMEETADV: 'Microsoft 365 Audio Conferencing',
  MCOPSTN1: 'Microsoft 365 Domestic Calling Plan',
  MCOPSTN2: 'Microsoft 365 Domestic and International Calling Plan',
  MICROSOFT_365_COPILOT: 'Microsoft 365 Copilot',
  MICROSOFT_TEAMS_ENTERPRISE_NEW: 'Microsoft Teams Enterprise',
  O365_BUSINESS: 'Microsoft 365 Apps for business',
  O365_BUSINESS_ESSENTIALS: 'Microsoft 365 Business Basic',
  O365_BUSINESS_PREMIUM: 'Microsoft 365 Business Standard',
  OFFICESUBSCRIPTION: 'Microsoft 365 Apps for enterprise',
  POWER_BI_PRO: 'Power BI Pro',
  POWER_BI_STANDARD: 'Microsoft Fabric (Free)',
  PROJECTPROFESSIONAL: 'Project Plan 3',
  SHAREPOINTENTERPRISE: 'SharePoint Online (Plan 2)',
  SHAREPOINTSTANDARD: 'SharePoint Online (Plan 1)',
  SPB: 'Microsoft 365 Business Premium',
  SPE_E3: 'Microsoft 365 E3',
  SPE_E5: 'Microsoft 365 E5',
  SPE_F1: 'Microsoft 365 F3',
  STANDARDPACK: 'Office 365 E1',
  TEAMS_EXPLORATORY: 'Microsoft Teams Exploratory',
  VISIOCLIENT: 'Visio Plan 2',
  WORKPLACE_ANALYTICS: 'Microsoft Workplace Analytics',
};

/** A product's name as people know it; its part number where it is not among those known here. */
export const productNameOf = (partNumber: string): string =>
  Object.hasOwn(NAMES, partNumber) ? (NAMES[partNumber] ?? partNumber) : partNumber;

/** A product's state in our words. */
export type ProductState =
  'enabled' | 'warning' | 'suspended' | 'locked-out' | 'deleted' | 'unknown';

const STATES: ReadonlyMap<string, ProductState> = new Map([
  ['Enabled', 'enabled'],
  ['Warning', 'warning'],
  ['Suspended', 'suspended'],
  ['LockedOut', 'locked-out'],
  ['Deleted', 'deleted'],
]);

/** How a product stands; `unknown` for what Microsoft has added since. */
export const productStateOf = ({ status }: Pick<Product, 'status'>): ProductState =>
  STATES.get(status) ?? 'unknown';

/** Why licences of a product cannot be given or taken here at all; null where they can. */
export function productFault(
  product: Pick<Product, 'partNumber' | 'forUsers' | 'publisher'>,
): Fault | null {
  const name = productNameOf(product.partNumber);
  if (product.publisher !== null) {
    return {
      code: 'managed-by-publisher',
      detail: `The licences of ${name} are managed by its publisher, ${product.publisher}. Assign them there.`,
      facts: { product: name, publisher: product.publisher },
    };
  }
  if (product.forUsers) return null;
  return {
    code: 'product-for-company',
    detail: `${name} is for the whole company and is assigned to nobody. Leave it out.`,
    facts: { product: name },
  };
}

/** Why no further licence of a product can be given; null where one can, if one is left. */
export function givingFault(product: Product): Fault | null {
  const fault = productFault(product);
  const state = productStateOf(product);
  if (fault !== null || state === 'enabled' || state === 'warning') return fault;
  const name = productNameOf(product.partNumber);
  return {
    code: 'product-not-active',
    detail: `The customer’s subscription of ${name} is not active (${state}). Renew it first, or choose another product.`,
    facts: { product: name },
  };
}
