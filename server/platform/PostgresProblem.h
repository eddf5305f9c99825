// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

struct pg_conn;
struct pg_result;

namespace tabletalk {

struct PostgresLogin;

/// What a failed request means to its caller.
struct PostgresFailure
{
    Problem problem;
    bool mustRepeat = false;     ///< others were in the way
    bool connectionLost = false; ///< another one has to be opened
};

/// Never passes on the server's own words to the caller: they go to the log.
PostgresFailure postgresFailure(const pg_conn *connection, const pg_result *result, const QString &what);

/// Why there is no connection, in words for who runs the server; the password is not in them.
Problem cannotReachPostgres(const pg_conn *connection, const PostgresLogin &login);

} // namespace tabletalk
