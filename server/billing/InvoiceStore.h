// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/billing/Bill.h"
#include "core/billing/Ledger.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// An invoice or a credit note as it is to be stored. Amounts are positive on both.
struct NewDocument
{
    InvoiceId id;
    billing::Series series = billing::Series::Invoice;
    std::optional<Instant> dueAt;
    billing::Taxed total;
    billing::Money creditUsed;
    billing::Money open;
    billing::TaxRate rate;
    QString seller;
    QString buyer;
    QString note;
    std::optional<InvoiceId> credits;
};

struct NewDocumentLine
{
    billing::LineKind kind = billing::LineKind::Adjustment;
    QString description;
    std::optional<billing::Line> line; ///< none for an adjustment
    billing::Taxed taxed;
};

/// What of an organisation's invoices is to be paid.
struct OpenInvoices
{
    qint64 amount = 0;
    std::optional<Instant> oldestDue;
};

/// Where a list of invoices, newest first, goes on.
struct InvoicePosition
{
    Instant issuedAt{std::numeric_limits<qint64>::max()};
    QString id = {};
};

struct RecordedPayment
{
    InvoiceId invoice;
    qint64 amount = 0;
};

/// The statements on invoices, credit notes, payments and the ledger.
class InvoiceStore
{
public:
    InvoiceStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// Takes the next number of its series in this transaction, so that none is left out.
    /// Returns what it is called.
    QString insert(const NewDocument &document, const std::vector<NewDocumentLine> &lines, Instant now);
    /// Without its lines.
    std::optional<api::Invoice> find(InvoiceId id);
    std::vector<api::InvoiceLine> lines(InvoiceId id);
    /// Without their lines, newest first.
    std::vector<api::Invoice> list(const InvoicePosition &before, int limit);
    OpenInvoices open();
    /// taken: what is not to be paid any more.
    void settle(InvoiceId id, qint64 paid, qint64 credited, qint64 taken);
    /// Those whose periods reach over a moment.
    std::vector<billing::Line> linesReachingOver(Instant at);

    std::optional<RecordedPayment> payment(const QString &reference);
    void insertPayment(const api::RecordPaymentRequest &payment, const QString &currency, const QString &by,
                       Instant now);

    /// Throws Internal when the entry does not balance.
    void post(const billing::Entry &entry, const QString &document, Instant now);
    /// What the organisation is owed.
    billing::Money credit(billing::Currency currency);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
