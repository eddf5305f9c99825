// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/nodes/NodeStore.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

void NodeStore::renew(const QString &node, Instant aliveUntil, Instant now)
{
    m_transaction.execute(PlatformScope::ofStartup(), u"nodes/renew_node"_s,
                          {{u"id"_s, node}, {u"alive_until"_s, stored(aliveUntil)}, {u"now"_s, stored(now)}});
}

void NodeStore::remove(const QString &node)
{
    m_transaction.execute(PlatformScope::ofStartup(), u"nodes/delete_node"_s, {{u"id"_s, node}});
}

qint64 NodeStore::removeDead(const QString &butNot, Instant deadBefore)
{
    return m_transaction.execute(PlatformScope::ofStartup(), u"nodes/delete_dead_nodes"_s,
                                 {{u"id"_s, butNot}, {u"dead_before"_s, stored(deadBefore)}});
}

} // namespace tabletalk
