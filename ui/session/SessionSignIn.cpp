// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/SessionParts.h"

#include "core/api/Organizations.h"

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

using namespace std::chrono_literals;

/// Nothing where the two understand each other.
std::optional<Problem> unfitness(const api::ServerVersion &server)
{
    if (server.protocol < api::oldestProtocol)
        return Problem::of(ProblemCode::Unavailable,
                           Session::tr("This server (version %1) is too old for this window (version %2).")
                               .arg(server.program, QStringLiteral(TABLETALK_VERSION)),
                           Session::tr("Ask its administrator to update it, or work with it from an older Tabletalk."));
    if (server.oldestProtocol > api::protocolVersion)
        return Problem::of(ProblemCode::Unavailable,
                           Session::tr("This server (version %1) is too new for this window (version %2).")
                               .arg(server.program, QStringLiteral(TABLETALK_VERSION)),
                           Session::tr("Update Tabletalk on this computer."));
    return std::nullopt;
}

} // namespace

template <class Request>
void Session::enter(const char *method, const Request &request, QObject *context, Done<void> done)
{
    call<api::SignedIn>(method, request, context, [this, done = std::move(done)](Result<api::SignedIn> answer) {
        if (!answer)
            return done(std::unexpected(answer.error()));
        adopt(*answer);
        done({});
    });
}

void Session::signIn(const api::LoginRequest &request, QObject *context, Done<void> done)
{
    enter("auth.login", request, context, std::move(done));
}

void Session::registerAccount(const api::RegisterRequest &request, QObject *context, Done<void> done)
{
    enter("auth.register", request, context, std::move(done));
}

void Session::acceptInvitation(const api::AcceptInvitationRequest &request, QObject *context, Done<void> done)
{
    enter("invitations.accept", request, context, std::move(done));
}

void Session::signOut()
{
    if (m_state == State::Ready && !m_signedIn.refreshToken.isEmpty()) {
        call<api::Empty>("auth.logout", api::RefreshRequest{m_signedIn.refreshToken}, this,
                         [](const Result<api::Empty> &) {});
    }
    m_signedIn = {};
    m_own.reset();
    forgetWho();
    m_refreshTimer.stop();
    m_streams.clear();
    setState(State::SignedOut);
}

/// What the server said of whoever is signed in.
void Session::forgetWho()
{
    m_isOperator = false;
    m_impersonation.reset();
    m_impersonationTimer.stop();
}

void Session::changeOrganization(TenantId organization, QObject *context, Done<void> done)
{
    call<api::SignedIn>("organizations.switch", api::SwitchRequest{organization}, context,
                        [this, url = m_url, done = std::move(done)](const Result<api::SignedIn> &answer) {
                            if (!answer)
                                return done(std::unexpected(answer.error()));
                            Q_EMIT signedIn(*answer);
                            done({});
                            const auto goOn = [this, url, fresh = *answer] {
                                if (url == m_url) // nobody went to another server meanwhile
                                    open(url, fresh);
                            };
                            QTimer::singleShot(0, this, goOn); // this answer ends first
                        });
}

void Session::adopt(const api::SignedIn &signedInNow)
{
    m_signedIn = signedInNow;
    Q_EMIT signedIn(m_signedIn);
    attach();
}

void Session::attach()
{
    const QString token = m_signedIn.accessToken;
    call<api::AttachResponse>(
        "auth.attach", api::AttachRequest{token}, this, [this, token](Result<api::AttachResponse> answer) {
            if (token != m_signedIn.accessToken)
                return; // a newer one is on its way
            if (answer) {
                const api::ServerVersion server = answer->server.value_or(api::ServerVersion());
                m_serverVersion = server.program;
                if (const auto why = unfitness(server))
                    return becomeUnfit(*why);
                m_signedIn.user = answer->user;
                m_signedIn.organization = answer->organization;
                m_isOperator = answer->isOperator.value_or(false);
                takeImpersonation(answer->impersonation);
                scheduleRefresh();
                setState(State::Ready);
                for (const auto &[stream, followers] : m_streams)
                    resume(stream);
                transmitWaiting();
            } else if (answer.error().code == ProblemCode::NotSignedIn && !m_signedIn.refreshToken.isEmpty()) {
                refresh();
            } else if (m_socketOpen) {
                becomeSignedOut(answer.error());
            }
        });
}

void Session::refresh()
{
    if (m_signedIn.refreshToken.isEmpty() || !m_socketOpen)
        return;
    call<api::SignedIn>("auth.refresh", api::RefreshRequest{m_signedIn.refreshToken}, this,
                        [this](Result<api::SignedIn> answer) {
                            if (answer)
                                adopt(*answer);
                            else if (answer.error().code == ProblemCode::Unavailable)
                                m_refreshTimer.start(m_options.longestRetry);
                            else
                                becomeSignedOut(answer.error());
                        });
}

void Session::scheduleRefresh()
{
    // A minute early, and never in a tight loop, whatever the server says.
    const std::chrono::seconds lifetime(m_signedIn.expiresIn > 0 ? m_signedIn.expiresIn : 900);
    m_refreshTimer.start(std::max<std::chrono::milliseconds>(lifetime > 2min ? lifetime - 1min : lifetime / 2, 5s));
}

void Session::becomeSignedOut(const Problem &why)
{
    if (m_own) { // only the time as somebody else is over
        QTimer::singleShot(0, this, &Session::returnToOwn);
        return;
    }
    m_signedIn.accessToken.clear();
    m_signedIn.refreshToken.clear();
    m_refreshTimer.stop();
    setState(State::SignedOut);
    failAll(Problem::of(ProblemCode::NotSignedIn, tr("You are not signed in."), tr("Sign in again.")), true);
    Q_EMIT signedOut(why);
}

/// Later attempts would find the same; the sign-in stays for when one of the two is updated.
void Session::becomeUnfit(const Problem &why)
{
    m_wantsConnection = false;
    m_socketOpen = false;
    m_retryTimer.stop();
    m_refreshTimer.stop();
    m_streams.clear();
    m_unfitBecause = why;
    m_transport->close();
    setState(State::Unfit);
    failAll(why, true);
}

} // namespace tabletalk::ui
