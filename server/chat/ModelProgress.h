// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/models/ModelService.h"

#include <chrono>

namespace tabletalk {

class Clock;
class EventWriter;

/// Tells the stream of an answer how far a model is while it writes: how many characters, and its sentence as far
/// as it goes. At intervals that grow, so that the stream stays small however long and fast a model writes. For one
/// thread at a time, and only while nobody else appends to the stream.
class ModelProgress
{
public:
    ModelProgress(EventWriter &events, const ModelTarget &target, const Clock &clock);

    void wrote(const QString &text);

    static constexpr int mostEvents = 30;
    static constexpr std::chrono::milliseconds firstInterval{500};

private:
    void tell();

    EventWriter &m_events;
    const QString m_host;
    const QString m_model;
    const Clock &m_clock;
    QString m_text; ///< the beginning of what was written
    qint64 m_characters = 0;
    Instant m_told;
    std::chrono::milliseconds m_interval = firstInterval;
    int m_eventsLeft = mostEvents;
};

} // namespace tabletalk
