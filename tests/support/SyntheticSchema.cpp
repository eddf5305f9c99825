// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/SyntheticSchema.h"

#include <QFile>
#include <QStringList>

#include <sqlite3.h>

#include <array>
#include <iterator>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array departments = {u"sales", u"stock", u"hr", u"finance", u"support", u"plant", u"web", u"fleet"};
constexpr std::array things = {u"customer", u"order",    u"product", u"invoice",  u"payment", u"employee", u"supplier",
                               u"delivery", u"contract", u"project", u"location", u"machine", u"ticket"};
constexpr std::array cities = {u"Berlin", u"Osaka", u"Lyon", u"Porto", u"Leeds"};
constexpr std::array states = {u"open", u"paid", u"late"};

/// A kind of column: its name, its type and how its values are made.
struct Kind
{
    const char16_t *name;
    const char16_t *type;
};

constexpr std::array kinds = {Kind{u"name", u"VARCHAR(80)"},          Kind{u"status", u"VARCHAR(20)"},
                              Kind{u"amount", u"NUMERIC(12, 2)"},     Kind{u"created_on", u"DATE"},
                              Kind{u"city", u"VARCHAR(40)"},          Kind{u"quantity", u"INTEGER"},
                              Kind{u"reference_code", u"VARCHAR(20)"}};

QString text(const char16_t *words)
{
    return QString::fromUtf16(words);
}

} // namespace

QString SyntheticSchema::tableName(int table) const
{
    const auto t = size_t(table);
    return text(departments[(t / things.size()) % departments.size()]) + u'_' + text(things[t % things.size()]) + u'_'
           + QString::number(t / (things.size() * departments.size()) + 1);
}

std::optional<int> SyntheticSchema::parentOf(int table) const
{
    return table >= 8 && m_columns > 2 ? std::optional(table / 8) : std::nullopt;
}

bool SyntheticSchema::declaresKey(int table) const
{
    return table % 3 != 0;
}

QString SyntheticSchema::columnName(int table, int column) const
{
    const auto parent = parentOf(table);
    if (column == 0)
        return u"id"_s;
    if (column == 1 && parent)
        return tableName(*parent) + u"_id"_s;
    const auto place = size_t(column - (parent ? 2 : 1));
    const size_t round = place / kinds.size();
    const QString name = text(kinds[place % kinds.size()].name);
    return round == 0 ? name : QString(name + u'_' + QString::number(round + 1));
}

QString SyntheticSchema::createTable(int table) const
{
    const auto parent = parentOf(table);
    QStringList columns{u"id INTEGER PRIMARY KEY"_s};
    for (int c = 1; c < m_columns; ++c) {
        if (c == 1 && parent) {
            const QString reference =
                declaresKey(table) ? QString(u" REFERENCES "_s + tableName(*parent) + u" (id)"_s) : QString();
            columns << QString(columnName(table, c) + u" INTEGER"_s + reference);
            continue;
        }
        const auto place = size_t(c - (parent ? 2 : 1));
        columns << QString(columnName(table, c) + u' ' + text(kinds[place % kinds.size()].type));
    }
    return u"CREATE TABLE "_s + tableName(table) + u" ("_s + columns.join(u", "_s) + u");\n"_s;
}

QString SyntheticSchema::value(int table, int column, int row) const
{
    const auto parent = parentOf(table);
    if (column == 0)
        return QString::number(row + 1);
    if (column == 1 && parent)
        return QString::number((row * 7 + table) % m_rows + 1);
    const auto i = size_t(row + table);
    switch (size_t(column - (parent ? 2 : 1)) % kinds.size()) {
    case 0:
        return u"'%1 %2'"_s.arg(text(things[size_t(table) % things.size()])).arg(row + 1);
    case 1:
        return u"'%1'"_s.arg(text(states[i % states.size()]));
    case 2:
        return QString::number(double((i * 137) % 90'000) / 100, 'f', 2);
    case 3:
        return u"'2025-%1-%2'"_s.arg(i % 12 + 1, 2, 10, QChar(u'0')).arg(i % 28 + 1, 2, 10, QChar(u'0'));
    case 4:
        return u"'%1'"_s.arg(text(cities[i % cities.size()]));
    case 5:
        return QString::number(i % 40);
    default:
        return u"'R-%1-%2'"_s.arg(table).arg(row);
    }
}

QString SyntheticSchema::insertRows(int table) const
{
    if (m_rows == 0)
        return {};
    QStringList rows;
    for (int r = 0; r < m_rows; ++r) {
        QStringList values;
        for (int c = 0; c < m_columns; ++c)
            values << value(table, c, r);
        rows << QString(u'(' + values.join(u", "_s) + u')');
    }
    return u"INSERT INTO "_s + tableName(table) + u" VALUES "_s + rows.join(u", "_s) + u";\n"_s;
}

void SyntheticSchema::forEachPart(int tablesOfOnePart, const std::function<void(const QString &)> &take) const
{
    QString script;
    for (int t = 0; t < m_tables; ++t) {
        script += createTable(t) + insertRows(t);
        if ((t + 1) % tablesOfOnePart == 0 || t + 1 == m_tables) {
            take(script);
            script.clear();
        }
    }
}

QString SyntheticSchema::writeSqlite(const QString &path) const
{
    sqlite3 *database = nullptr;
    QString problem;
    const auto execute = [&](const QString &sql) {
        if (problem.isEmpty()
            && sqlite3_exec(database, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
            problem = QString::fromUtf8(sqlite3_errmsg(database));
    };
    if (sqlite3_open(QFile::encodeName(path).constData(), &database) != SQLITE_OK)
        problem = u"the file cannot be made"_s;
    execute(u"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN"_s);
    forEachPart(200, execute);
    execute(u"COMMIT"_s);
    sqlite3_close(database);
    return problem;
}

} // namespace tabletalk::test
