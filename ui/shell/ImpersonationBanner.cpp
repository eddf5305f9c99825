// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ImpersonationBanner.h"

#include "ui/session/Session.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/IconLabel.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr qint64 msOfSecond = 1000;
constexpr qint64 secondsOfMinute = 60;

QString timeText(Instant until)
{
    const qint64 ms = until.msSinceEpoch - QDateTime::currentMSecsSinceEpoch();
    const qint64 seconds = std::max<qint64>(0, ms / msOfSecond);
    return QStringLiteral("%1:%2")
        .arg(seconds / secondsOfMinute)
        .arg(seconds % secondsOfMinute, 2, 10, QLatin1Char('0'));
}

} // namespace

ImpersonationBanner::ImpersonationBanner(Session &session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_text(makeLabel({}, TextStyle::Strong, false, this))
    , m_end(makeButton(QStringLiteral("endImpersonation"), tr("End"), ButtonKind::Danger, this))
{
    setObjectName(QStringLiteral("impersonationBanner"));
    setAccessibleName(tr("Somebody else's account"));
    setProperty("notice", QStringLiteral("warning"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::large, space::small, space::large, space::small);
    row->setSpacing(space::medium);
    m_text->setObjectName(QStringLiteral("impersonationText"));
    m_text->setTextFormat(Qt::PlainText); // names are others' texts
    m_text->setWordWrap(true);
    m_end->setToolTip(tr("Go back to your own account."));
    constexpr int iconSize = 20;
    row->addWidget(new IconLabel(icon(QStringLiteral("warning"), IconTint::Warning), iconSize, this));
    row->addWidget(m_text, 1);
    row->addWidget(m_end);
    hide();
    m_clock.setInterval(std::chrono::seconds(1));
    connect(&m_clock, &QTimer::timeout, this, &ImpersonationBanner::refresh);
    connect(&session, &Session::stateChanged, this, &ImpersonationBanner::refresh);
    connect(m_end, &QPushButton::clicked, &session, &Session::endImpersonation);
}

void ImpersonationBanner::refresh()
{
    const auto &impersonation = m_session.impersonation();
    setVisible(impersonation.has_value());
    if (!impersonation) {
        m_clock.stop();
        return;
    }
    m_text->setText(tr("%1 works as %2 of %3: %4. %5 left; everything is recorded for the organisation.")
                        .arg(impersonation->operatorEmail, m_session.user().email, m_session.organization().name,
                             impersonation->reason, timeText(impersonation->expiresAt)));
    m_clock.start();
}

} // namespace tabletalk::ui
