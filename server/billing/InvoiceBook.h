// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/billing/InvoiceStore.h"

namespace tabletalk {

class Transaction;

/// What is done with an organisation's invoices and the ledger, within one transaction.
class InvoiceBook
{
public:
    InvoiceBook(Transaction &transaction, TenantScope scope, Instant now);

    /// An invoice over the lines, or a credit note where they come to less than nothing;
    /// nothing for no lines. Credit of earlier times is used first.
    void issue(const std::vector<billing::Line> &lines);
    /// What an invoice over the lines would say.
    static std::vector<api::InvoiceLine> described(Transaction &transaction, const billing::Bill &bill);

    /// Records a payment once, however often it is sent. Throws NotFound, Conflict or InvalidRequest.
    void pay(const api::RecordPaymentRequest &payment, const QString &by);
    /// A credit note on an invoice, or a part of it; its number.
    InvoiceId credit(const api::CreditInvoiceRequest &request);

    /// Whether an invoice is overdue at a moment.
    bool owes(Instant at);
    api::Invoice found(InvoiceId id);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
    Instant m_now;
    InvoiceStore m_store;
};

billing::TaxRate taxRateOf(const api::BillingSettings &settings);
inline api::Money wire(const billing::Money &money)
{
    return {money.amount, money.currency.code()};
}

} // namespace tabletalk
