// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Problem.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

const std::vector<ProblemCodeInfo> &problemCodes()
{
    using enum ProblemCode;
    static const std::vector<ProblemCodeInfo> table = {
        {InvalidRequest, "invalid_request", QT_TRANSLATE_NOOP("Problem", "The request is not valid")},
        {MalformedJson, "malformed_json", QT_TRANSLATE_NOOP("Problem", "The message is not valid JSON")},
        {UnknownOperation, "unknown_operation", QT_TRANSLATE_NOOP("Problem", "There is no such operation")},
        {MethodNotAllowed, "method_not_allowed", QT_TRANSLATE_NOOP("Problem", "This path does not take that method")},
        {TooLarge, "too_large", QT_TRANSLATE_NOOP("Problem", "That is too large")},
        {UnsupportedMedia, "unsupported_media", QT_TRANSLATE_NOOP("Problem", "The body must be JSON")},
        {RequestTimeout, "request_timeout", QT_TRANSLATE_NOOP("Problem", "The request took too long to arrive")},
        {NotSignedIn, "not_signed_in", QT_TRANSLATE_NOOP("Problem", "Please sign in")},
        {WrongCredentials, "wrong_credentials", QT_TRANSLATE_NOOP("Problem", "E-mail or password is wrong")},
        {Forbidden, "forbidden", QT_TRANSLATE_NOOP("Problem", "You are not allowed to do this")},
        {NotFound, "not_found", QT_TRANSLATE_NOOP("Problem", "Not found")},
        {Conflict, "conflict", QT_TRANSLATE_NOOP("Problem", "That conflicts with what is already there")},
        {RegistrationClosed, "registration_closed", QT_TRANSLATE_NOOP("Problem", "This server takes no registrations")},
        {OrganizationClosed, "organization_closed", QT_TRANSLATE_NOOP("Problem", "This organisation is not in use")},
        {RateLimited, "rate_limited", QT_TRANSLATE_NOOP("Problem", "Too many requests")},
        {LimitReached, "limit_reached", QT_TRANSLATE_NOOP("Problem", "A limit is reached")},
        {Busy, "busy", QT_TRANSLATE_NOOP("Problem", "The server is busy")},
        {CannotConnect, "cannot_connect", QT_TRANSLATE_NOOP("Problem", "The database cannot be reached")},
        {LoginRefused, "login_refused", QT_TRANSLATE_NOOP("Problem", "The database refused the sign-in")},
        {NotADatabase, "not_a_database", QT_TRANSLATE_NOOP("Problem", "This file is not a database")},
        {ConnectionForbidden, "connection_forbidden",
         QT_TRANSLATE_NOOP("Problem", "This server does not allow that connection")},
        {UnsupportedDatabase, "unsupported_database",
         QT_TRANSLATE_NOOP("Problem", "This kind of database is not supported")},
        {DatabaseFailed, "database_failed", QT_TRANSLATE_NOOP("Problem", "The database reported an error")},
        {DatabaseTimeout, "database_timeout", QT_TRANSLATE_NOOP("Problem", "The database took too long")},
        {StatementRefused, "statement_refused", QT_TRANSLATE_NOOP("Problem", "Only reading is allowed")},
        {NotUnderstood, "not_understood", QT_TRANSLATE_NOOP("Problem", "The question was not understood")},
        {FederatedQuestion, "federated_question", QT_TRANSLATE_NOOP("Problem", "This needs more than one database")},
        {NotReady, "not_ready", QT_TRANSLATE_NOOP("Problem", "The database has not been read yet")},
        {Cancelled, "cancelled", QT_TRANSLATE_NOOP("Problem", "Stopped")},
        {ModelFailed, "model_failed", QT_TRANSLATE_NOOP("Problem", "The language model did not answer")},
        {ModelKeyRefused, "model_key_refused", QT_TRANSLATE_NOOP("Problem", "The provider refused the key")},
        {OutboundRefused, "outbound_refused", QT_TRANSLATE_NOOP("Problem", "This server may not reach that")},
        {Unavailable, "unavailable", QT_TRANSLATE_NOOP("Problem", "The server is not available right now")},
        {Internal, "internal", QT_TRANSLATE_NOOP("Problem", "Something went wrong on the server")},
    };
    return table;
}

namespace {

const ProblemCodeInfo &infoOf(ProblemCode code)
{
    return problemCodes()[static_cast<size_t>(code)];
}

} // namespace

Problem Problem::of(ProblemCode code, QString detail, QString hint)
{
    Problem problem;
    problem.code = code;
    problem.title = QCoreApplication::translate("Problem", infoOf(code).title);
    problem.detail = std::move(detail);
    problem.hint = std::move(hint);
    return problem;
}

Problem Problem::invalid(QString path, QString message)
{
    Problem problem = of(ProblemCode::InvalidRequest, path + u": " + message);
    problem.where = path;
    problem.errors.push_back({std::move(path), std::move(message)});
    return problem;
}

QString Problem::codeName() const
{
    return QString::fromLatin1(infoOf(code).name);
}

std::optional<ProblemCode> problemCodeFromName(QStringView name)
{
    const auto &table = problemCodes();
    const auto found =
        std::ranges::find_if(table, [&](const auto &info) { return name == QLatin1StringView(info.name); });
    return found == table.end() ? std::nullopt : std::optional(found->code);
}

} // namespace tabletalk
