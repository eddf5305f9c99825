// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/InvoiceBook.h"

#include "core/base/Problem.h"
#include "core/base/Uuid7.h"
#include "server/billing/PlanStore.h"
#include "server/billing/SubscriptionStore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

using namespace billing;

namespace {

constexpr qsizetype longestText = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Billing", text);
}

QString checkedText(const QString &given, const QString &path)
{
    QString text = given.simplified();
    if (text.isEmpty() || text.size() > longestText)
        throw Problem::invalid(path, tr("expected 1 to %1 characters").arg(longestText));
    return text;
}

QString descriptionOf(PlanStore &plans, const Line &line)
{
    const auto plan = plans.plan(line.plan.id);
    const QString name = plan ? plan->name : line.plan.id;
    switch (line.kind) {
    case LineKind::Period:
        return line.plan.interval == Interval::Year ? tr("%1, a year").arg(name) : tr("%1, a month").arg(name);
    case LineKind::Remainder:
        return tr("%1, for the rest of the period").arg(name);
    case LineKind::Unused:
        return tr("%1, the rest of the period taken back").arg(name);
    case LineKind::Adjustment:
        break;
    }
    return name;
}

QString textOf(const Buyer &buyer)
{
    return buyer.address.isEmpty() ? buyer.name : QString(buyer.name + u'\n' + buyer.address);
}

Taxed negated(const Taxed &taxed)
{
    return {-taxed.net, -taxed.tax, -taxed.gross};
}

Money smaller(const Money &a, const Money &b)
{
    return a.amount < b.amount ? a : b;
}

Money moneyOf(const api::Money &money)
{
    return {money.amount, Currency::fromCode(money.currency).value()};
}

/// Parts of an invoice have parts of its tax that add up to it, in however many pieces.
Taxed partOf(const api::Invoice &invoice, qint64 already, qint64 amount)
{
    const Money whole = moneyOf(invoice.tax);
    const Money tax =
        scaled(whole, already + amount, invoice.gross.amount) - scaled(whole, already, invoice.gross.amount);
    const Money gross{amount, whole.currency};
    return {gross - tax, tax, gross};
}

} // namespace

TaxRate taxRateOf(const api::BillingSettings &settings)
{
    return {static_cast<int>(settings.taxBasisPoints), settings.taxInclusive};
}

InvoiceBook::InvoiceBook(Transaction &transaction, TenantScope scope, Instant now)
    : m_transaction(transaction)
    , m_scope(scope)
    , m_now(now)
    , m_store(transaction, scope)
{}

void InvoiceBook::issue(const std::vector<Line> &lines)
{
    if (lines.empty())
        return;
    PlanStore plans(m_transaction);
    const api::BillingSettings settings = plans.settings();
    const TaxRate rate = taxRateOf(settings);
    const Bill bill = billOf(lines, rate, lines.front().amount.currency);
    const bool isCredit = bill.total.gross.amount < 0;
    NewDocument document;
    document.id = makeId<InvoiceId>(m_now);
    document.series = isCredit ? Series::CreditNote : Series::Invoice;
    document.total = isCredit ? negated(bill.total) : bill.total;
    document.creditUsed = noMoney(bill.total.gross.currency);
    document.open = document.creditUsed;
    document.rate = rate;
    document.seller = settings.seller;
    document.buyer = textOf(SubscriptionStore(m_transaction, m_scope).buyer().value_or(Buyer()));
    if (!isCredit) {
        document.creditUsed = smaller(m_store.credit(bill.total.gross.currency), bill.total.gross);
        document.open = bill.total.gross - document.creditUsed;
        document.dueAt = m_now + std::chrono::days(settings.dueDays);
    }
    std::vector<NewDocumentLine> stored;
    for (const BillLine &each : bill.lines)
        stored.push_back(
            {each.line.kind, descriptionOf(plans, each.line), each.line, isCredit ? negated(each.taxed) : each.taxed});
    const QString number = m_store.insert(document, stored, m_now);
    m_store.post(isCredit ? entryOfCreditNote(document.total, document.open)
                          : entryOfInvoice(document.total, document.creditUsed),
                 number, m_now);
}

