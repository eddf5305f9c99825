// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/OnboardingRecorder.h"

#include "core/api/Codec.h"
#include "core/base/Clock.h"
#include "server/connections/ConnectionService.h"
#include "server/connections/ConnectionStore.h"
#include "server/events/EventService.h"
#include "server/onboarding/ReadingStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostChangesKept = 1000;

QString changeWord(SchemaChange::Kind kind)
{
    switch (kind) {
    case SchemaChange::Kind::Added:
        return u"added"_s;
    case SchemaChange::Kind::Removed:
        return u"removed"_s;
    case SchemaChange::Kind::Changed:
        break;
    }
    return u"changed"_s;
}

/// A reading that was interrupted found its part before: what it goes on to find comes on top.
void addTo(api::SchemaDrift &drift, const ReadingDifference &difference)
{
    for (const SchemaChange &change : difference.comparison.changes) {
        if (drift.changes.size() < mostChangesKept)
            drift.changes.push_back(
                {changeWord(change.kind), change.schema, change.table, change.column, change.detail});
    }
    drift.changeCount += difference.comparison.count;
}

} // namespace

OnboardingRecorder::OnboardingRecorder(RecorderParts parts, TenantScope scope, ConnectionId connection, StreamId stream)
    : m_parts(parts)
    , m_scope(std::move(scope))
    , m_connection(connection)
    , m_stream(stream)
    , m_stages(steadyNow)
{}

/// Every step is an event; the row changes with the stage and at whole tens of percents.
void OnboardingRecorder::progressed(const OnboardingStep &step)
{
    if (step.stage == u"ready") // not before it is kept
        return;
    m_parts.events.append("progress", api::toJson(step));
    const bool begins = m_stages.progressed(step);
    const bool tenth = step.total > 0 && step.done % std::max<qint64>(1, step.total / 10) == 0;
    m_last = step;
    if (!begins && !tenth)
        return;
    m_parts.database.writeNow([&](Transaction &transaction) {
        ConnectionStore(transaction, m_scope).setStage(m_connection, m_stream, step);
    });
    if (begins)
        keepStages();
}

void OnboardingRecorder::stageEnded(const QString &stage, const QString &detail)
{
    m_stages.ended(stage, detail);
    keepStages();
}

void OnboardingRecorder::keepStages()
{
    m_parts.events.append("stages", api::toJson(m_stages.stages()));
    m_parts.database.writeNow([&](Transaction &transaction) {
        const auto connection = ConnectionStore(transaction, m_scope).find(m_connection);
        if (connection && connection->database.onboardingStream == m_stream)
            ReadingStore(transaction, m_scope).saveStages(m_connection, m_stages.stages());
    });
}

void OnboardingRecorder::compared(const ReadingDifference &difference)
{
    m_parts.database.writeNow([&](Transaction &transaction) {
        const auto connection = ConnectionStore(transaction, m_scope).find(m_connection);
        if (!connection || connection->database.onboardingStream != m_stream)
            return;
        // The rest of a first reading is not compared with its own first part.
        if (!connection->database.onboardedAt)
            return;
        ReadingStore readings(transaction, m_scope);
        api::SchemaDrift drift;
        if (difference.continues)
            drift = readings.find(m_connection).drift;
        if (!difference.continues || !drift.at) {
            drift.tablesRead = difference.tablesRead;
            drift.tablesKept = difference.tablesKept;
        }
        drift.at = m_parts.clock.now();
        addTo(drift, difference);
        readings.saveDrift(m_connection, drift);
    });
}

bool OnboardingRecorder::isCurrent() const
{
    return m_parts.database.readNow([&](Transaction &transaction) {
        const auto connection = ConnectionStore(transaction, m_scope).find(m_connection);
        return connection && connection->database.onboardingStream == m_stream;
    });
}

void OnboardingRecorder::learned(const Understanding &sofar)
{
    if (!isCurrent())
        return;
    m_parts.connections.keepUnfinished(m_scope, m_connection, sofar);
    m_parts.database.writeNow(
        [&](Transaction &transaction) { ReadingStore(transaction, m_scope).clearWanted(m_connection); });
}

void OnboardingRecorder::waiting(std::chrono::milliseconds pause)
{
    const auto seconds = int(std::max<qint64>(1, (pause.count() + 999) / 1000));
    OnboardingStep step = m_last;
    step.secondsLeft.reset();
    step.detail = QCoreApplication::translate("Onboarding", "The database does not answer; trying again in %n s.",
                                              nullptr, seconds);
    m_parts.events.append("progress", api::toJson(step));
    m_parts.database.writeNow([&](Transaction &transaction) {
        ConnectionStore(transaction, m_scope).setStage(m_connection, m_stream, step);
    });
}

void OnboardingRecorder::finish(const OnboardingStep &ready)
{
    m_parts.database.writeNow([&](Transaction &transaction) {
        ConnectionStore store(transaction, m_scope);
        const auto connection = store.find(m_connection);
        if (!connection || connection->database.onboardingStream != m_stream)
            return;
        ReadingStore(transaction, m_scope).clearWanted(m_connection);
        store.setStage(m_connection, m_stream, ready, true);
    });
}

} // namespace tabletalk
