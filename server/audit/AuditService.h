// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/Usage.h"
#include "server/api/Authenticator.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// Keeps who did what, when and from where. A record holds the operation's name, the id it
/// was done to and the statement that ran; never the rest of a request, where passwords and
/// keys may stand. Thread-safe.
class AuditService final : public AuditSink
{
public:
    AuditService(PlatformDatabase &database, const Clock &clock);

    /// Queued in order and stored a moment later. A record that cannot be stored is written
    /// to the log instead, without its statement.
    void record(AuditRecord record) override;

    /// Newest first.
    Awaitable<api::AuditList> list(TenantScope scope, api::ListRequest request);

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
};

} // namespace tabletalk
