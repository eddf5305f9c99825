// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Graph.h"

#include <QAbstractListModel>
#include <QHash>

namespace tabletalk::ui {

/// "Organisation", "Person" and so on.
QString kindText(const QString &kind);

/// The part of the graph that is in view: names and the relations between them. A list for those
/// who do not see the picture, and what the picture is drawn from. Bounded.
class GraphModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { SecondLineRole = Qt::UserRole };

    static constexpr size_t mostNodes = 250;

    struct Node
    {
        api::GraphEntity entity;
        bool expanded = false; ///< its neighbours are here, too
    };
    struct Edge
    {
        size_t from;
        size_t to;
        QStringList labels;
        bool onPath = false;
    };

    using QAbstractListModel::QAbstractListModel;

    const std::vector<Node> &nodes() const { return m_nodes; }
    const std::vector<Edge> &edges() const { return m_edges; }
    int rowOf(EntityId id) const;

    void clear();
    void add(const api::GraphEntity &entity);
    /// What fits; false when something did not.
    bool add(const api::GraphNeighbours &neighbours);
    bool add(const api::GraphPath &path);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /// Nodes or edges came or went.
    void changed();

private:
    bool insert(const api::GraphEntity &entity);
    void join(const api::GraphRelation &relation, bool onPath);

    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    QHash<EntityId, size_t> m_rows;
};

} // namespace tabletalk::ui
