// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/OdbcSource.h"
#include "server/connections/TargetDatabase.h"

#include <memory>

namespace tabletalk {

/// Opens the database that a URL names, if the policy allows it. Blocks, up to the connect
/// time limit; the result belongs to the calling thread. samplesDirectory is where the
/// sample organisations lie, which only "sample:KEY" reaches; one that is missing is written first.
Result<std::unique_ptr<TargetDatabase>> openTarget(const ConnectionUrl &url, const ConnectionPolicy &policy,
                                                   const QString &samplesDirectory);

/// The checked ODBC source of an odbc: or sqlserver: URL; nothing is connected.
Result<OdbcSource> odbcSourceOf(const ConnectionUrl &url, const ConnectionPolicy &policy);

} // namespace tabletalk
