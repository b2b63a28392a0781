import type { ProductKind, ServicePlan } from './product.ts';

/**
 * Products that tenants of the local cloud can buy by part number alone. Names and ids are Microsoft's (product names
 * and service plan identifiers for licensing); each holds only the plans that its rules need.
 */

const plan = (
  id: string,
  name: string,
  service: string,
  rules: Partial<ServicePlan> = {},
): ServicePlan => ({ id, name, service, appliesTo: 'User', ...rules });

const EXCHANGE_1 = '9aaf7827-d63c-4b61-89c3-182f06f82e5c';
const EXCHANGE_2 = 'efb87545-963c-4e0d-99df-69c6916d9eb0';
const SHAREPOINT_1 = 'c7699d2e-19aa-44de-8edf-1736da088ca1';
const SHAREPOINT_2 = '5dbe027f-2339-4123-9542-606e4d348a72';
const MEETINGS = '0feaeb32-d00e-4d66-bd5a-43b5b83db82c';
const PHONE = '4828c8ec-dc2e-4779-b502-87ac9ce28ab7';

const exchangeStandard = plan(EXCHANGE_1, 'EXCHANGE_S_STANDARD', 'exchange', {
  exclusiveWith: [EXCHANGE_2],
});
const exchangeEnterprise = plan(EXCHANGE_2, 'EXCHANGE_S_ENTERPRISE', 'exchange', {
  exclusiveWith: [EXCHANGE_1],
});
const sharePointStandard = plan(SHAREPOINT_1, 'SHAREPOINTSTANDARD', 'SharePoint', {
  exclusiveWith: [SHAREPOINT_2],
});
const sharePointEnterprise = plan(SHAREPOINT_2, 'SHAREPOINTENTERPRISE', 'SharePoint', {
  exclusiveWith: [SHAREPOINT_1],
});
const meetings = plan(MEETINGS, 'MCOSTANDARD', 'MicrosoftCommunicationsOnline');
const phone = plan(PHONE, 'MCOEV', 'MicrosoftCommunicationsOnline', { dependsOn: [MEETINGS] });
const teams = plan('57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1', 'TeamspaceAPI');
const officeApps = plan(
  '43de0ff5-c92c-492b-9116-175376d08c38',
  'OFFICESUBSCRIPTION',
  'MicrosoftOffice',
);
const officeOnTheWeb = plan('e95bec33-7c88-4a70-8e19-b10bd9d0c014', 'SHAREPOINTWAC', 'SharePoint');

/** Where calls to the telephone network are not sold. */
const WITHOUT_CALLS = ['AE', 'CN', 'CU', 'EG', 'IN', 'IR', 'KP', 'RU', 'SY', 'TR'];

const PRODUCT_CATALOGUE: readonly ProductKind[] = [
  {
    skuId: '18181a46-0d4e-45cd-891e-60aabd171b4e',
    partNumber: 'STANDARDPACK',
    appliesTo: 'User',
    plans: [exchangeStandard, sharePointStandard, teams, meetings, officeOnTheWeb],
  },
  {
    skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900',
    partNumber: 'ENTERPRISEPACK',
    appliesTo: 'User',
    plans: [exchangeEnterprise, sharePointEnterprise, teams, meetings, officeApps, officeOnTheWeb],
  },
  {
    skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    partNumber: 'SPE_E5',
    appliesTo: 'User',
    plans: [
      ...[exchangeEnterprise, sharePointEnterprise, teams, meetings, phone],
      ...[officeApps, officeOnTheWeb],
      plan('41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM', 'AADPremiumService'),
      plan('c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A', 'SCO'),
      plan('113feb6c-3fe4-4440-bddc-54d774bf0318', 'EXCHANGE_S_FOUNDATION', 'exchange', {
        appliesTo: 'Company',
      }),
    ],
  },
  {
    skuId: '4b9405b0-7788-4568-add1-99614e613b69',
    partNumber: 'EXCHANGESTANDARD',
    appliesTo: 'User',
    plans: [exchangeStandard],
  },
  {
    skuId: '53818b1b-4a27-454b-8896-0dba576410e6',
    partNumber: 'PROJECTPROFESSIONAL',
    appliesTo: 'User',
    plans: [
      plan(
        'fafd7243-e5c1-4a3a-9e40-495efcb1d3c3',
        'PROJECT_CLIENT_SUBSCRIPTION',
        'MicrosoftOffice',
      ),
      plan('fe71d6c3-a2ea-4499-9778-da042bf08063', 'SHAREPOINT_PROJECT', 'SharePoint', {
        dependsOn: [SHAREPOINT_2],
      }),
    ],
  },
  {
    skuId: 'e43b5b99-8dfb-405f-9987-dc307f34bcbd',
    partNumber: 'MCOEV',
    appliesTo: 'User',
    plans: [phone],
  },
  {
    skuId: '0dab259f-bf13-4952-b7f8-7db8f131b28d',
    partNumber: 'MCOPSTN1',
    appliesTo: 'User',
    plans: [
      plan('4ed3ff63-69d7-4fb7-b984-5aec7f605ca8', 'MCOPSTN1', 'MicrosoftCommunicationsOnline', {
        dependsOn: [PHONE],
        notIn: WITHOUT_CALLS,
      }),
    ],
  },
  {
    skuId: 'f30db892-07e9-47e9-837c-80727f46fd3d',
    partNumber: 'FLOW_FREE',
    appliesTo: 'User',
    plans: [plan('50e68c76-46c6-4674-81f9-75456511b170', 'FLOW_P2_VIRAL', 'ProcessSimple')],
  },
  {
    skuId: '6470687e-a428-4b7a-bef2-8a291ad947c9',
    partNumber: 'WINDOWS_STORE',
    appliesTo: 'Company',
    plans: [
      plan('a420f25f-a7b3-4ff5-a9d0-5d58f73b537d', 'WINDOWS_STORE', 'WindowsStore', {
        appliesTo: 'Company',
      }),
    ],
  },
  {
    skuId: '3a7b9e52-6c1d-4f08-9b35-d2e8417ac690',
    partNumber: 'fourthcoffee.rota_planner.standard',
    appliesTo: 'User',
    plans: [
      plan(
        'b54c08d1-92ee-4c7a-8f16-7de3a905bb21',
        'fourthcoffee.rota_planner.standard',
        'fourthcoffee.rota_planner',
      ),
    ],
  },
];

/** The product with this part number. */
export function productKind(partNumber: string): ProductKind | undefined {
  return PRODUCT_CATALOGUE.find((kind) => kind.partNumber === partNumber);
}
