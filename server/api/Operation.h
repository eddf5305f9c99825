// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Policy.h"

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace tabletalk {

enum class HttpMethod { Get, Post, Put, Delete };

/// How often an operation may be called; limits in server/api/RateLimiter.
enum class RateClass { Read, Write, Ask, SignIn, Probe };

/// Whether a call is written to the audit log. Changed and Always record success and failure.
enum class AuditRule { Never, Always };

/// Everything about an operation but its handler: the one declaration from which JSON-RPC,
/// REST, OpenAPI and the permission matrix are made.
struct OperationInfo
{
    std::string name; ///< "databases.create": JSON-RPC method and operationId
    HttpMethod method = HttpMethod::Get;
    std::string path;         ///< below /api/v1/, e.g. "tenant/databases/{id}"; {x} fills the request's field x
    const char *summary = ""; ///< one line, English
    RateClass rate = RateClass::Read;
    AuditRule audit = AuditRule::Never;
    int successStatus = 200;
    bool givesSecret = false; ///< the answer holds a token, key or link: it is never compressed
    size_t maxBodyBytes = 256 * 1024;
    bool whileClosed = false;  ///< answers in an organisation that is suspended or closed, too
    bool forOperators = false; ///< for those who operate the server, whatever their role
};

} // namespace tabletalk
