// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/GraphModel.h"

#include "core/text/Counted.h"

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

QString kindText(const QString &kind)
{
    if (kind == u"person")
        return GraphModel::tr("Person");
    if (kind == u"organization")
        return GraphModel::tr("Organisation");
    if (kind == u"place")
        return GraphModel::tr("Place");
    if (kind == u"product")
        return GraphModel::tr("Product");
    if (kind == u"code")
        return GraphModel::tr("Number or code");
    return kind == u"term" ? GraphModel::tr("Term") : GraphModel::tr("Other name");
}

int GraphModel::rowOf(EntityId id) const
{
    const auto row = m_rows.constFind(id);
    return row == m_rows.cend() ? -1 : int(*row);
}

void GraphModel::clear()
{
    beginResetModel();
    m_nodes.clear();
    m_edges.clear();
    m_rows.clear();
    endResetModel();
    Q_EMIT changed();
}

bool GraphModel::insert(const api::GraphEntity &entity)
{
    if (m_rows.contains(entity.id))
        return true;
    if (m_nodes.size() >= mostNodes)
        return false;
    beginInsertRows({}, int(m_nodes.size()), int(m_nodes.size()));
    m_rows.insert(entity.id, m_nodes.size());
    m_nodes.push_back({entity, false});
    endInsertRows();
    return true;
}

void GraphModel::join(const api::GraphRelation &relation, bool onPath)
{
    const int from = rowOf(relation.fromId);
    const int to = rowOf(relation.toId);
    if (from < 0 || to < 0)
        return;
    const auto same = std::ranges::find_if(
        m_edges, [&](const Edge &edge) { return edge.from == size_t(from) && edge.to == size_t(to); });
    Edge &edge = same == m_edges.end() ? m_edges.emplace_back(Edge{size_t(from), size_t(to), {}, false}) : *same;
    edge.onPath = edge.onPath || onPath;
    if (!relation.label.isEmpty() && !edge.labels.contains(relation.label))
        edge.labels.append(relation.label);
}

void GraphModel::add(const api::GraphEntity &entity)
{
    insert(entity);
    Q_EMIT changed();
}

bool GraphModel::add(const api::GraphNeighbours &neighbours)
{
    bool all = insert(neighbours.centre);
    for (const api::GraphEntity &entity : neighbours.entities)
        all = insert(entity) && all;
    for (const api::GraphRelation &relation : neighbours.relations)
        join(relation, false);
    const int row = rowOf(neighbours.centre.id);
    if (row >= 0) {
        m_nodes[size_t(row)].expanded = true;
        Q_EMIT dataChanged(index(row), index(row));
    }
    Q_EMIT changed();
    return all && !neighbours.nextCursor;
}

bool GraphModel::add(const api::GraphPath &path)
{
    for (Edge &edge : m_edges)
        edge.onPath = false;
    bool all = true;
    for (const api::GraphEntity &entity : path.entities)
        all = insert(entity) && all;
    for (const api::GraphRelation &relation : path.relations)
        join(relation, true);
    Q_EMIT changed();
    return all;
}

int GraphModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_nodes.size());
}

QVariant GraphModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_nodes.size()))
        return {};
    const Node &node = m_nodes[size_t(index.row())];
    if (role == Qt::DisplayRole)
        return node.entity.name;
    const QString documents = counted(node.entity.documents, tr("one document"), tr("%1 documents"));
    if (role == SecondLineRole)
        return QString(kindText(node.entity.kind) + u" · "_s + documents);
    if (role == Qt::AccessibleTextRole)
        return QString(node.entity.name + u", "_s + kindText(node.entity.kind) + u", "_s + documents
                       + (node.expanded ? QString() : QString(u", "_s + tr("its neighbours are not in view"))));
    return {};
}

} // namespace tabletalk::ui
