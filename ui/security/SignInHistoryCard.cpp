// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/security/SignInHistoryCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int page = 20;
constexpr int mostLines = 10;

/// In words for the outcomes that an attempt usually has; others by the code of their problem.
QString outcomeText(const QString &outcome)
{
    if (outcome == u"ok")
        return SignInHistoryCard::tr("signed in");
    if (outcome == u"wrong_credentials")
        return SignInHistoryCard::tr("wrong password");
    if (outcome == u"account_locked")
        return SignInHistoryCard::tr("refused: locked");
    return SignInHistoryCard::tr("refused: %1").arg(outcome);
}

} // namespace

SignInHistoryCard::SignInHistoryCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("When"), tr("Outcome"), tr("Device"), tr("Address"), tr("Organisation")}, this))
{
    setObjectName(QStringLiteral("signInHistoryCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Attempts to sign in"), TextStyle::Heading, false, this));
    QLabel *about =
        makeLabel(tr("If you see one that was not you, change the password above."), TextStyle::Body, true, this);
    about->setWordWrap(true);
    inside->addWidget(about);
    m_table = makeTable(QStringLiteral("signInHistory"), tr("Attempts to sign in to your account"), m_model, this);
    inside->addWidget(m_table);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    m_more = makeButton(QStringLiteral("moreSignIns"), tr("Earlier ones"), ButtonKind::Quiet, this);
    m_more->hide();
    inside->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] { load(m_next); });
}

void SignInHistoryCard::reload()
{
    load(std::nullopt);
}

void SignInHistoryCard::load(const std::optional<QString> &cursor)
{
    m_more->setEnabled(false);
    api::ListRequest request;
    request.limit = page;
    request.cursor = cursor;
    m_context.session.call<api::SignInHistory>("auth.history", request, this,
                                               [this, first = !cursor](const Result<api::SignInHistory> &answer) {
                                                   if (!answer)
                                                       return m_notice->show(answer.error());
                                                   if (first)
                                                       m_rows.clear();
                                                   take(*answer);
                                               });
}

void SignInHistoryCard::take(const api::SignInHistory &page)
{
    for (const api::SignInAttempt &attempt : page.items)
        m_rows.push_back({{},
                          {momentText(attempt.at), outcomeText(attempt.outcome), attempt.client, attempt.address,
                           attempt.organization.value_or(QString())}});
    m_model->setRows(m_rows);
    m_next = page.nextCursor;
    m_more->setVisible(m_next.has_value());
    m_more->setEnabled(true);
    fitTable(m_table, mostLines);
}

} // namespace tabletalk::ui
