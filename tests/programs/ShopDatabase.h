// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

namespace tabletalk::test {

/// A small shop as an SQLite file: three customers in two cities, four orders.
inline void writeShop(const QString &path)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("shop"));
        database.setDatabaseName(path);
        QVERIFY2(database.open(), qPrintable(database.lastError().text()));
        QSqlQuery query(database);
        for (const char *sql :
             {"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL)",
              "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), "
              "total REAL NOT NULL)",
              "INSERT INTO customers VALUES (1, 'Ana', 'Osaka'), (2, 'Ben', 'Lima'), (3, 'Cleo', 'Lima')",
              "INSERT INTO orders VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30), (4, 2, 40)"})
            QVERIFY2(query.exec(QString::fromLatin1(sql)), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("shop"));
}

} // namespace tabletalk::test
