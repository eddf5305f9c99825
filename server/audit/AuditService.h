// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Audit.h"
#include "server/api/Authenticator.h"
#include "server/api/TextStream.h"
#include "server/audit/RefusalCounter.h"
#include "server/base/Async.h"

#include <chrono>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Vault;

/// Keeps who did what, when and from where. A record holds the operation's name, the id it
/// was done to and the statement that ran; never the rest of a request, where passwords and
/// keys may stand. Each record is sealed into its organisation's chain in the transaction
/// that stores it. Thread-safe.
class AuditService final : public AuditSink
{
public:
    AuditService(PlatformDatabase &database, Vault &vault, const Clock &clock);

    /// Queued in order and stored a moment later. A record that cannot be stored is written
    /// to the log instead, without its statement.
    void record(AuditRecord record) override;
    /// As few records as RefusalCounter makes of them.
    void recordRefusal(AuditRecord record) override;
    /// Stores the counts of what was refused, as far as they are due, or all at the end.
    void recordCounts(bool all = false);

    /// Newest first.
    Awaitable<api::AuditList> list(TenantScope scope, api::AuditListRequest request);
    /// All records up to now, oldest first.
    TextStream exportRecords(TenantScope scope, const api::AuditExportRequest &request);
    /// Whether the organisation's records are as they were written.
    Awaitable<api::AuditVerification> verify(TenantScope scope);

    /// Deletes records that are older, of all organisations; each chain goes on from a signed
    /// checkpoint. For worker threads.
    void deleteOlderThan(std::chrono::milliseconds age);

private:
    void store(AuditRecord record);

    PlatformDatabase &m_database;
    Vault &m_vault;
    const Clock &m_clock;
    RefusalCounter m_refusals;
};

} // namespace tabletalk
