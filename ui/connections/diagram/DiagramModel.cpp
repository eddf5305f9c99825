// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagram/DiagramModel.h"

#include "ui/connections/DatabaseState.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Tables.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

void DiagramModel::setDiagram(api::SchemaDiagram diagram)
{
    beginResetModel();
    m_diagram = std::move(diagram);
    m_neighbours.assign(m_diagram.tables.size(), {});
    const int count = int(m_diagram.tables.size());
    std::erase_if(m_diagram.keys, [count](const api::DiagramKey &key) {
        return key.from < 0 || key.to < 0 || key.from >= count || key.to >= count;
    });
    for (const api::DiagramKey &key : m_diagram.keys) {
        if (key.from == key.to)
            continue;
        m_neighbours[size_t(key.from)].push_back(key.to);
        m_neighbours[size_t(key.to)].push_back(key.from);
    }
    for (auto &each : m_neighbours) {
        std::ranges::sort(each);
        each.erase(std::unique(each.begin(), each.end()), each.end());
    }
    endResetModel();
}

const api::DiagramTable *DiagramModel::tableAt(int row) const
{
    return row >= 0 && size_t(row) < m_diagram.tables.size() ? &m_diagram.tables[size_t(row)] : nullptr;
}

int DiagramModel::rowOf(const QString &schema, const QString &name) const
{
    const auto found = std::ranges::find_if(
        m_diagram.tables, [&](const api::DiagramTable &table) { return table.name == name && table.schema == schema; });
    return found == m_diagram.tables.end() ? -1 : int(found - m_diagram.tables.begin());
}

std::vector<int> DiagramModel::around(int table, int depth) const
{
    std::vector<bool> isIn(m_diagram.tables.size(), false);
    std::vector<int> found{table};
    isIn[size_t(table)] = true;
    size_t begin = 0;
    for (int step = 0; step < depth; ++step) {
        const size_t end = found.size();
        for (; begin < end; ++begin) {
            for (const int other : m_neighbours[size_t(found[begin])]) {
                if (isIn[size_t(other)])
                    continue;
                isIn[size_t(other)] = true;
                found.push_back(other);
            }
        }
    }
    std::ranges::sort(found);
    return found;
}

std::vector<int> DiagramModel::all() const
{
    std::vector<int> tables(m_diagram.tables.size());
    std::iota(tables.begin(), tables.end(), 0);
    return tables;
}

int DiagramModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_diagram.tables.size());
}

QString DiagramModel::detailOf(int table) const
{
    const api::DiagramTable &now = m_diagram.tables[size_t(table)];
    QStringList parts;
    if (now.kind == u"view")
        parts.append(tr("view"));
    parts.append(columnCountText(now.columnCount));
    const int joined = int(m_neighbours[size_t(table)].size());
    if (joined > 0)
        parts.append(joined == 1 ? tr("1 join") : tr("%1 joins").arg(QLocale().toString(joined)));
    if (now.hidden)
        parts.append(tr("hidden"));
    return parts.join(u" · "_s);
}

/// The picture's lines in words.
QString DiagramModel::neighboursText(int table) const
{
    constexpr size_t mostNamed = 12;
    const auto &all = m_neighbours[size_t(table)];
    if (all.empty())
        return tr("joined with no other table");
    QStringList names;
    for (size_t i = 0; i < all.size() && i < mostNamed; ++i)
        names.append(m_diagram.tables[size_t(all[i])].name);
    const QString list = names.join(u", "_s);
    return all.size() > mostNamed ? tr("joined with %1 and more").arg(list) : tr("joined with %1").arg(list);
}

QVariant DiagramModel::data(const QModelIndex &index, int role) const
{
    const api::DiagramTable *table = index.isValid() ? tableAt(index.row()) : nullptr;
    if (!table)
        return {};
    const QString title = tableTitle(table->schema, table->name);
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return title;
    case DetailRole:
        return detailOf(index.row());
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3").arg(title, detailOf(index.row()), neighboursText(index.row()));
    case Qt::ToolTipRole:
        return plainToolTip(title + u'\n' + neighboursText(index.row()));
    case Qt::DecorationRole:
        return icon(table->kind == u"view" ? u"eye"_s : u"table"_s, IconTint::Muted);
    default:
        return {};
    }
}

} // namespace tabletalk::ui
