// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ServerSettings.h"

namespace tabletalk {

class Transaction;
enum class Registration; // server/Server.h

/// What operators have set, read where it takes effect: all servers that share the database go
/// by it at once.
class ServerSettingsStore
{
public:
    explicit ServerSettingsStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    api::ServerSettings settings();
    void save(const api::ServerSettings &settings, Instant now);

    /// atStart: as the server was started. What was closed there no setting opens.
    Registration registration(Registration atStart);

private:
    Transaction &m_transaction;
};

QString registrationName(Registration registration);
std::optional<Registration> registrationFromName(const QString &name);

} // namespace tabletalk
