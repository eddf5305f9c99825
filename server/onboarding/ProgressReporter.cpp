// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/ProgressReporter.h"

namespace tabletalk {

namespace {
constexpr std::chrono::milliseconds reportInterval{100};
constexpr std::chrono::milliseconds rateNeeds{500}; ///< before that a rate says nothing
} // namespace

std::chrono::milliseconds steadyNow()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

ProgressReporter::ProgressReporter(Send send, MonotoneClock clock)
    : m_send(std::move(send))
    , m_clock(std::move(clock))
{}

void ProgressReporter::begin(const QString &stage, qint64 total, qint64 done)
{
    m_stage = stage;
    m_total = total;
    m_before = done;
    m_done = done;
    m_began = m_clock();
    send({});
}

void ProgressReporter::advance(qint64 done, const QString &detail)
{
    advance(done, m_total, detail);
}

void ProgressReporter::advance(qint64 done, qint64 total, const QString &detail)
{
    m_done = done;
    m_total = total;
    if (m_clock() - m_lastSent >= reportInterval || done == total)
        send(detail);
}

void ProgressReporter::say(const QString &detail)
{
    send(detail);
}

void ProgressReporter::send(const QString &detail)
{
    m_lastSent = m_clock();
    if (!m_send)
        return;
    OnboardingStep step;
    step.stage = m_stage;
    step.done = m_done;
    step.total = m_total;
    step.detail = detail;
    const std::chrono::milliseconds spent = m_lastSent - m_began;
    const qint64 doneNow = m_done - m_before;
    if (doneNow > 0 && m_total > m_done && spent >= rateNeeds) {
        const qint64 left = spent.count() * (m_total - m_done) / doneNow;
        step.secondsLeft = (left + 999) / 1000;
    }
    m_send(step);
}

} // namespace tabletalk
