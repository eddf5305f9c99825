// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/InvoiceStore.h"

#include "core/base/Problem.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

using namespace billing;

namespace {

std::optional<Series> seriesFromName(const QString &name)
{
    for (const Series series : {Series::Invoice, Series::CreditNote}) {
        if (name == seriesName(series))
            return series;
    }
    return std::nullopt;
}

QString statusOf(Series series, qint64 open)
{
    if (series == Series::CreditNote)
        return u"issued"_s;
    return open > 0 ? u"open"_s : u"paid"_s;
}

api::Invoice invoiceOf(const Record &row)
{
    const QString currency = row.text(u"currency"_s);
    const auto money = [&](const QString &column) { return api::Money{row.integer(column), currency}; };
    const Series series = seriesFromName(row.text(u"series"_s)).value_or(Series::Invoice);
    return {.id = row.id<InvoiceId>(u"id"_s),
            .kind = seriesName(series),
            .number = documentNumber(series, row.integer(u"number"_s)),
            .status = statusOf(series, row.integer(u"open_amount"_s)),
            .issuedAt = row.instant(u"issued_at"_s),
            .dueAt = row.optionalInstant(u"due_at"_s),
            .net = money(u"net"_s),
            .tax = money(u"tax"_s),
            .gross = money(u"gross"_s),
            .creditUsed = money(u"credit_used"_s),
            .paid = money(u"paid"_s),
            .credited = money(u"credited"_s),
            .open = money(u"open_amount"_s),
            .taxBasisPoints = row.integer(u"tax_basis_points"_s),
            .taxInclusive = row.flag(u"tax_inclusive"_s),
            .seller = row.text(u"seller"_s),
            .buyer = row.text(u"buyer"_s),
            .note = row.text(u"note"_s),
            .creditsInvoice = InvoiceId::fromString(row.text(u"credits_invoice"_s)),
            .lines = {}};
}

Bindings bindingsOf(const NewDocumentLine &line, InvoiceId invoice, int position)
{
    const auto &span = line.line;
    return {{u"invoice"_s, stored(invoice)},
            {u"position"_s, position},
            {u"kind"_s, lineKindName(line.kind)},
            {u"description"_s, line.description},
            {u"plan_id"_s, span ? QVariant(span->plan.id) : QVariant()},
            {u"cadence"_s, span ? QVariant(intervalName(span->plan.interval)) : QVariant()},
            {u"begin_at"_s, span ? stored(span->begin) : QVariant()},
            {u"end_at"_s, span ? stored(span->end) : QVariant()},
            {u"currency"_s, line.taxed.gross.currency.code()},
            {u"price"_s, span ? span->price.amount : 0},
            {u"net"_s, line.taxed.net.amount},
            {u"tax"_s, line.taxed.tax.amount},
            {u"gross"_s, line.taxed.gross.amount}};
}

} // namespace

QString InvoiceStore::insert(const NewDocument &document, const std::vector<NewDocumentLine> &lines, Instant now)
{
    const PlatformScope platform = PlatformScope::ofJobs();
    const QString series = seriesName(document.series);
    const Currency currency = document.total.gross.currency;
    const qint64 number = m_transaction.selectOne(platform, u"billing/next_number"_s, {{u"series"_s, series}})
                              .value()
                              .integer(u"last_number"_s);
    const Bindings amounts = {{u"series"_s, series},
                              {u"number"_s, number},
                              {u"now"_s, stored(now)},
                              {u"currency"_s, currency.code()},
                              {u"net"_s, document.total.net.amount},
                              {u"tax"_s, document.total.tax.amount},
                              {u"gross"_s, document.total.gross.amount}};
    m_transaction.execute(platform, u"billing/insert_document"_s, amounts);
    Bindings all = amounts;
    all.set(u"id"_s, stored(document.id));
    all.set(u"due_at"_s, stored(document.dueAt));
    all.set(u"credit_used"_s, document.creditUsed.amount);
    all.set(u"open_amount"_s, document.open.amount);
    all.set(u"tax_basis_points"_s, document.rate.basisPoints);
    all.set(u"tax_inclusive"_s, document.rate.isInclusive ? 1 : 0);
    all.set(u"seller"_s, document.seller);
    all.set(u"buyer"_s, document.buyer);
    all.set(u"note"_s, document.note);
    all.set(u"credits_invoice"_s, stored(document.credits));
    m_transaction.execute(m_scope, u"billing/insert_invoice"_s, all);
    int position = 0;
    for (const NewDocumentLine &line : lines)
        m_transaction.execute(m_scope, u"billing/insert_line"_s, bindingsOf(line, document.id, ++position));
    return documentNumber(document.series, number);
}

std::optional<api::Invoice> InvoiceStore::find(InvoiceId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"billing/find_invoice"_s, {{u"id"_s, stored(id)}});
    return row ? std::optional(invoiceOf(*row)) : std::nullopt;
}

