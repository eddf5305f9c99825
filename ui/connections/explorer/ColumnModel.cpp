// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/explorer/ColumnModel.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Tables.h"

#include <QLocale>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype samplesShown = 5;

QString samplesOf(const api::ColumnInfo &column)
{
    QStringList samples;
    for (const QString &sample : column.samples) {
        if (samples.size() == samplesShown)
            break;
        samples.append(sample.simplified());
    }
    return samples.join(u", "_s);
}

QString roleText(const QString &role)
{
    static const std::pair<const char *, const char *> names[] = {
        {"identifier", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Identifier")},
        {"name", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Name")},
        {"code", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Code")},
        {"measure", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Measure")},
        {"money", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Money")},
        {"percentage", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Percentage")},
        {"date", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Date")},
        {"flag", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Yes or no")},
        {"category", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Category")},
        {"place", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Place")},
        {"text", QT_TRANSLATE_NOOP("tabletalk::ui::ColumnModel", "Text")},
    };
    for (const auto &[name, text] : names) {
        if (role == QLatin1StringView(name))
            return ColumnModel::tr(text);
    }
    return role == u"unknown" ? QString() : role;
}

QString valuesOf(const api::ColumnInfo &column, std::optional<qint64> rows)
{
    const QLocale locale;
    QStringList parts;
    if (column.distinctCount)
        parts.append(column.exact ? ColumnModel::tr("%1 distinct").arg(locale.toString(*column.distinctCount))
                                  : ColumnModel::tr("about %1 distinct").arg(locale.toString(*column.distinctCount)));
    if (column.nullCount && *column.nullCount > 0) {
        if (rows.value_or(0) > 0 && column.exact)
            parts.append(ColumnModel::tr("%1 % empty")
                             .arg(locale.toString(100.0 * double(*column.nullCount) / double(*rows), 'f', 1)));
        else
            parts.append(ColumnModel::tr("%1 empty").arg(locale.toString(*column.nullCount)));
    }
    return parts.join(u", "_s);
}

QString meaningOf(const api::ColumnInfo &column)
{
    QStringList parts;
    if (column.primaryKey)
        parts.append(ColumnModel::tr("Key"));
    if (column.references)
        parts.append(column.referenceInferred.value_or(false)
                         ? ColumnModel::tr("Leads to %1 (found in the data)").arg(*column.references)
                         : ColumnModel::tr("Leads to %1").arg(*column.references));
    if (column.generated)
        parts.append(ColumnModel::tr("Computed by the database"));
    if (column.hidden)
        parts.append(ColumnModel::tr("Hidden"));
    if (!column.description.isEmpty())
        parts.append(column.description);
    return parts.join(u" · "_s);
}

} // namespace

void ColumnModel::setTable(const api::TableInfo &table)
{
    const bool same = std::ranges::equal(m_columns, table.columns, {}, &api::ColumnInfo::name, &api::ColumnInfo::name);
    if (same) {
        m_columns = table.columns;
        m_rows = table.rowCount;
        if (!m_columns.empty())
            Q_EMIT dataChanged(index(0, 0), index(int(m_columns.size()) - 1, ColumnTotal - 1));
        return;
    }
    beginResetModel();
    m_columns = table.columns;
    m_rows = table.rowCount;
    endResetModel();
}

int ColumnModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

int ColumnModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant ColumnModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Column");
    case TypeColumn:
        return tr("Type");
    case RoleColumn:
        return tr("Role");
    case MeaningColumn:
        return tr("What it means");
    case ValuesColumn:
        return tr("Values");
    case RangeColumn:
        return tr("Range");
    case SampleColumn:
        return tr("For example");
    default:
        return {};
    }
}

QString ColumnModel::textOf(const api::ColumnInfo &column, int section) const
{
    switch (section) {
    case NameColumn:
        return column.name;
    case TypeColumn:
        return column.nullable ? column.databaseType.toLower() : tr("%1, required").arg(column.databaseType.toLower());
    case RoleColumn: {
        const QString role = roleText(column.role);
        return column.unit.isEmpty() ? role : tr("%1 in %2").arg(role.isEmpty() ? tr("Number") : role, column.unit);
    }
    case MeaningColumn:
        return meaningOf(column);
    case ValuesColumn:
        return valuesOf(column, m_rows);
    case RangeColumn:
        return column.minimum && column.maximum
                   ? tr("%1 to %2").arg(column.minimum->simplified(), column.maximum->simplified())
                   : QString();
    case SampleColumn:
        return samplesOf(column);
    default:
        return {};
    }
}

QVariant ColumnModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || size_t(index.row()) >= m_columns.size())
        return {};
    const api::ColumnInfo &column = m_columns[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(column, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(textOf(column, index.column()));
    case Qt::FontRole:
        return index.column() == NameColumn ? QVariant(fontOf(TextStyle::Strong)) : QVariant();
    case Qt::DecorationRole:
        if (index.column() != NameColumn)
            return {};
        return icon(column.primaryKey   ? u"key"_s
                    : column.references ? u"link"_s
                                        : u"column"_s,
                    column.primaryKey || column.references ? IconTint::Accent : IconTint::Muted);
    default:
        return {};
    }
}

} // namespace tabletalk::ui
