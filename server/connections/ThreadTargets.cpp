// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ThreadTargets.h"

#include <algorithm>
#include <chrono>
#include <list>

namespace tabletalk {

namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t mostOpen = 16;
constexpr std::chrono::seconds idleTime{60};

struct OpenTarget
{
    ConnectionId id;
    quint64 revision = 0;
    std::unique_ptr<TargetDatabase> target;
    Clock::time_point usedAt;
};

/// The connections of this thread, most recently used first. Thread-local and not a
/// member of anything, because they must be closed on this very thread when it ends.
std::list<OpenTarget> &openTargets()
{
    thread_local std::list<OpenTarget> targets;
    return targets;
}

} // namespace

Result<TargetDatabase *> ThreadTargets::get(ConnectionId id, quint64 revision, const Open &open)
{
    auto &targets = openTargets();
    const auto now = Clock::now();
    targets.remove_if([&](const OpenTarget &target) {
        const bool outdated = target.id == id && (target.revision != revision || !target.target->isUsable());
        return outdated || now - target.usedAt > idleTime;
    });

    const auto found = std::ranges::find(targets, id, &OpenTarget::id);
    if (found != targets.end()) {
        targets.splice(targets.begin(), targets, found);
        targets.front().usedAt = now;
        return targets.front().target.get();
    }

    auto opened = open();
    if (!opened)
        return std::unexpected(std::move(opened).error());
    targets.push_front({id, revision, *std::move(opened), now});
    if (targets.size() > mostOpen)
        targets.pop_back();
    return targets.front().target.get();
}

void ThreadTargets::drop(ConnectionId id)
{
    openTargets().remove_if([&](const OpenTarget &target) { return target.id == id; });
}

} // namespace tabletalk
