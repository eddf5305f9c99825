// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/nodes/NodeService.h"

#include "core/base/Clock.h"
#include "core/base/Problem.h"
#include "core/base/Uuid7.h"
#include "server/nodes/NodeStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSaveFile>

#include <limits>

Q_LOGGING_CATEGORY(lcNodes, "tabletalk.nodes")

namespace tabletalk {

namespace {

constexpr int beatsPerLease = 3;

} // namespace

NodeService::NodeService(PlatformDatabase &database, const Clock &clock, NodeOptions options)
    : m_database(database)
    , m_clock(clock)
    , m_options(options)
    , m_id(makeUuid7(clock.now()).toString(QUuid::WithoutBraces))
    , m_predecessor(keptId())
{}

NodeService::~NodeService()
{
    stop();
}

void NodeService::start(std::function<void()> endLeftWork)
{
    m_endLeftWork = std::move(endLeftWork);
    beat();
    m_entered = true;
    keepId();
    if (m_options.sharesDatabase)
        m_thread = std::thread([this] { loop(); });
}

QString NodeService::keptId() const
{
    QFile file(m_options.idFile);
    return !m_options.idFile.isEmpty() && file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed())
                                                                         : QString();
}

void NodeService::keepId() const
{
    if (m_options.idFile.isEmpty())
        return;
    QSaveFile file(m_options.idFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_id.toLatin1() + '\n') < 0 || !file.commit())
        qCWarning(lcNodes).noquote() << "the id of this server could not be kept:" << file.errorString();
}

void NodeService::beat()
{
    const Instant now = m_clock.now();
    // A database of our own is locked for one process: all others are dead.
    const Instant deadBefore = m_options.sharesDatabase ? now : Instant{std::numeric_limits<qint64>::max()};
    const qint64 dead = m_database.writeNow([&](Transaction &transaction) {
        NodeStore store(transaction);
        store.renew(m_id, now + m_options.lease, now);
        if (!m_entered && !m_predecessor.isEmpty())
            store.remove(m_predecessor);
        return store.removeDead(m_id, deadBefore);
    });
    if (dead > 0)
        qCInfo(lcNodes) << dead << "servers are not alive any more";
    m_endLeftWork();
}

void NodeService::loop()
{
    std::unique_lock lock(m_mutex);
    while (!m_wakeUp.wait_for(lock, m_options.lease / beatsPerLease, [this] { return m_stopping; })) {
        lock.unlock();
        try {
            beat();
        } catch (const Problem &problem) {
            qCWarning(lcNodes).noquote() << "this server could not say that it is alive:" << problem.title;
        }
        lock.lock();
    }
}

void NodeService::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wakeUp.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    if (!std::exchange(m_entered, false))
        return;
    try {
        m_database.writeNow([&](Transaction &transaction) { NodeStore(transaction).remove(m_id); });
    } catch (const Problem &problem) {
        qCWarning(lcNodes).noquote() << "this server could not sign off:" << problem.title;
    }
}

} // namespace tabletalk
