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
class Transaction;

/// Where a data key lies, as the words that it is sealed with.
QByteArray placeOfDataKey(const TenantId &tenant);

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

    /// A key of the server's own for a purpose, made from the master key.
    QByteArray keyFor(QByteArrayView purpose) const;

    /// Of an organisation whose key row was deleted.
    void forget(const TenantScope &scope);

    // For work inside a transaction's callback, where the two above would wait for themselves.

    /// A signature (HMAC-SHA-256) of the data under the organisation's key, which is not to be
    /// had from the database alone. purpose keeps uses apart. Makes the key where there is none.
    QByteArray sign(Transaction &transaction, const TenantScope &scope, QByteArrayView purpose, QByteArrayView data);
    /// Whether sign() gave that signature. False also when the organisation has no key.
    bool isSigned(Transaction &transaction, const TenantScope &scope, QByteArrayView purpose, QByteArrayView data,
                  QByteArrayView signature);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
