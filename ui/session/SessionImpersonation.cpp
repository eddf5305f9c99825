// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/SessionParts.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

void Session::impersonate(const api::ImpersonateRequest &request, QObject *context, Done<void> done)
{
    call<api::Impersonating>("admin.impersonate", request, context,
                             [this, url = m_url, done = std::move(done)](const Result<api::Impersonating> &answer) {
                                 if (!answer)
                                     return done(std::unexpected(answer.error()));
                                 done({});
                                 const auto goOn = [this, url, somebody = *answer] {
                                     if (url == m_url) // nobody went to another server meanwhile
                                         goOnAs(somebody);
                                 };
                                 QTimer::singleShot(0, this, goOn); // this answer ends first
                             });
}

void Session::goOnAs(const api::Impersonating &somebody)
{
    const api::SignedIn own = m_signedIn;
    api::SignedIn as;
    as.accessToken = somebody.accessToken;
    as.expiresIn = somebody.expiresIn;
    as.user = somebody.user;
    as.organization = somebody.organization;
    open(m_url, as);
    m_own = own;
}

void Session::endImpersonation()
{
    if (!m_own)
        return;
    if (m_state != State::Ready)
        return returnToOwn(); // the server ends it by itself when its time is over
    call<api::Empty>("auth.endImpersonation", api::Empty{}, this, [this](const Result<api::Empty> &) {
        QTimer::singleShot(0, this, &Session::returnToOwn); // this answer ends first
    });
}

void Session::returnToOwn()
{
    if (!m_own)
        return;
    const api::SignedIn own = *m_own;
    open(m_url, own);
}

void Session::takeImpersonation(const std::optional<api::Impersonation> &impersonation)
{
    m_impersonation = impersonation;
    m_impersonationTimer.stop();
    if (!impersonation || !m_own)
        return;
    const qint64 left = impersonation->expiresAt.msSinceEpoch - QDateTime::currentMSecsSinceEpoch();
    m_impersonationTimer.start(std::chrono::milliseconds(std::max<qint64>(left, 0)));
}

} // namespace tabletalk::ui
