// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"
#include "core/connect/ConnectionUrl.h"

namespace tabletalk {

class ConnectionPolicy;

/// Tries a connection layer by layer, from the outside in: name, port, encryption, login,
/// database, grants. What fails says at which layer, so that whoever reads it knows where to
/// look; what succeeds says how long each took. Blocks, up to the connect time limit a layer.
class ConnectionTester
{
public:
    /// samplesDirectory: see openTarget().
    ConnectionTester(const ConnectionPolicy &policy, QString samplesDirectory)
        : m_policy(policy)
        , m_samplesDirectory(std::move(samplesDirectory))
    {}

    /// The problem of the first layer that fails: its errors name it as "connection.<layer>".
    Result<api::DatabaseTestResult> test(const ConnectionUrl &url) const;

private:
    const ConnectionPolicy &m_policy;
    QString m_samplesDirectory;
};

} // namespace tabletalk
