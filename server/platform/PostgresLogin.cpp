// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresLogin.h"

#include <QCoreApplication>

namespace tabletalk {

Result<PostgresLogin> PostgresLogin::parse(const QString &url)
{
    auto parsed = ConnectionUrl::parse(url);
    if (!parsed)
        return std::unexpected(std::move(parsed).error());
    if (parsed->kind != ConnectionKind::PostgreSql || parsed->database.isEmpty())
        return failure(ProblemCode::InvalidRequest,
                       QCoreApplication::translate("Platform", "The platform database is not named by a URL of "
                                                               "PostgreSQL."),
                       QCoreApplication::translate("Platform",
                                                   "Write postgresql://account:password@host:port/database; "
                                                   "without one it is a file in the data directory."));
    PostgresLogin login;
    login.url = *std::move(parsed);
    return login;
}

} // namespace tabletalk
