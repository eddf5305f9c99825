// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresProblem.h"

#include "server/platform/PostgresLogin.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <libpq-fe.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Platform", text);
}

Problem away()
{
    return Problem::of(ProblemCode::Unavailable, tr("The server cannot reach its own database."),
                       tr("Check that PostgreSQL runs and has room for connections; the log has the details."));
}

Problem inTheWay()
{
    Problem problem = Problem::of(ProblemCode::Busy, tr("Others are changing the same things."));
    problem.retryAfterSeconds = 1;
    return problem;
}

Problem tooSlow()
{
    Problem problem = Problem::of(ProblemCode::Busy, tr("The server's own database took too long."));
    problem.retryAfterSeconds = 5;
    return problem;
}

/// SQLSTATE classes of a server that ends, is full, or has lost its disk.
bool isAway(QLatin1StringView state)
{
    static constexpr std::array<const char *, 5> classes = {"08", "53", "57P", "58", "XX001"};
    return state.isEmpty()
           || std::ranges::any_of(classes, [&](const char *each) { return state.startsWith(QLatin1StringView(each)); });
}

} // namespace

PostgresFailure postgresFailure(const pg_conn *connection, const pg_result *result, const QString &what)
{
    const QLatin1StringView state(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    if (state == "23505"_L1)
        return {Problem::of(ProblemCode::Conflict)};
    const bool lost = PQstatus(connection) != CONNECTION_OK || state.startsWith("57P"_L1);
    if (state == "40001"_L1 || state == "40P01"_L1)
        return {inTheWay(), true, lost};
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    qCWarning(lcPlatform).noquote() << "the platform database failed at" << what << "with" << state << ":"
                                    << QString::fromUtf8(message ? message : PQerrorMessage(connection)).trimmed();
    if (lost || isAway(state))
        return {away(), false, lost};
    if (state == "55P03"_L1)
        return {inTheWay(), false, lost};
    if (state == "57014"_L1)
        return {tooSlow(), false, lost};
    return {Problem::of(ProblemCode::Internal), false, lost};
}

Problem cannotReachPostgres(const pg_conn *connection, const PostgresLogin &login)
{
    // The library's words name host, account and cause, never the password.
    const QString cause = QString::fromUtf8(PQerrorMessage(connection)).simplified();
    const QString where = login.url.displayUrl();
    qCWarning(lcPlatform).noquote() << "no connection to" << where << ":" << cause;
    return Problem::of(ProblemCode::Unavailable, tr("The platform database %1 cannot be used.").arg(where),
                       tr("PostgreSQL said: %1").arg(cause));
}

} // namespace tabletalk
