// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/EntryModel.h"

#include "core/schema/MetricExpression.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Tables.h"

#include <QBrush>

namespace tabletalk::ui {

namespace {

QString columnsOf(const JoinSide &side)
{
    QStringList columns;
    for (const QString &column : side.columns)
        columns << placeText({side.schema, side.table, column});
    return columns.isEmpty() ? placeText({side.schema, side.table, {}}) : columns.join(QStringLiteral(", "));
}

QString wordText(const Synonym &entry, EntryModel::Column column)
{
    if (column == EntryModel::Subject)
        return entry.phrase;
    if (column == EntryModel::Remark)
        return entry.value          ? EntryModel::tr("value")
               : entry.means.column ? EntryModel::tr("column")
                                    : EntryModel::tr("table");
    const QString place = placeText(entry.means);
    return entry.value ? EntryModel::tr("%1 = “%2”").arg(place, *entry.value) : place;
}

QString metricText(const Metric &entry, EntryModel::Column column)
{
    if (column == EntryModel::Subject)
        return entry.synonyms.empty()
                   ? entry.name
                   : EntryModel::tr("%1, also %2")
                         .arg(entry.name,
                              QStringList(entry.synonyms.begin(), entry.synonyms.end()).join(QStringLiteral(", ")));
    return column == EntryModel::Meaning ? metricExpression(entry) : entry.unit.value_or(QString());
}

QString hiddenText(const SchemaPlace &entry, EntryModel::Column column)
{
    if (column == EntryModel::Subject)
        return placeText(entry);
    if (column == EntryModel::Remark)
        return entry.column ? EntryModel::tr("column") : EntryModel::tr("table");
    return entry.column ? EntryModel::tr("is not named, shown or answered")
                        : EntryModel::tr("is not named, joined, shown or answered");
}

QString joinText(const JoinPreference &entry, EntryModel::Column column)
{
    if (column == EntryModel::Subject)
        return columnsOf(entry.from);
    if (column == EntryModel::Meaning)
        return columnsOf(entry.to);
    return entry.avoid ? EntryModel::tr("avoid") : EntryModel::tr("prefer");
}

QString descriptionText(const PlaceDescription &entry, EntryModel::Column column)
{
    if (column == EntryModel::Subject)
        return placeText(entry.place);
    if (column == EntryModel::Meaning)
        return entry.text;
    return entry.place.column ? EntryModel::tr("column") : EntryModel::tr("table");
}

const char *headings[5][EntryModel::ColumnTotal] = {
    {QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Word or phrase"),
     QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Means"), QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Kind")},
    {QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Metric"),
     QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Computed as"),
     QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Unit")},
    {QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Table or column"),
     QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Effect"), QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Kind")},
    {QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "From"), QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "To"),
     QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Rule")},
    {QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Table or column"),
     QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Description"),
     QT_TRANSLATE_NOOP("tabletalk::ui::EntryModel", "Kind")}};

} // namespace

QString entryText(const Vocabulary &vocabulary, VocabularySection section, size_t row, EntryModel::Column column)
{
    if (row >= entryCount(vocabulary, section))
        return {};
    switch (section) {
    case VocabularySection::Words:
        return wordText(vocabulary.synonyms[row], column);
    case VocabularySection::Metrics:
        return metricText(vocabulary.metrics[row], column);
    case VocabularySection::Hidden:
        return hiddenText(vocabulary.hidden[row], column);
    case VocabularySection::Joins:
        return joinText(vocabulary.joins[row], column);
    case VocabularySection::Descriptions:
        return descriptionText(vocabulary.descriptions[row], column);
    }
    return {};
}

EntryModel::EntryModel(const VocabularyDraft &draft, VocabularySection section, QObject *parent)
    : QAbstractTableModel(parent)
    , m_draft(draft)
    , m_section(section)
    , m_shown(draft.vocabulary())
{
    connect(&draft, &VocabularyDraft::changed, this, &EntryModel::take);
}

void EntryModel::take()
{
    if (!(m_shown == m_draft.vocabulary())) {
        beginResetModel();
        m_shown = m_draft.vocabulary();
        endResetModel();
    } else if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnTotal - 1)); // its issues may be others
    }
}

int EntryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(entryCount(m_shown, m_section));
}

int EntryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant EntryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = size_t(index.row());
    const QString issue = m_draft.issueOf(m_section, row);
    switch (role) {
    case Qt::DisplayRole:
        return entryText(m_shown, m_section, row, Column(index.column()));
    case Qt::ToolTipRole:
        return plainToolTip(issue.isEmpty() ? entryText(m_shown, m_section, row, Column(index.column())) : issue);
    case Qt::AccessibleDescriptionRole:
    case IssueRole:
        return issue;
    case Qt::DecorationRole:
        if (index.column() == Subject && !issue.isEmpty())
            return icon(QStringLiteral("warning"), IconTint::Danger);
        return {};
    case Qt::ForegroundRole:
        return index.column() == Remark ? QVariant(QBrush(currentColors().mutedText)) : QVariant();
    default:
        return {};
    }
}

QVariant EntryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnTotal)
        return {};
    return tr(headings[int(m_section)][section]);
}

} // namespace tabletalk::ui
