// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <chrono>
#include <functional>

namespace tabletalk {

/// A report of where the reading of a database stands, in the words of the wire: stage is
/// connecting, reading, profiling, understanding, examples or, once at the end, ready.
using OnboardingStep = api::OnboardingProgress;

/// A time that never goes back.
using MonotoneClock = std::function<std::chrono::milliseconds()>;

/// The steady clock.
std::chrono::milliseconds steadyNow();

/// Sends steps, but not more often than someone could read them, with the time left by the
/// rate of the stage so far.
class ProgressReporter
{
public:
    using Send = std::function<void(const OnboardingStep &)>;

    /// send may be empty.
    ProgressReporter(Send send, MonotoneClock clock);

    /// total 0: not known yet. done: what an earlier run did already.
    void begin(const QString &stage, qint64 total, qint64 done = 0);
    /// done of the stage's total are behind us, and detail is at hand now.
    void advance(qint64 done, const QString &detail);
    /// The same with a total that was learned on the way.
    void advance(qint64 done, qint64 total, const QString &detail);
    /// Something to be told now, whatever is done.
    void say(const QString &detail);

private:
    void send(const QString &detail);

    Send m_send;
    MonotoneClock m_clock;
    QString m_stage;
    qint64 m_before = 0;
    qint64 m_done = 0;
    qint64 m_total = 0;
    std::chrono::milliseconds m_began{0};
    std::chrono::milliseconds m_lastSent{0};
};

} // namespace tabletalk
