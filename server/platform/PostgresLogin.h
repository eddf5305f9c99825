// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/connect/ConnectionUrl.h"

#include <chrono>

namespace tabletalk {

/// The schema that holds all tables of ours, so that they may share a database with others'.
inline constexpr auto postgresSchema = "tabletalk";

/// How the server signs in to its own database on PostgreSQL.
struct PostgresLogin
{
    ConnectionUrl url;
    QString role; ///< taken on from the first moment, where it is not the account's own

    std::chrono::milliseconds statementTimeout{30'000};
    std::chrono::milliseconds lockTimeout{10'000};

    /// InvalidRequest for what is no URL of a PostgreSQL database; never repeats the password.
    static Result<PostgresLogin> parse(const QString &url);
};

} // namespace tabletalk