std::vector<api::InvoiceLine> InvoiceStore::lines(InvoiceId id)
{
    std::vector<api::InvoiceLine> list;
    for (const Record &row : m_transaction.select(m_scope, u"billing/list_lines"_s, {{u"invoice"_s, stored(id)}})) {
        const QString currency = row.text(u"currency"_s);
        list.push_back({.kind = row.text(u"kind"_s),
                        .text = row.text(u"description"_s),
                        .planId = row.optionalText(u"plan_id"_s),
                        .begin = row.optionalInstant(u"begin_at"_s),
                        .end = row.optionalInstant(u"end_at"_s),
                        .net = {row.integer(u"net"_s), currency},
                        .tax = {row.integer(u"tax"_s), currency},
                        .gross = {row.integer(u"gross"_s), currency}});
    }
    return list;
}

std::vector<api::Invoice> InvoiceStore::list(const InvoicePosition &before, int limit)
{
    std::vector<api::Invoice> list;
    for (const Record &row : m_transaction.select(
             m_scope, u"billing/list_invoices"_s,
             {{u"before_at"_s, stored(before.issuedAt)}, {u"before_id"_s, before.id}, {u"limit"_s, limit}}))
        list.push_back(invoiceOf(row));
    return list;
}

OpenInvoices InvoiceStore::open()
{
    const Record row = m_transaction.selectOne(m_scope, u"billing/sum_open"_s).value();
    return {row.integer(u"open_amount"_s), row.optionalInstant(u"oldest_due"_s)};
}

void InvoiceStore::settle(InvoiceId id, qint64 paid, qint64 credited, qint64 taken)
{
    m_transaction.execute(m_scope, u"billing/settle_invoice"_s,
                          {{u"id"_s, stored(id)}, {u"paid"_s, paid}, {u"credited"_s, credited}, {u"taken"_s, taken}});
}

std::vector<Line> InvoiceStore::linesReachingOver(Instant at)
{
    std::vector<Line> list;
    for (const Record &row : m_transaction.select(m_scope, u"billing/list_reaching_lines"_s, {{u"at"_s, stored(at)}})) {
        const Currency currency = Currency::fromCode(row.text(u"currency"_s)).value();
        const Money price{row.integer(u"price"_s), currency};
        list.push_back({lineKindFromName(row.text(u"kind"_s)).value(),
                        {row.text(u"plan_id"_s), intervalFromName(row.text(u"cadence"_s)).value(), price},
                        row.instant(u"begin_at"_s),
                        row.instant(u"end_at"_s),
                        price,
                        price});
    }
    return list;
}

std::optional<RecordedPayment> InvoiceStore::payment(const QString &reference)
{
    const auto row = m_transaction.selectOne(m_scope, u"billing/find_payment"_s, {{u"reference"_s, reference}});
    return row ? std::optional(RecordedPayment{row->id<InvoiceId>(u"invoice_id"_s), row->integer(u"amount"_s)})
               : std::nullopt;
}

void InvoiceStore::insertPayment(const api::RecordPaymentRequest &payment, const QString &currency, const QString &by,
                                 Instant now)
{
    m_transaction.execute(m_scope, u"billing/insert_payment"_s,
                          {{u"reference"_s, payment.reference},
                           {u"invoice"_s, stored(payment.invoiceId)},
                           {u"currency"_s, currency},
                           {u"amount"_s, payment.amount},
                           {u"method"_s, payment.method},
                           {u"now"_s, stored(now)},
                           {u"by"_s, by}});
}

void InvoiceStore::post(const Entry &entry, const QString &document, Instant now)
{
    if (!isBalanced(entry))
        throw Problem::of(ProblemCode::Internal, u"An entry of the ledger does not balance: "_s + document);
    if (entry.empty())
        return;
    const qint64 number = m_transaction.selectOne(m_scope, u"billing/next_entry"_s).value().integer(u"entry"_s);
    int position = 0;
    for (const Posting &posting : entry)
        m_transaction.execute(m_scope, u"billing/insert_posting"_s,
                              {{u"entry"_s, number},
                               {u"position"_s, ++position},
                               {u"now"_s, stored(now)},
                               {u"document"_s, document},
                               {u"account"_s, accountName(posting.account)},
                               {u"currency"_s, posting.amount.currency.code()},
                               {u"amount"_s, posting.amount.amount}});
}

Money InvoiceStore::credit(Currency currency)
{
    const Record row = m_transaction
                           .selectOne(m_scope, u"billing/sum_account"_s,
                                      {{u"account"_s, accountName(Account::Credit)}, {u"currency"_s, currency.code()}})
                           .value();
    return -Money{row.integer(u"amount"_s), currency};
}

} // namespace tabletalk
