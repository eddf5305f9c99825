// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "server/onboarding/Onboarder.h"
#include "server/platform/Transaction.h"

#include <optional>

namespace tabletalk {

/// How a connection is read and how its last reading went.
struct StoredReading
{
    std::optional<api::SchemaSelection> selection; ///< absent: everything is read
    api::OnboardingStages stages;
    api::SchemaDrift drift;
    ReadAgain again = ReadAgain::WhatChanged; ///< what the next reading has to do at least
};

/// Readings of connections: resources/sql/…/onboarding.
class ReadingStore
{
public:
    ReadingStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    StoredReading find(ConnectionId id);
    /// Stages and selection into what is told of a connection.
    void addTo(api::Database &database);
    /// The next reading reads the catalogue again.
    void saveSelection(ConnectionId id, const std::optional<api::SchemaSelection> &selection);
    void saveStages(ConnectionId id, const api::OnboardingStages &stages);
    void saveDrift(ConnectionId id, const api::SchemaDrift &drift);
    /// The next reading does so much, or what was wanted already if that is more.
    void want(ConnectionId id, ReadAgain again);
    /// What was wanted is under way, and what was kept of it says so itself.
    void clearWanted(ConnectionId id);
    /// False when nothing is being read.
    bool pause(ConnectionId id);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
