import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  billingShape,
  checkoutShape,
  deactivationShape,
  estimateShape,
  orderDetailShape,
  ordersPage,
  paymentMethodShape,
  purchaseOrderShape,
  reactivationShape,
  type addressBody,
  type orderBody,
  type orderShape,
  type purchaseOrderBody,
} from '../../api/orders/contract.ts';
import { whatIfShape } from '../../api/what-if/contract.ts';
import { api } from '../api.ts';
import { MINUTE_MS } from '../durations.ts';
import { usePages } from './pages.ts';

export type Billing = z.infer<typeof billingShape>;
export type Order = z.infer<typeof orderShape>;
export type Estimate = z.infer<typeof estimateShape>;
export type Checkout = z.infer<typeof checkoutShape>;
export type Deactivation = z.infer<typeof deactivationShape>;
export type OrderDetail = z.infer<typeof orderDetailShape>;
export type NewOrder = z.infer<typeof orderBody>;
export type WhatIf = z.infer<typeof whatIfShape>;
export type PurchaseOrder = z.infer<typeof purchaseOrderShape>;

const ORDERS_AT_ONCE = 50;
/** How often it is looked whether an open checkout is paid. */
const LOOK_AGAIN_MS = 2_000;
/** Payments come and fail without anybody here: so often billing is read anew. */
const LOOK_BESIDE_MS = MINUTE_MS;

/** Everything that the Billing page shows before its list. */
export const useBilling = () =>
  useQuery({
    queryKey: ['billing'],
    queryFn: ({ signal }) => api.get('/api/billing', billingShape, { signal }),
    refetchInterval: LOOK_BESIDE_MS,
  });

/** The order history, the newest first. */
export const useOrders = () =>
  usePages('/api/orders', ordersPage, {
    limit: ORDERS_AT_ONCE,
    lookAgainMs: () => LOOK_BESIDE_MS,
  });

/** An order with its payments and its version. */
export const useOrder = (orderId: string) =>
  useQuery({
    queryKey: ['order', orderId],
    queryFn: ({ signal }) =>
      api.getVersioned(`/api/orders/${orderId}`, orderDetailShape, { signal }),
  });

/** What so many users cost in a country (OR-8); the price is the service's alone (OR-12). */
export const useEstimate = (seats: number, country: string) =>
  useQuery({
    queryKey: ['estimate', seats, country],
    queryFn: ({ signal }) =>
      api.post('/api/orders/estimates', estimateShape, { signal, body: { seats, country } }),
    placeholderData: keepPreviousData,
  });

/**
 * What the other plan would cost, and the end of the account now against at the renewal.
 * @param activeUserPriceMinor of an offer for the MAU plan, in minor units; null: none
 */
export const useWhatIf = (activeUserPriceMinor: number | null) =>
  useQuery({
    queryKey: ['what-if', activeUserPriceMinor],
    queryFn: ({ signal }) =>
      api.get('/api/billing/what-if', whatIfShape, {
        ...{ signal, query: { activeUserPriceMinor: activeUserPriceMinor ?? undefined } },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_BESIDE_MS,
  });

/** How a checkout stands; while it is open it is looked at again and again. */
export const useCheckout = (checkoutId: string | null) =>
  useQuery({
    queryKey: ['checkout', checkoutId],
    queryFn: ({ signal }) =>
      api.get(`/api/checkouts/${checkoutId ?? ''}`, checkoutShape, { signal }),
    enabled: checkoutId !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? LOOK_AGAIN_MS : false),
  });

/** Places an order: gives the checkout on which it is paid. */
export const placeOrder = (body: NewOrder, idempotencyKey: string): Promise<Checkout> =>
  api.post('/api/orders', checkoutShape, { body, idempotencyKey });

/** The provider's page on which the card is changed. */
export const paymentMethodPage = async (
  orderId: string,
  ifMatch: string | null,
): Promise<string> => {
  const path = `/api/orders/${orderId}/payment-method`;
  return (await api.patch(path, paymentMethodShape, { ifMatch })).url;
};

/** Changes the billing address of an order. */
export const changeAddress = (
  orderId: string,
  body: z.infer<typeof addressBody>,
  ifMatch: string | null,
) => api.patch(`/api/orders/${orderId}/address`, orderDetailShape, { body, ifMatch });

/** What ending the account would do, with its dates and fees (B-6). */
export const useDeactivationPreview = () =>
  useQuery({
    queryKey: ['deactivation-preview'],
    queryFn: ({ signal }) =>
      api.post('/api/account/deactivation', deactivationShape, {
        ...{ signal, body: {}, query: { preview: true } },
      }),
    gcTime: 0,
  });

/** Ends the account with the end of what is paid (B-1). */
export const deactivateAccount = (
  confirmation: string,
  idempotencyKey: string,
): Promise<Deactivation> =>
  api.post('/api/account/deactivation', deactivationShape, {
    ...{ body: { confirmation }, query: { preview: false }, idempotencyKey },
  });

/** Takes a deactivation back. */
export const reactivateAccount = () => api.post('/api/account/reactivation', reactivationShape);

/** Asks sales for an activation key. */
export const askForPurchaseOrder = (
  body: z.infer<typeof purchaseOrderBody>,
  idempotencyKey: string,
): Promise<PurchaseOrder> =>
  api.post('/api/purchase-orders', purchaseOrderShape, { body, idempotencyKey });
