// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SchemaDiagrams.h"

#include <QAbstractListModel>

#include <vector>

namespace tabletalk::ui {

/// The tables of a diagram as a list, which says in words what the picture shows: how many columns each has, and with
/// what it is joined. Also answers who is whose neighbour.
class DiagramModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, TitleRole };

    using QAbstractListModel::QAbstractListModel;

    void setDiagram(api::SchemaDiagram diagram);
    const api::SchemaDiagram &diagram() const { return m_diagram; }
    const api::DiagramTable *tableAt(int row) const;
    int rowOf(const QString &schema, const QString &name) const;

    const std::vector<int> &neighbours(int table) const { return m_neighbours[size_t(table)]; }
    /// That table and what is at most so many joins away, in their order.
    std::vector<int> around(int table, int depth) const;
    std::vector<int> all() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString detailOf(int table) const;
    QString neighboursText(int table) const;

    api::SchemaDiagram m_diagram;
    std::vector<std::vector<int>> m_neighbours;
};

} // namespace tabletalk::ui
