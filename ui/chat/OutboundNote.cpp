// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/OutboundNote.h"

#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 760;
constexpr int dialogHeight = 560;
constexpr double microsOfDollar = 1e6;

QString joined(const std::vector<QString> &texts)
{
    return QStringList(texts.begin(), texts.end()).join(QStringLiteral(", "));
}

} // namespace

QString outboundText(const api::OutboundRecordList &list)
{
    const QLocale locale;
    QString text;
    for (const api::OutboundRecord &record : list.items) {
        text += OutboundNote::tr("To %1 (%2), model %3: %4 bytes sent, %5 received; %6 and %7 tokens.")
                    .arg(record.host, record.address, record.model, locale.toString(record.bytesSent),
                         locale.toString(record.bytesReceived), locale.toString(record.inputTokens),
                         locale.toString(record.outputTokens))
                + u'\n';
        if (record.costMicros)
            text += OutboundNote::tr("Cost: about %1 US dollars.")
                        .arg(locale.toString(double(*record.costMicros) / microsOfDollar, 'f', 4))
                    + u'\n';
        text +=
            OutboundNote::tr("Tables told: %1 (%2 columns).").arg(joined(record.tables)).arg(record.columns) + u'\n';
        text += record.sampledValues == 0 ? OutboundNote::tr("No values of your data were sent.")
                                          : OutboundNote::tr("%1 values were sent, of %2.")
                                                .arg(record.sampledValues)
                                                .arg(joined(record.sampledColumns));
        text += QStringLiteral("\n\n") + record.prompt + QStringLiteral("\n\n");
    }
    return text.trimmed();
}

OutboundNote::OutboundNote(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("outboundNote"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    m_sentence = makeLabel({}, TextStyle::Body, true, this);
    m_sentence->setObjectName(QStringLiteral("outboundSentence"));
    row->addWidget(m_sentence, 1);
    m_all = makeButton(QStringLiteral("showOutbound"), tr("Show what was sent…"), ButtonKind::Quiet, this);
    m_all->hide();
    row->addWidget(m_all, 0, Qt::AlignTop);
    connect(m_all, &QPushButton::clicked, this, &OutboundNote::showAll);
}

void OutboundNote::setMessage(MessageId message)
{
    if (m_message == message)
        return;
    m_message = message;
    m_asked = false;
    if (isVisible())
        load();
}

void OutboundNote::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void OutboundNote::load()
{
    if (!m_message || m_asked)
        return;
    m_asked = true;
    m_session.call<api::OutboundRecordList>("messages.outbound", api::OutboundRequest{*m_message}, this,
                                            [this, message = m_message](const Result<api::OutboundRecordList> &answer) {
                                                if (message != m_message)
                                                    return;
                                                if (answer)
                                                    return take(*answer);
                                                m_sentence->setText(problemText(answer.error()));
                                                m_asked = false; // seen again, it asks again
                                            });
}

void OutboundNote::take(const api::OutboundRecordList &list)
{
    m_records = list;
    m_all->setVisible(!list.items.empty());
    if (list.items.empty()) {
        m_sentence->setText(tr("Nothing left the server for this answer."));
        return;
    }
    qint64 values = 0;
    for (const api::OutboundRecord &record : list.items)
        values += record.sampledValues;
    const api::OutboundRecord &first = list.items.front();
    m_sentence->setText(values == 0
                            ? tr("The question and names of tables and columns were sent to %1 (%2), and no "
                                 "values of your data.")
                                  .arg(first.host, first.model)
                            : tr("The question, names of tables and columns and %1 values of your data were sent "
                                 "to %2 (%3).")
                                  .arg(values)
                                  .arg(first.host, first.model));
}

void OutboundNote::showAll()
{
    auto *dialog = new QDialog(this);
    dialog->setObjectName(QStringLiteral("outboundDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("What left the server"));
    dialog->resize(dialogWidth, dialogHeight);
    auto *column = new QVBoxLayout(dialog);
    auto *text = new QPlainTextEdit(dialog);
    text->setObjectName(QStringLiteral("outboundText"));
    text->setAccessibleName(tr("What left the server"));
    text->setReadOnly(true);
    text->setPlainText(outboundText(m_records));
    column->addWidget(text);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    dialog->show();
}

} // namespace tabletalk::ui
