// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/onboarding/Onboarder.h"
#include "server/onboarding/StageLog.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Clock;
class ConnectionService;
class EventWriter;
class PlatformDatabase;

/// Where what a recorder sees goes to; all outlive it.
struct RecorderParts
{
    PlatformDatabase &database;
    ConnectionService &connections;
    EventWriter &events;
    const Clock &clock;
};

/// Tells followers how one onboarding goes, and keeps with the connection where it stands,
/// what came of its stages, and what it learned. On the job's thread. What belongs to an
/// onboarding that another one has replaced meanwhile is not kept.
class OnboardingRecorder final : public OnboardingObserver
{
public:
    OnboardingRecorder(RecorderParts parts, TenantScope scope, ConnectionId connection, StreamId stream);

    void progressed(const OnboardingStep &step) override;
    void stageEnded(const QString &stage, const QString &detail) override;
    void compared(const ReadingDifference &difference) override;
    void learned(const Understanding &sofar) override;

    /// The database does not answer; in so long it is tried again.
    void waiting(std::chrono::milliseconds pause);
    /// All is kept: the last step, which the stream ends with.
    void finish(const OnboardingStep &ready);

private:
    void keepStages();
    bool isCurrent() const;

    RecorderParts m_parts;
    TenantScope m_scope;
    ConnectionId m_connection;
    StreamId m_stream;
    StageLog m_stages;
    OnboardingStep m_last;
};

} // namespace tabletalk
