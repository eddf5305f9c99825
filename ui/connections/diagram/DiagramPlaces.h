// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QHash>
#include <QPointF>
#include <QString>

namespace tabletalk::ui {

/// Where somebody put the boxes of a database's diagram by hand, kept in the window's settings, for each database its
/// own.
class DiagramPlaces
{
public:
    static constexpr int most = 2'000;

    void load(ConnectionId database);
    /// table: "schema.name".
    void set(const QString &table, QPointF place);
    void clear();
    const QHash<QString, QPointF> &all() const { return m_places; }

private:
    void save() const;

    ConnectionId m_database;
    QHash<QString, QPointF> m_places;
};

} // namespace tabletalk::ui
