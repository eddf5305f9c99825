// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/OutboundCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Theme.h"
#include "ui/usage/UsageSharesCard.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int pageEntries = 50;
constexpr int mostLines = 10;

QString joined(const std::vector<QString> &texts)
{
    return QStringList(texts.begin(), texts.end()).join(QStringLiteral(", "));
}

QString detailsOf(const api::OutboundEntry &entry)
{
    const QLocale locale;
    QStringList sentences;
    sentences << OutboundCard::tr("Model %1 at %2 (%3).").arg(entry.model, entry.host, entry.address);
    sentences << OutboundCard::tr("Tables told: %1, with %2 columns.")
                     .arg(entry.tables.empty() ? QStringLiteral("–") : joined(entry.tables))
                     .arg(entry.columns);
    sentences << (entry.sampledValues == 0 ? OutboundCard::tr("No value of the data left.")
                                           : OutboundCard::tr("%1 values left, of %2.")
                                                 .arg(entry.sampledValues)
                                                 .arg(joined(entry.sampledColumns)));
    sentences << OutboundCard::tr("%1 bytes out, %2 back; cost %3.")
                     .arg(locale.toString(entry.bytesSent), locale.toString(entry.bytesReceived),
                          costText(entry.costMicros.value_or(0)));
    return sentences.join(QStringLiteral(" "));
}

} // namespace

OutboundCard::OutboundCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel(
          {tr("When"), tr("For"), tr("Where to"), tr("Tables"), tr("Values"), tr("Bytes"), tr("Outcome")}, this))
{
    setObjectName(QStringLiteral("outboundCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("What left this server"), TextStyle::Heading, false, this));
    QLabel *about = makeLabel(tr("One line for each request to a model. The words that were sent are read beside the "
                                 "answer, by those who see it."),
                              TextStyle::Body, true, this);
    about->setWordWrap(true);
    inside->addWidget(about);
    m_table = makeTable(QStringLiteral("outboundTable"), tr("What left this server"), m_model, this);
    inside->addWidget(m_table);
    m_empty = makeLabel(tr("Nothing has left."), TextStyle::Body, true, this);
    m_empty->setObjectName(QStringLiteral("nothingLeft"));
    inside->addWidget(m_empty);
    m_details = makeLabel({}, TextStyle::Body, true, this);
    m_details->setObjectName(QStringLiteral("outboundDetails"));
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->hide();
    inside->addWidget(m_details);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    m_more = makeButton(QStringLiteral("moreOutbound"), tr("Earlier ones"), ButtonKind::Quiet, this);
    m_more->hide();
    inside->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] { load(m_next); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutboundCard::showChosen);
    m_table->hide();
}

void OutboundCard::reload()
{
    load(std::nullopt);
}

void OutboundCard::load(const std::optional<QString> &cursor)
{
    m_more->setEnabled(false);
    m_context.session.call<api::OutboundList>("model.listOutbound", api::ListRequest{pageEntries, cursor}, this,
                                              [this, first = !cursor](const Result<api::OutboundList> &answer) {
                                                  if (!answer)
                                                      return m_notice->show(answer.error());
                                                  if (first)
                                                      m_entries.clear();
                                                  take(*answer);
                                              });
}

void OutboundCard::take(const api::OutboundList &page)
{
    m_entries.insert(m_entries.end(), page.items.begin(), page.items.end());
    const QLocale locale;
    std::vector<TextTableModel::Row> rows;
    for (const api::OutboundEntry &entry : m_entries)
        rows.push_back({{},
                        {momentText(entry.at), entry.person, entry.host, locale.toString(qint64(entry.tables.size())),
                         locale.toString(entry.sampledValues), locale.toString(entry.bytesSent),
                         entry.outcome == u"answered" ? tr("answered") : tr("failed: %1").arg(entry.outcome)}});
    m_table->setVisible(!rows.empty());
    m_empty->setVisible(rows.empty());
    m_model->setRows(std::move(rows));
    m_next = page.nextCursor;
    m_more->setVisible(m_next.has_value());
    m_more->setEnabled(true);
    fitTable(m_table, mostLines);
    showChosen();
}

void OutboundCard::showChosen()
{
    const int row = chosenRow(m_table);
    const bool isChosen = row >= 0 && size_t(row) < m_entries.size();
    m_details->setVisible(isChosen);
    if (isChosen)
        m_details->setText(detailsOf(m_entries[size_t(row)]));
}

} // namespace tabletalk::ui
