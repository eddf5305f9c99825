// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <atomic>

namespace tabletalk {

/// Where the time comes from. Passed in, so that tests decide what time it is.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock
{
public:
    Instant now() const override;
};

/// Stands still until told to move. Thread-safe.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start)
        : m_now(start.msSinceEpoch)
    {}
    Instant now() const override { return {m_now.load()}; }
    void advance(std::chrono::milliseconds by) { m_now += by.count(); }

private:
    std::atomic<qint64> m_now;
};

} // namespace tabletalk
