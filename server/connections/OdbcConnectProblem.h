// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/connections/OdbcDiagnostics.h"
#include "server/connections/OdbcSource.h"

namespace tabletalk {

/// Why a source could not be connected, as the layer that failed and what to do. The diagnostic must be
/// free of the password.
Problem odbcConnectProblem(const OdbcSource &source, const OdbcDiagnostic &diagnostic);

} // namespace tabletalk
