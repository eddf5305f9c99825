// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/InvoicesCard.h"

#include "ui/billing/BillingText.h"
#include "ui/billing/InvoiceDocument.h"
#include "ui/export/PageWriter.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTableView>
#include <QTextDocument>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 8;
constexpr int pageSize = 50;

} // namespace

InvoicesCard::InvoicesCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel(
          {tr("Number"), tr("Kind"), tr("Date"), tr("To be paid by"), tr("Total"), tr("Open"), tr("State")}, this))
{
    setObjectName(QStringLiteral("invoicesCard"));
    chooseFile = [this](const QString &name) {
        return QFileDialog::getSaveFileName(
            this, tr("Save the document"),
            QString(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + u'/' + name),
            tr("PDF documents (*.pdf)"));
    };
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Invoices and credit notes"), TextStyle::Heading, false, this));
    m_table = makeTable(QStringLiteral("invoices"), tr("Invoices and credit notes"), m_model, this);
    inside->addWidget(m_table);
    m_empty = makeLabel(tr("There is no invoice yet."), TextStyle::Body, true, this);
    m_empty->setObjectName(QStringLiteral("noInvoices"));
    inside->addWidget(m_empty);
    auto *row = new QHBoxLayout;
    m_save =
        makeButton(QStringLiteral("saveInvoice"), tr("Save as PDF"), ButtonKind::Plain, this, QStringLiteral("export"));
    row->addWidget(m_save);
    m_more = makeButton(QStringLiteral("moreInvoices"), tr("Older ones"), ButtonKind::Quiet, this);
    row->addWidget(m_more);
    row->addStretch();
    inside->addLayout(row);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("invoicesNotice"));
    inside->addWidget(m_notice);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_save->setEnabled(chosenRow(m_table) >= 0); });
    connect(m_table, &QTableView::activated, this, &InvoicesCard::save);
    connect(m_save, &QPushButton::clicked, this, &InvoicesCard::save);
    connect(m_more, &QPushButton::clicked, this, [this] { load(m_nextCursor); });
    showInvoices();
}

void InvoicesCard::reload()
{
    m_notice->hide();
    load(std::nullopt);
}

void InvoicesCard::load(const std::optional<QString> &cursor)
{
    m_context.session.call<api::InvoiceList>("invoices.list", api::ListRequest{pageSize, cursor}, this,
                                             [this, isFirst = !cursor](const Result<api::InvoiceList> &answer) {
                                                 if (!answer)
                                                     return m_notice->show(answer.error());
                                                 take(*answer, isFirst);
                                             });
}

void InvoicesCard::take(const api::InvoiceList &page, bool isFirst)
{
    if (isFirst)
        m_invoices.clear();
    m_invoices.insert(m_invoices.end(), page.items.begin(), page.items.end());
    m_nextCursor = page.nextCursor;
    showInvoices();
}

void InvoicesCard::showInvoices()
{
    std::vector<TextTableModel::Row> rows;
    for (const api::Invoice &invoice : m_invoices)
        rows.push_back({invoice.id.toString(),
                        {invoice.number, documentKindText(invoice.kind), dayText(invoice.issuedAt),
                         invoice.dueAt ? dayText(*invoice.dueAt) : QStringLiteral("–"), amountText(invoice.gross),
                         invoice.kind == u"credit_note" ? QStringLiteral("–") : amountText(invoice.open),
                         documentStatusText(invoice)}});
    m_table->setVisible(!rows.empty());
    m_empty->setVisible(rows.empty());
    m_save->setVisible(!rows.empty());
    m_more->setVisible(m_nextCursor.has_value());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    m_save->setEnabled(chosenRow(m_table) >= 0);
}

void InvoicesCard::save()
{
    const int row = chosenRow(m_table);
    if (row < 0 || size_t(row) >= m_invoices.size())
        return;
    m_context.session.call<api::Invoice>("invoices.read", api::InvoiceRequest{m_invoices[size_t(row)].id}, this,
                                         [this](const Result<api::Invoice> &answer) {
                                             if (!answer)
                                                 return m_notice->show(answer.error());
                                             write(*answer);
                                         });
}

void InvoicesCard::write(const api::Invoice &invoice)
{
    const QString path = chooseFile(QString(invoice.number + QStringLiteral(".pdf")));
    if (path.isEmpty())
        return;
    const auto document = invoiceDocument(invoice);
    QSaveFile file(path);
    Result<void> written;
    if (file.open(QIODevice::WriteOnly))
        written = writePages(file, *document, {.title = invoice.number});
    if (!written)
        return m_notice->show(written.error());
    if (!file.commit())
        return m_notice->show(Problem::of(ProblemCode::Internal, tr("\"%1\" could not be written.").arg(path),
                                          tr("Choose another folder, or make room on the disk.")));
    m_notice->show(Notice::Kind::Success, tr("Saved as %1.").arg(path));
}

} // namespace tabletalk::ui
