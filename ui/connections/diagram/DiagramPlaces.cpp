// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagram/DiagramPlaces.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(ConnectionId database)
{
    return u"diagrams/"_s + database.toString();
}

} // namespace

void DiagramPlaces::load(ConnectionId database)
{
    m_database = database;
    m_places.clear();
    const QJsonObject kept = QJsonDocument::fromJson(QSettings().value(keyOf(database)).toByteArray()).object();
    for (auto each = kept.begin(); each != kept.end() && m_places.size() < most; ++each) {
        const QJsonArray place = each.value().toArray();
        if (place.size() == 2)
            m_places.insert(each.key(), QPointF(place[0].toDouble(), place[1].toDouble()));
    }
}

void DiagramPlaces::set(const QString &table, QPointF place)
{
    if (m_places.size() >= most && !m_places.contains(table))
        return;
    m_places[table] = place;
    save();
}

void DiagramPlaces::clear()
{
    m_places.clear();
    save();
}

void DiagramPlaces::save() const
{
    QSettings settings;
    if (m_places.isEmpty())
        return settings.remove(keyOf(m_database));
    QJsonObject kept;
    for (auto each = m_places.begin(); each != m_places.end(); ++each)
        kept[each.key()] = QJsonArray{each->x(), each->y()};
    settings.setValue(keyOf(m_database), QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

} // namespace tabletalk::ui
