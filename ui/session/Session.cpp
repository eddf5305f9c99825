// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Session.h"

#include "core/api/Organizations.h"

#include <boost/json.hpp>

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>
#include <map>
#include <utility>

namespace tabletalk::ui {

namespace {

using namespace std::chrono_literals;

/// Calls that wait for a connection; more would only be answered to nobody.
constexpr size_t maxPending = 512;

constexpr api::JsonLimits answerLimits{16 * 1024 * 1024, 64};

/// Operations that need no sign-in, and so may pass before it.
bool isPublic(std::string_view method)
{
    return method == "auth.attach" || method == "auth.login" || method == "auth.register" || method == "auth.refresh"
           || method == "invitations.accept" || method == "signOn.find" || method == "signOn.begin"
           || method == "signOn.finish";
}

QString text(const boost::json::object &object, const char *key)
{
    const auto *value = object.if_contains(key);
    if (!value || !value->is_string())
        return {};
    return QString::fromUtf8(value->get_string().data(), qsizetype(value->get_string().size()));
}

void readFieldErrors(const boost::json::object &data, Problem &problem)
{
    const auto *errors = data.if_contains("errors");
    if (!errors || !errors->is_array())
        return;
    for (const auto &error : errors->get_array()) {
        if (error.is_object())
            problem.errors.push_back({text(error.get_object(), "path"), text(error.get_object(), "message")});
    }
}

/// A JSON-RPC error as the problem that it carries in its data.
Problem problemOf(const boost::json::object &error)
{
    Problem problem = Problem::of(ProblemCode::Internal, text(error, "message"));
    const auto *data = error.if_contains("data");
    if (!data || !data->is_object())
        return problem;
    const auto &fields = data->get_object();
    problem.code = problemCodeFromName(text(fields, "code")).value_or(ProblemCode::Internal);
    problem.title = text(fields, "title");
    problem.detail = text(fields, "detail");
    problem.hint = text(fields, "hint");
    if (const auto *wait = fields.if_contains("retryAfterSeconds"); wait && wait->is_int64())
        problem.retryAfterSeconds = int(wait->get_int64());
    readFieldErrors(fields, problem);
    return problem;
}

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

Problem lost()
{
    return Problem::of(ProblemCode::Unavailable, Session::tr("The connection was lost before the answer came."),
                       Session::tr("Try again once the window is connected."));
}

} // namespace

struct Session::Pending
{
    std::string method;
    boost::json::value params;
    QPointer<QObject> context;
    JsonDone done;
    std::function<void(const api::Event &)> onEvent;
    std::unique_ptr<QTimer> timer = std::make_unique<QTimer>();
    bool sent = false;
};

struct Session::Stream
{
    struct Follower
    {
        QPointer<QObject> context;
        std::function<void(const api::Event &)> onEvent;
    };
    qint64 last = 0;
    bool resuming = false;
    std::map<qint64, api::Event> early; ///< came before those between it and the last
    std::vector<Follower> followers;
};

Session::Session(std::unique_ptr<Transport> transport, SessionOptions options, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_options(options)
    , m_nextRetry(options.firstRetry)
{
    connect(m_transport.get(), &Transport::opened, this, &Session::onOpened);
    connect(m_transport.get(), &Transport::received, this, &Session::onReceived);
    connect(m_transport.get(), &Transport::closed, this, &Session::onClosed);
    connect(m_transport.get(), &Transport::certificateChanged, this, &Session::certificateChanged);
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, [this] {
        setState(State::Connecting);
        m_transport->open(m_url);
    });
    m_refreshTimer.setSingleShot(true);
    connect(&m_refreshTimer, &QTimer::timeout, this, &Session::refresh);
    m_impersonationTimer.setSingleShot(true);
    connect(&m_impersonationTimer, &QTimer::timeout, this, &Session::returnToOwn);
}

Session::~Session()
{
    m_transport->disconnect(this);
}

void Session::open(const QUrl &url, const QString &refreshToken)
{
    api::SignedIn unknown;
    unknown.refreshToken = refreshToken;
    open(url, unknown);
}

void Session::open(const QUrl &url, const api::SignedIn &signedIn)
{
    // What was asked before the first server was there waits for it; what was asked of
    // another server must not reach this one.
    if (m_wantsConnection)
        close();
    m_url = url;
    m_signedIn = signedIn;
    m_own.reset();
    m_wantsConnection = true;
    m_nextRetry = m_options.firstRetry;
    setState(State::Connecting);
    m_transport->open(url);
}

void Session::retryNow()
{
    if (m_state != State::Waiting)
        return;
    m_nextRetry = m_options.firstRetry;
    m_retryTimer.start(std::chrono::milliseconds(0));
}

std::chrono::milliseconds Session::retryIn() const
{
    return m_retryTimer.isActive() ? m_retryTimer.remainingTimeAsDuration() : std::chrono::milliseconds(0);
}

std::vector<FollowedStream> Session::followed() const
{
    std::vector<FollowedStream> all;
    all.reserve(m_streams.size());
    for (const auto &[id, stream] : m_streams)
        all.push_back({id, stream->last});
    return all;
}

void Session::close()
{
    m_wantsConnection = false;
    m_socketOpen = false;
    m_retryTimer.stop();
    m_refreshTimer.stop();
    m_transport->close();
    m_streams.clear();
    m_signedIn = {};
    forgetWho();
    setState(State::Idle);
    failAll(Problem::of(ProblemCode::Cancelled, tr("The window left the server.")), true);
}

// --- calls -------------------------------------------------------------------

qint64 Session::start(const char *method, boost::json::value params, QObject *context, JsonDone done,
                      CallOptions options)
{
    const qint64 id = ++m_lastId;
    auto pending = std::make_unique<Pending>();
    pending->method = method;
    pending->params = std::move(params);
    pending->context = context;
    pending->done = std::move(done);
    pending->onEvent = std::move(options.onEvent);
    pending->timer->setSingleShot(true);
    connect(pending->timer.get(), &QTimer::timeout, this, [this, id] {
        finish(id, failure(ProblemCode::Unavailable, tr("The server did not answer in time."),
                           tr("Try again. If it stays silent, look at the server's log.")));
    });
    pending->timer->start(options.timeout.value_or(m_options.callTimeout));
    Pending &kept = *m_pending.emplace(id, std::move(pending)).first->second;

    if (const auto refusal = m_transport->refusalOf(method)) {
        kept.sent = true; // it never will be
        QMetaObject::invokeMethod(
            this, [this, id, problem = *refusal] { finish(id, std::unexpected(problem)); }, Qt::QueuedConnection);
    } else if (maySend(kept)) {
        transmit(id, kept);
    } else if (m_state == State::SignedOut || m_state == State::Unfit || m_pending.size() > maxPending) {
        Problem refused =
            m_state == State::Unfit ? m_unfitBecause
            : m_state == State::SignedOut
                ? Problem::of(ProblemCode::NotSignedIn, tr("You are not signed in."), tr("Sign in again."))
                : Problem::of(ProblemCode::Busy, tr("Too many requests wait for the server."));
        // Later, so that the caller has its call number before the end of the call.
        QMetaObject::invokeMethod(
            this, [this, id, refused] { finish(id, std::unexpected(refused)); }, Qt::QueuedConnection);
    }
    return id;
}

bool Session::maySend(const Pending &pending) const
{
    return m_socketOpen && (m_state == State::Ready || isPublic(pending.method));
}

void Session::transmit(qint64 id, Pending &pending)
{
    pending.sent = true;
    boost::json::object message{{"jsonrpc", "2.0"}, {"id", id}, {"method", pending.method}};
    message["params"] = std::move(pending.params);
    pending.params = nullptr;
    m_transport->send(QByteArray::fromStdString(boost::json::serialize(message)));
}

void Session::transmitWaiting()
{
    for (auto &[id, pending] : m_pending) {
        if (!pending->sent && maySend(*pending))
            transmit(id, *pending);
    }
}

void Session::finish(qint64 id, Result<boost::json::value> answer)
{
    auto node = m_pending.extract(id);
    if (node.empty())
        return;
    std::unique_ptr<Pending> pending = std::move(node.mapped());
    // The timer may be the one that is calling us.
    pending->timer->stop();
    pending->timer.release()->deleteLater();
    if (pending->context)
        pending->done(std::move(answer));
}

void Session::failAll(const Problem &why, bool alsoWaiting)
{
    std::vector<qint64> ids;
    for (const auto &[id, pending] : m_pending) {
        if (alsoWaiting || pending->sent)
            ids.push_back(id);
    }
    for (const qint64 id : ids)
        finish(id, std::unexpected(why));
}

// --- connection --------------------------------------------------------------

void Session::onOpened()
{
    m_socketOpen = true;
    m_nextRetry = m_options.firstRetry;
    if (!m_signedIn.accessToken.isEmpty())
        attach();
    else if (!m_signedIn.refreshToken.isEmpty())
        refresh();
    else
        setState(State::SignedOut);
    transmitWaiting();
}

void Session::onClosed(const Problem &why)
{
    m_socketOpen = false;
    m_refreshTimer.stop();
    for (auto &[id, stream] : m_streams)
        stream->resuming = false;
    if (!m_wantsConnection)
        return;
    const double stretch = 1 + m_options.jitter * (2 * QRandomGenerator::global()->generateDouble() - 1);
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(m_nextRetry * stretch);
    m_nextRetry = std::min(m_nextRetry * 2, m_options.longestRetry);
    setState(State::Waiting);
    m_retryTimer.start(wait);
    Q_EMIT connectionLost(why, wait);
    failAll(lost(), false);
}

void Session::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

// --- sign-in -----------------------------------------------------------------

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

void Session::takeImpersonation(const std::optional<api::Impersonation> &impersonation)
{
    m_impersonation = impersonation;
    m_impersonationTimer.stop();
    if (!impersonation || !m_own)
        return;
    const qint64 left = impersonation->expiresAt.msSinceEpoch - QDateTime::currentMSecsSinceEpoch();
    m_impersonationTimer.start(std::chrono::milliseconds(std::max<qint64>(left, 0)));
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

/// The words in which people are told that they ask too new a thing.
Problem Session::unknownHere(Problem problem, const QString &operation) const
{
    problem.detail = m_serverVersion.isEmpty()
                         ? tr("This server is older than this window and does not know this yet: %1.").arg(operation)
                         : tr("This server (version %1) does not know this yet: %2.").arg(m_serverVersion, operation);
    problem.hint = tr("Ask its administrator to update it; everything else goes on.");
    return problem;
}

// --- messages ----------------------------------------------------------------

void Session::onReceived(const QByteArray &received)
{
    const auto message = api::parseJson(std::string_view(received.constData(), size_t(received.size())), answerLimits);
    if (!message || !message->is_object())
        return; // a call that this was meant for ends with its time-out
    const auto &object = message->get_object();
    if (text(object, "method") == QLatin1StringView("event")) {
        const auto *params = object.if_contains("params");
        const auto event = params ? api::fromJson<api::Event>(*params) : std::unexpected(Problem());
        if (event)
            onEvent(*event);
    } else if (const QString method = text(object, "method"); !method.isEmpty()) {
        Q_EMIT notified(method.toUtf8());
    } else {
        onAnswer(object);
    }
}

void Session::onAnswer(const boost::json::object &message)
{
    const auto *id = message.if_contains("id");
    boost::system::error_code notANumber;
    const auto number = id ? id->to_number<std::int64_t>(notANumber) : 0;
    if (!id || notANumber)
        return;
    if (const auto *error = message.if_contains("error"); error && error->is_object()) {
        Problem problem = problemOf(error->get_object());
        const auto asked = m_pending.find(number);
        if (problem.code == ProblemCode::UnknownOperation && asked != m_pending.end())
            problem = unknownHere(std::move(problem), QString::fromStdString(asked->second->method));
        finish(number, std::unexpected(std::move(problem)));
    } else if (const auto *result = message.if_contains("result")) {
        finish(number, *result);
    } else {
        finish(number, failure(ProblemCode::Internal, tr("The server's answer has neither result nor error.")));
    }
}

// --- streams -----------------------------------------------------------------

void Session::follow(StreamId stream, qint64 after, QObject *context, std::function<void(const api::Event &)> onEvent)
{
    auto &known = m_streams[stream];
    const bool isNew = !known;
    if (isNew) {
        known = std::make_unique<Stream>();
        known->last = after;
    }
    known->followers.push_back({context, std::move(onEvent)});
    if (isNew && m_state == State::Ready)
        resume(stream);
}

void Session::unfollow(StreamId stream)
{
    m_streams.erase(stream);
}

void Session::resume(StreamId stream)
{
    const auto found = m_streams.find(stream);
    if (found == m_streams.end() || found->second->resuming || m_state != State::Ready)
        return;
    found->second->resuming = true;
    call<api::ResumeResponse>("events.resume", api::ResumeRequest{stream, found->second->last}, this,
                              [this, stream](const Result<api::ResumeResponse> &answer) {
                                  const auto still = m_streams.find(stream);
                                  if (still == m_streams.end())
                                      return;
                                  still->second->resuming = false;
                                  if (answer)
                                      return deliverEarly(stream, true);
                                  if (answer.error().code == ProblemCode::Unavailable) {
                                      if (m_state == State::Ready)
                                          QTimer::singleShot(m_options.firstRetry, this,
                                                             [this, stream] { resume(stream); });
                                      return;
                                  }
                                  api::Event gone;
                                  gone.stream = stream;
                                  gone.type = QStringLiteral("lost");
                                  deliver(gone);
                                  m_streams.erase(stream);
                              });
}

void Session::onEvent(const api::Event &event)
{
    auto found = m_streams.find(event.stream);
    if (found == m_streams.end()) {
        // The first event of an answer names the call that asked for it.
        if (event.type != QLatin1StringView("started"))
            return;
        const auto started = api::fromJson<api::StartedEvent>(event.data, u"data");
        if (!started || !started->requestId)
            return;
        const auto asked = m_pending.find(started->requestId->toLongLong());
        if (asked == m_pending.end() || !asked->second->onEvent || !asked->second->context)
            return;
        auto stream = std::make_unique<Stream>();
        stream->followers.push_back({asked->second->context, asked->second->onEvent});
        found = m_streams.emplace(event.stream, std::move(stream)).first;
    }
    Stream &stream = *found->second;
    if (event.seq <= stream.last)
        return; // sent twice around a reconnection
    if (event.seq > stream.last + 1) {
        stream.early.insert_or_assign(event.seq, event);
        return resume(event.stream); // something is missing: from there again
    }
    stream.last = event.seq;
    const StreamId id = event.stream;
    deliver(event);
    deliverEarly(id, false);
}

/// evenWithGaps: the server has sent all that it has, and what is missing between two is gone with a server that died.
void Session::deliverEarly(StreamId id, bool evenWithGaps)
{
    for (;;) {
        const auto found = m_streams.find(id); // a follower may unfollow while it is told
        if (found == m_streams.end() || found->second->early.empty())
            return;
        Stream &stream = *found->second;
        const auto first = stream.early.begin();
        if (first->first > stream.last + 1 && !evenWithGaps)
            return;
        const api::Event event = std::move(first->second);
        stream.early.erase(first);
        if (event.seq <= stream.last)
            continue;
        stream.last = event.seq;
        deliver(event);
    }
}

void Session::deliver(const api::Event &event)
{
    const auto found = m_streams.find(event.stream);
    if (found == m_streams.end())
        return;
    auto &followers = found->second->followers;
    std::erase_if(followers, [](const Stream::Follower &follower) { return follower.context.isNull(); });
    if (followers.empty()) {
        m_streams.erase(found);
        return;
    }
    // A follower may unfollow while it is told.
    const auto copy = followers;
    for (const auto &follower : copy) {
        if (follower.context)
            follower.onEvent(event);
    }
}

} // namespace tabletalk::ui
