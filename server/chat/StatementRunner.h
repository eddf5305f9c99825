// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/TargetDatabase.h"

#include <functional>

namespace tabletalk {

/// Runs one statement on the target database at hand, under its limits.
using StatementRunner = std::function<Result<StatementOutcome>(const QString &sql, RowSink &sink)>;

} // namespace tabletalk
