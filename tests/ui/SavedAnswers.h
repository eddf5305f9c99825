// SPDX-License-Identifier: GPL-3.0-or-later
//
// Saved questions and their results as a server gives them.
#pragma once

#include "tests/ui/FakeServer.h"

#include <QJsonArray>

namespace tabletalk::test {

inline QJsonObject savedJson(int number, const QString &name, bool mine = true,
                             const QString &visibility = QStringLiteral("private"))
{
    return {{QStringLiteral("id"), idText(number)},
            {QStringLiteral("workspaceId"), idText(90)},
            {QStringLiteral("databaseId"), idText(91)},
            {QStringLiteral("databaseName"), QStringLiteral("Shop")},
            {QStringLiteral("name"), name},
            {QStringLiteral("question"), QStringLiteral("What did we sell by city this year?")},
            {QStringLiteral("sql"), QStringLiteral("SELECT city, SUM(amount) AS sales FROM orders GROUP BY city")},
            {QStringLiteral("visibility"), visibility},
            {QStringLiteral("ownerId"), idText(92)},
            {QStringLiteral("ownerName"), QStringLiteral("Ada Lovelace")},
            {QStringLiteral("mine"), mine},
            {QStringLiteral("createdAt"), QStringLiteral("2026-05-05T10:15:00Z")},
            {QStringLiteral("updatedAt"), QStringLiteral("2026-05-05T10:15:00Z")}};
}

/// Sales by city, with their chart.
inline QJsonObject runJson(const QString &id)
{
    const QJsonObject chart{{QStringLiteral("kind"), QStringLiteral("bar")},
                            {QStringLiteral("title"), QStringLiteral("Sales by city")},
                            {QStringLiteral("x"), QStringLiteral("city")},
                            {QStringLiteral("y"), QJsonArray{QStringLiteral("sales")}},
                            {QStringLiteral("stacked"), false}};
    const auto column = [](const char *name, const char *type) {
        return QJsonObject{{QStringLiteral("name"), QString::fromLatin1(name)},
                           {QStringLiteral("type"), QString::fromLatin1(type)}};
    };
    return {{QStringLiteral("id"), id},
            {QStringLiteral("sql"), QStringLiteral("SELECT 1")},
            {QStringLiteral("columns"), QJsonArray{column("city", "text"), column("sales", "integer")}},
            {QStringLiteral("rows"),
             QJsonArray{QJsonArray{QStringLiteral("Berlin"), 4200}, QJsonArray{QStringLiteral("Paris"), 3100},
                        QJsonArray{QStringLiteral("Rome"), 1900}}},
            {QStringLiteral("rowCount"), 3},
            {QStringLiteral("truncated"), false},
            {QStringLiteral("text"), QStringLiteral("Berlin leads with 4,200, of 9,200 in all.")},
            {QStringLiteral("chart"), chart},
            {QStringLiteral("totals"), QJsonArray()},
            {QStringLiteral("ranAt"), QStringLiteral("2026-05-05T10:15:00Z")},
            {QStringLiteral("ms"), 12}};
}

inline void fillWindow(FakeServer &server)
{
    const QStringList lists{QStringLiteral("databases.list"), QStringLiteral("chat.databases"),
                            QStringLiteral("conversations.list")};
    for (const QString &list : lists)
        server.on(list, QJsonObject{{QStringLiteral("items"), QJsonArray()}});
}

} // namespace tabletalk::test
