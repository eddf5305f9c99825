// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/crypto/Secret.h"
#include "server/platform/Scope.h"

#include <QByteArray>

#include <memory>

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// Seals what must lie encrypted in the platform database (connection URLs, tokens of
/// other services). Every organisation has its own random data key, stored wrapped by the
/// master key: the master key can be changed without touching the data, and an
/// organisation's secrets are gone for good once its key row is gone.
///
/// Thread-safe. The first call for an organisation reads its key and may wait for the
/// database: call it on a worker thread, and never inside a transaction's callback.
class Vault
{
public:
    /// masterKey: 32 bytes, see MasterKey.
    Vault(PlatformDatabase &database, const Clock &clock, Secret masterKey);
    ~Vault();

    /// At start: Internal with a hint when the stored keys were wrapped by another master key.
    Result<void> verify();

    /// associatedData names the place the result is kept in, e.g. "connections/<id>/url":
    /// it opens only with the same words. The tenant is always part of it.
    QByteArray seal(const TenantScope &scope, QByteArrayView associatedData, QByteArrayView plain);

    /// Internal when it was sealed for another place, organisation or master key.
    Result<QByteArray> open(const TenantScope &scope, QByteArrayView associatedData, QByteArrayView sealed);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
