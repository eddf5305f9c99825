// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

namespace tabletalk {

/// The layers that a connection is made of, from the outside in. A connection that fails
/// says at which of them, so that whoever reads it knows where to look.
enum class ConnectLayer { Name, Port, Tls, Login, Database, Grants };

/// "name", "port", "tls", "login", "database", "grants": the wire's words.
QString layerName(ConnectLayer layer);

/// A problem of one layer: its errors name it as "connection.<layer>".
Problem layerProblem(ConnectLayer layer, ProblemCode code, const QString &detail, const QString &hint);

/// The same for a result.
std::unexpected<Problem> layerFailure(ConnectLayer layer, ProblemCode code, const QString &detail, const QString &hint);

/// The layer at which a problem says the connection failed, if it says so.
std::optional<ConnectLayer> layerOf(const Problem &problem);

} // namespace tabletalk