std::vector<api::InvoiceLine> InvoiceBook::described(Transaction &transaction, const Bill &bill)
{
    PlanStore plans(transaction);
    std::vector<api::InvoiceLine> lines;
    for (const BillLine &each : bill.lines)
        lines.push_back({.kind = lineKindName(each.line.kind),
                         .text = descriptionOf(plans, each.line),
                         .planId = each.line.plan.id,
                         .begin = each.line.begin,
                         .end = each.line.end,
                         .net = wire(each.taxed.net),
                         .tax = wire(each.taxed.tax),
                         .gross = wire(each.taxed.gross)});
    return lines;
}

void InvoiceBook::pay(const api::RecordPaymentRequest &payment, const QString &by)
{
    api::RecordPaymentRequest checked = payment;
    checked.reference = checkedText(payment.reference, u"params.reference"_s);
    checked.method = checkedText(payment.method, u"params.method"_s);
    if (payment.amount <= 0)
        throw Problem::invalid(u"params.amount"_s, tr("expected more than nothing"));
    const api::Invoice invoice = found(payment.invoiceId);
    if (const auto known = m_store.payment(checked.reference)) {
        if (known->invoice == payment.invoiceId && known->amount == payment.amount)
            return;
        throw Problem::of(ProblemCode::Conflict, tr("Another payment has this reference."),
                          tr("Each payment has a reference of its own."));
    }
    if (invoice.kind != seriesName(Series::Invoice))
        throw Problem::of(ProblemCode::Conflict, tr("A credit note is not paid."));
    const Money amount{payment.amount, moneyOf(invoice.gross).currency};
    const Money open = moneyOf(invoice.open);
    m_store.insertPayment(checked, invoice.gross.currency, by, m_now);
    const qint64 taken = smaller(amount, open).amount;
    m_store.settle(invoice.id, taken, 0, taken);
    m_store.post(entryOfPayment(amount, open), invoice.number, m_now);
}

InvoiceId InvoiceBook::credit(const api::CreditInvoiceRequest &request)
{
    const QString reason = checkedText(request.reason, u"params.reason"_s);
    const api::Invoice invoice = found(request.invoiceId);
    if (invoice.kind != seriesName(Series::Invoice))
        throw Problem::of(ProblemCode::Conflict, tr("A credit note is not credited."));
    const qint64 left = invoice.gross.amount - invoice.credited.amount;
    if (request.amount <= 0 || request.amount > left)
        throw Problem::invalid(
            u"params.amount"_s,
            tr("expected more than nothing and at most %1").arg(moneyText({left, moneyOf(invoice.gross).currency})));
    NewDocument note;
    note.id = makeId<InvoiceId>(m_now);
    note.series = Series::CreditNote;
    note.total = partOf(invoice, invoice.credited.amount, request.amount);
    note.creditUsed = noMoney(note.total.gross.currency);
    note.open = note.creditUsed;
    note.rate = {static_cast<int>(invoice.taxBasisPoints), invoice.taxInclusive};
    note.seller = invoice.seller;
    note.buyer = invoice.buyer;
    note.note = reason;
    note.credits = invoice.id;
    const Money open = moneyOf(invoice.open);
    const QString number = m_store.insert(
        note, {{LineKind::Adjustment, tr("Credit for %1").arg(invoice.number), std::nullopt, note.total}}, m_now);
    m_store.settle(invoice.id, 0, request.amount, smaller(note.total.gross, open).amount);
    m_store.post(entryOfCreditNote(note.total, open), number, m_now);
    return note.id;
}

bool InvoiceBook::owes(Instant at)
{
    const auto due = m_store.open().oldestDue;
    return due && *due <= at;
}

api::Invoice InvoiceBook::found(InvoiceId id)
{
    auto invoice = m_store.find(id);
    if (!invoice)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(invoice);
}

} // namespace tabletalk
