// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Operation.h"

namespace tabletalk {

/// The usual forms of an operation, from which a declaration changes what is special to it.

/// Answers and changes nothing.
inline OperationInfo reading(const char *name, const char *path, const char *summary)
{
    OperationInfo info;
    info.name = name;
    info.path = path;
    info.summary = summary;
    return info;
}

/// Changes something, and the audit log tells who did.
inline OperationInfo changing(const char *name, HttpMethod method, const char *path, const char *summary)
{
    OperationInfo info = reading(name, path, summary);
    info.method = method;
    info.rate = RateClass::Write;
    info.audit = AuditRule::Always;
    return info;
}

/// Makes something that was not there.
inline OperationInfo making(const char *name, const char *path, const char *summary)
{
    constexpr int created = 201;
    OperationInfo info = changing(name, HttpMethod::Post, path, summary);
    info.successStatus = created;
    return info;
}

/// Its answer holds a secret that is shown this once.
inline OperationInfo givingSecret(OperationInfo info)
{
    info.givesSecret = true;
    return info;
}

/// For those who operate the server, whatever their role.
inline OperationInfo forOperators(OperationInfo info)
{
    info.forOperators = true;
    return info;
}

} // namespace tabletalk
