// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/usage/LimitNotices.h"

#include "ui/session/Session.h"
#include "ui/shell/Messages.h"
#include "ui/usage/LimitNames.h"

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int lookAfterMs = 3'000;
constexpr int all = 100;

} // namespace

LimitNotices::LimitNotices(Session &session, Messages &messages, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_messages(messages)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(lookAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &LimitNotices::look);
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready)
            follow();
    });
    connect(&session, &Session::notified, this, [this](const QByteArray &method) {
        if (method == "usage.changed" && !m_soon.isActive())
            m_soon.start();
    });
}

/// Who may not see the organisation's use is refused, and is told nothing.
void LimitNotices::follow()
{
    m_session.call<api::Empty>("usage.follow", api::Empty{}, this, [this](const Result<api::Empty> &answer) {
        if (answer)
            look();
    });
}

void LimitNotices::look()
{
    m_session.call<api::LimitList>("usage.limits", api::Empty{}, this, [this](const Result<api::LimitList> &answer) {
        if (answer)
            take(*answer);
    });
}

void LimitNotices::take(const api::LimitList &limits)
{
    const QString place = m_session.organization().id.toString() + limits.periodBegin.toRfc3339();
    const api::LimitAlert *highest = nullptr;
    for (const api::LimitAlert &alert : limits.alerts) {
        const QString key = place + alert.name + QString::number(alert.percent);
        const bool isNew = !m_told.contains(key);
        m_told.insert(key);
        if (isNew && (!highest || alert.percent >= highest->percent))
            highest = &alert;
    }
    if (!highest)
        return;
    Problem problem = Problem::of(ProblemCode::LimitReached);
    problem.title = highest->percent >= all
                        ? tr("%1: used up").arg(limitName(highest->name))
                        : tr("%1: %2 % are used").arg(limitName(highest->name)).arg(highest->percent);
    problem.detail =
        tr("%1 of %2.").arg(limitAmount(highest->name, highest->used), limitAmount(highest->name, highest->limit));
    problem.hint =
        tr("A larger plan begins at once; the next month begins on %1.").arg(limits.periodEnd.toRfc3339().left(10));
    m_messages.report(problem);
}

} // namespace tabletalk::ui
