// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <boost/json/object.hpp>

namespace tabletalk {

/// The only place that knows which number of HTTP or JSON-RPC a problem has.

int httpStatusOf(ProblemCode code);
int rpcCodeOf(ProblemCode code);

/// RFC 9457: {type, title, status, detail, code, hint, requestId} and, where they say
/// something, errors and retryAfterSeconds. NotFound is always the same text, so that
/// what belongs to others cannot be told from what is not there.
boost::json::object problemJson(const Problem &problem, const QString &requestId);

/// The error object of JSON-RPC 2.0, with the above as its data.
boost::json::object rpcError(const Problem &problem, const QString &requestId);

/// An error object for a message that is no JSON-RPC request (code -32600).
boost::json::object rpcInvalidRequest(const QString &detail, const QString &requestId);

} // namespace tabletalk
