// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/HtmlTable.h"

#include "reader/HtmlTree.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

struct TableRow
{
    std::vector<const GumboNode *> cells;

    bool hasOnlyNames() const
    {
        return cells.size() > 1
               && std::ranges::all_of(cells, [](const GumboNode *cell) { return tagOf(cell) == GUMBO_TAG_TH; });
    }
    bool beginsWithName() const
    {
        return cells.size() > 1 && tagOf(cells.front()) == GUMBO_TAG_TH && tagOf(cells[1]) == GUMBO_TAG_TD;
    }
};

constexpr size_t mostRows = 200'000;

std::vector<TableRow> rowsOf(const GumboNode *table)
{
    std::vector<TableRow> rows;
    walk(table, [&](const GumboNode *node) {
        if (!isElement(node) || (node != table && isUnseen(node)))
            return Descend::No;
        switch (tagOf(node)) {
        case GUMBO_TAG_TR:
            if (rows.size() < mostRows)
                rows.emplace_back();
            return Descend::Yes;
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH:
            if (!rows.empty())
                rows.back().cells.push_back(node);
            return Descend::No;
        case GUMBO_TAG_CAPTION:
            return Descend::No;
        default:
            return Descend::Yes;
        }
    });
    return rows;
}

QString joined(const QStringList &names, const QStringList &values)
{
    QString row;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (values[i].isEmpty())
            continue;
        const QString name = names.value(i);
        row += (row.isEmpty() ? QString() : u"; "_s) + (name.isEmpty() ? QString() : QString(name + u": ")) + values[i];
    }
    return row;
}

QStringList texts(const TableRow &row)
{
    QStringList list;
    for (const GumboNode *cell : row.cells) {
        list << lineOf(cell);
        // A wide cell stands above several columns.
        const int wide = std::min(attribute(cell, "colspan").toInt(), 100);
        for (int i = 1; i < wide; ++i)
            list << QString();
    }
    return list;
}

} // namespace

bool isTableOfData(const GumboNode *table)
{
    bool nested = false;
    walk(table, [&](const GumboNode *node) {
        nested = nested || (node != table && tagOf(node) == GUMBO_TAG_TABLE);
        return nested ? Descend::No : Descend::Yes;
    });
    if (nested)
        return false;
    const std::vector<TableRow> rows = rowsOf(table);
    return rows.size() > 0 && rows.size() < mostRows
           && (rows.front().hasOnlyNames() || std::ranges::all_of(rows, &TableRow::beginsWithName));
}

void forEachRow(const GumboNode *table, const std::function<void(const QString &)> &give)
{
    walk(table, [&](const GumboNode *node) {
        if (tagOf(node) == GUMBO_TAG_CAPTION)
            give(lineOf(node));
        return tagOf(node) == GUMBO_TAG_TR ? Descend::No : Descend::Yes;
    });
    const std::vector<TableRow> rows = rowsOf(table);
    const bool named = rows.front().hasOnlyNames();
    const QStringList names = named ? texts(rows.front()) : QStringList();
    for (size_t i = named ? 1 : 0; i < rows.size(); ++i) {
        QStringList values = texts(rows[i]);
        if (named)
            give(joined(names, values));
        else if (!values.isEmpty()) {
            const QString name = values.takeFirst();
            give(QString(name + u": " + values.join(u", "_s)));
        }
    }
}

} // namespace tabletalk::reader
