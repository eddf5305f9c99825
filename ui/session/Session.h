// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/api/Chat.h"
#include "core/api/Codec.h"
#include "core/api/Impersonation.h"
#include "core/api/Members.h"
#include "ui/session/Transport.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace tabletalk::ui {

struct SessionOptions
{
    std::chrono::milliseconds firstRetry{250};
    std::chrono::milliseconds longestRetry{15000};
    std::chrono::milliseconds callTimeout{30000};
    /// By how much of itself a pause before the next attempt is longer or shorter, so that many windows do not come
    /// back to a server all at once; 0 to 1.
    double jitter = 0.2;
};

/// A stream of events as far as it was received.
struct FollowedStream
{
    StreamId id;
    qint64 last = 0;
};

struct CallOptions
{
    std::optional<std::chrono::milliseconds> timeout; ///< the session's when absent
    /// Called with every event of the stream that the call opens, before it is answered and
    /// also after a reconnection.
    std::function<void(const api::Event &)> onEvent;
};

/// The window's only way to a server: JSON-RPC calls, streams of events, and the sign-in
/// that both need. Reconnects by itself and continues every followed stream where it was.
/// Every call ends exactly once: with its answer, with a problem, with a time-out, or with
/// "connection lost"; unless its context object died before. Lives in the window's thread.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle,       ///< no server yet; calls wait for one
        Connecting, ///< calls wait
        SignedOut,  ///< connected; only public operations pass
        Ready,
        Waiting, ///< the connection was lost; calls wait for the next attempt
        Unfit,   ///< server and window are of versions that do not understand each other; calls fail
    };
    Q_ENUM(State)

    template <class Response>
    using Done = std::function<void(Result<Response>)>;

    explicit Session(std::unique_ptr<Transport> transport, SessionOptions options = {}, QObject *parent = nullptr);
    ~Session() override;

    /// Goes to a server (ws:// or wss://, with its path). Leaves the one before: its calls
    /// end with Cancelled, its streams are forgotten. A refresh token signs in by itself.
    void open(const QUrl &url, const QString &refreshToken = {});
    /// As open, already signed in: the tokens are known.
    void open(const QUrl &url, const api::SignedIn &signedIn);
    void close();

    /// While it waits: does so no longer.
    void retryNow();
    /// How long it waits yet; 0 when it does not.
    std::chrono::milliseconds retryIn() const;
    /// With what it could go on elsewhere, as the person themselves.
    const api::SignedIn &credentials() const { return m_own ? *m_own : m_signedIn; }
    std::vector<FollowedStream> followed() const;
    /// Of the server's program; empty where an older one does not say.
    const QString &serverVersion() const { return m_serverVersion; }
    /// Why the state is Unfit.
    const Problem &unfitBecause() const { return m_unfitBecause; }

    QUrl url() const { return m_url; }
    State state() const { return m_state; }
    bool isReady() const { return m_state == State::Ready; }
    /// Meaningful once signed in.
    const api::User &user() const { return m_signedIn.user; }
    const api::Organization &organization() const { return m_signedIn.organization; }
    /// Of the server, apart from any organisation.
    bool isOperator() const { return m_isOperator; }
    /// Whoever works here is not the user: an operator acts as them.
    const std::optional<api::Impersonation> &impersonation() const { return m_impersonation; }

    /// The certificate that the next server must have; see Transport.
    void expectCertificate(const QByteArray &fingerprint) { m_transport->expectCertificate(fingerprint); }

    void signIn(const api::LoginRequest &request, QObject *context, Done<void> done);
    void registerAccount(const api::RegisterRequest &request, QObject *context, Done<void> done);
    /// Also for an account that is there already; its password is then the account's.
    void acceptInvitation(const api::AcceptInvitationRequest &request, QObject *context, Done<void> done);
    void signOut();
    /// Goes on in another organisation of the account, as with another server: what was asked
    /// and followed in the one before ends.
    void changeOrganization(TenantId organization, QObject *context, Done<void> done);

    /// An operator goes on as a member of an organisation, as with another server. Their own
    /// sign-in waits until that ends: by endImpersonation(), in time, or because the server says so.
    void impersonate(const api::ImpersonateRequest &request, QObject *context, Done<void> done);
    void endImpersonation();

    /// Asks the server. Returns the call's number, which events name as requestId.
    template <class Response, class Request>
    qint64 call(const char *method, const Request &request, QObject *context, Done<Response> done,
                CallOptions options = {})
    {
        return start(
            method, api::toJson(request), context,
            [done = std::move(done)](Result<boost::json::value> answer) {
                if (!answer)
                    return done(std::unexpected(std::move(answer).error()));
                done(api::fromJson<Response>(*answer, u"result"));
            },
            std::move(options));
    }

    /// Receives the events of a stream after `after`, through reconnections, each once and
    /// in order, until unfollow() or the context dies. A stream that the server does not
    /// know any more gives one event of type "lost".
    void follow(StreamId stream, qint64 after, QObject *context, std::function<void(const api::Event &)> onEvent);
    void unfollow(StreamId stream);

