// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/SessionParts.h"

#include <boost/json.hpp>

namespace tabletalk::ui {

namespace {

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

} // namespace

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

/// The words in which people are told that they ask too new a thing.
Problem Session::unknownHere(Problem problem, const QString &operation) const
{
    problem.detail = m_serverVersion.isEmpty()
                         ? tr("This server is older than this window and does not know this yet: %1.").arg(operation)
                         : tr("This server (version %1) does not know this yet: %2.").arg(m_serverVersion, operation);
    problem.hint = tr("Ask its administrator to update it; everything else goes on.");
    return problem;
}

} // namespace tabletalk::ui