Q_SIGNALS:
    void stateChanged(tabletalk::ui::Session::State state);
    /// Signed in or refreshed; the refresh token is the one to keep from now on.
    void signedIn(const tabletalk::api::SignedIn &signedIn);
    /// The server does not accept the sign-in any more.
    void signedOut(const tabletalk::Problem &why);
    /// The server said something that nobody asked for and that is no event of a stream.
    void notified(const QByteArray &method);
    /// The server shows another certificate than before, which was refused; see Transport.
    void certificateChanged(const tabletalk::ui::CertificateChange &change);
    /// The connection was lost or refused; another attempt follows after `retryIn`.
    void connectionLost(const tabletalk::Problem &why, std::chrono::milliseconds retryIn);

private:
    struct Pending;
    struct Stream;
    /// For operations that answer with a sign-in.
    template <class Request>
    void enter(const char *method, const Request &request, QObject *context, Done<void> done);
    using JsonDone = std::function<void(Result<boost::json::value>)>;

    qint64 start(const char *method, boost::json::value params, QObject *context, JsonDone done, CallOptions options);
    void transmit(qint64 id, Pending &pending);
    void transmitWaiting();
    bool maySend(const Pending &pending) const;
    void finish(qint64 id, Result<boost::json::value> answer);
    void failAll(const Problem &why, bool alsoWaiting);

    void onOpened();
    void onReceived(const QByteArray &text);
    void onClosed(const Problem &why);
    void onAnswer(const boost::json::object &message);
    void onEvent(const api::Event &event);
    void deliver(const api::Event &event);
    void deliverEarly(StreamId id, bool evenWithGaps);
    void resume(StreamId stream);
    void attach();
    void refresh();
    void adopt(const api::SignedIn &signedIn);
    void becomeSignedOut(const Problem &why);
    void becomeUnfit(const Problem &why);
    Problem unknownHere(Problem problem, const QString &operation) const;
    void goOnAs(const api::Impersonating &somebody);
    void returnToOwn();
    void takeImpersonation(const std::optional<api::Impersonation> &impersonation);
    void forgetWho();
    void setState(State state);
    void scheduleRefresh();

    std::unique_ptr<Transport> m_transport;
    SessionOptions m_options;
    QUrl m_url;
    State m_state = State::Idle;
    bool m_socketOpen = false;
    bool m_wantsConnection = false;
    api::SignedIn m_signedIn;
    bool m_isOperator = false;
    std::optional<api::Impersonation> m_impersonation;
    std::optional<api::SignedIn> m_own; ///< the operator's, while they act as somebody
    QString m_serverVersion;
    Problem m_unfitBecause;
    QTimer m_impersonationTimer;
    std::chrono::milliseconds m_nextRetry;
    QTimer m_retryTimer;
    QTimer m_refreshTimer;
    qint64 m_lastId = 0;
    std::map<qint64, std::unique_ptr<Pending>> m_pending;
    std::map<StreamId, std::unique_ptr<Stream>> m_streams;
};

} // namespace tabletalk::ui
