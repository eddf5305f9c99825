// SPDX-License-Identifier: GPL-3.0-or-later
//
// Descriptions never quote sampled values: they may be shown to a language model, and
// whether samples may leave the machine is decided elsewhere.
#include "core/schema/Descriptions.h"

#include "core/schema/EntityName.h"
#include "core/schema/TableOutline.h"
#include "core/text/NameParts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// Finds translations, and lets the translators' tools find the texts.
struct Say
{
    Q_DECLARE_TR_FUNCTIONS(Descriptions)
};

/// The user's way to write numbers and lists; English where the system says nothing.
QLocale speech()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString asSentence(const QString &text)
{
    const QString trimmed = text.trimmed();
    const bool ended = trimmed.endsWith(u'.') || trimmed.endsWith(u'!') || trimmed.endsWith(u'?');
    return ended || trimmed.isEmpty() ? trimmed : QString(trimmed + u'.');
}

/// What the table refers to, each once, in the order of its columns.
QStringList referredNames(const Table &table)
{
    QStringList names;
    for (const ForeignKey &key : table.foreignKeys) {
        const QString name = EntityName::of(key.referencedTable).one;
        if (!names.contains(name))
            names << name;
    }
    return names;
}

/// The column that says when the rows happened, if its range is known.
const Column *datedBy(const Table &table)
{
    const auto dated = [](const Column &column) {
        return column.role == ColumnRole::Date && column.profile.minimum && column.profile.maximum
               && column.profile.minimum->size() >= 10 && !column.name.contains(u"birth", Qt::CaseInsensitive);
    };
    const auto found = std::ranges::find_if(table.columns, dated);
    return found == table.columns.end() ? nullptr : &*found;
}

QString rowsSentence(const Table &table)
{
    if (!table.rowCount)
        return {};
    if (*table.rowCount == 0)
        return Say::tr("It has no rows.");
    if (*table.rowCount == 1)
        return Say::tr("It has one row.");
    const QString count = speech().toString(*table.rowCount);
    if (const Column *date = datedBy(table)) {
        return Say::tr("%1 rows from %2 to %3.")
            .arg(count, date->profile.minimum->left(10), date->profile.maximum->left(10));
    }
    return Say::tr("%1 rows.").arg(count);
}

const ForeignKey *referenceOf(const Table &table, const Column &column)
{
    const auto found = std::ranges::find_if(table.foreignKeys, [&](const ForeignKey &key) {
        return std::ranges::find(key.columns, column.name) != key.columns.end();
    });
    return found == table.foreignKeys.end() ? nullptr : &*found;
}

QString kindOf(const Column &column)
{
    switch (column.role) {
    case ColumnRole::Identifier:
        return Say::tr("an identifier");
    case ColumnRole::Name:
        return Say::tr("a name");
    case ColumnRole::Code:
        return Say::tr("a code");
    case ColumnRole::Measure:
        return Say::tr("a number");
    case ColumnRole::Money:
        return Say::tr("an amount of money");
    case ColumnRole::Percentage:
        return Say::tr("a percentage");
    case ColumnRole::Date:
        if (column.type == ColumnType::Integer && column.profile.maximum.value_or(QString()).size() == 4)
            return Say::tr("a year");
        return column.type == ColumnType::Timestamp ? Say::tr("a date and time")
               : column.type == ColumnType::Time    ? Say::tr("a time")
                                                    : Say::tr("a date");
    case ColumnRole::Flag:
        return Say::tr("yes or no");
    case ColumnRole::Category:
        return Say::tr("a category");
    case ColumnRole::Place:
        return Say::tr("a place");
    case ColumnRole::Text:
        return Say::tr("a text");
    case ColumnRole::Unknown:
        break;
    }
    return column.type == ColumnType::Binary ? Say::tr("binary data") : Say::tr("a value");
}

/// One end of a column's range, money with its cents.
QString bound(const Column &column, const QString &text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && column.role == ColumnRole::Money ? speech().toString(number, 'f', 2) : text;
}

/// How far numbers and dates reach, or how many different values there are.
QString extentOf(const Column &column)
{
    const ColumnProfile &profile = column.profile;
    const bool ranged = column.role == ColumnRole::Measure || column.role == ColumnRole::Money
                        || column.role == ColumnRole::Percentage || column.role == ColumnRole::Date;
    if (ranged && profile.minimum && profile.maximum && *profile.minimum != *profile.maximum)
        return Say::tr("from %1 to %2").arg(bound(column, *profile.minimum), bound(column, *profile.maximum));
    const bool grouping = column.role == ColumnRole::Category || column.role == ColumnRole::Place;
    if (grouping && profile.distinctCount.value_or(0) > 1)
        return Say::tr("%1 different ones").arg(speech().toString(*profile.distinctCount));
    return {};
}

} // namespace

QString describeTable(const Table &table)
{
    QStringList sentences;
    const QStringList referred = referredNames(table);
    if (!table.comment.trimmed().isEmpty())
        sentences << asSentence(table.comment);
    if (isBridge(table) && referred.size() >= 2) {
        sentences << Say::tr("Each row relates %1.").arg(speech().createSeparatedList(referred));
    } else {
        sentences << Say::tr("Each row is one %1.").arg(EntityName::of(table.name).one);
        if (!referred.isEmpty())
            sentences << Say::tr("It refers to %1.").arg(speech().createSeparatedList(referred));
    }
    if (const QString rows = rowsSentence(table); !rows.isEmpty())
        sentences << rows;
    return sentences.join(u' ');
}

QString describeColumn(const Table &table, const Column &column)
{
    if (!column.comment.trimmed().isEmpty())
        return asSentence(column.comment);
    if (const ForeignKey *key = referenceOf(table, column)) {
        const QString target = EntityName::of(key->referencedTable).one;
        return capitalised(Say::tr("%1: refers to %2.").arg(humanName(column.name), target));
    }
    if (table.primaryKey.size() == 1 && table.primaryKey.front() == column.name)
        return capitalised(
            Say::tr("%1: tells each %2 apart.").arg(humanName(column.name), EntityName::of(table.name).one));
    const QString extent = extentOf(column);
    if (extent.isEmpty())
        return capitalised(Say::tr("%1: %2.").arg(humanName(column.name), kindOf(column)));
    return capitalised(Say::tr("%1: %2, %3.").arg(humanName(column.name), kindOf(column), extent));
}

void describeSchema(Schema &schema, bool columnsToo)
{
    for (Table &table : schema.tables) {
        for (Column &column : table.columns)
            column.description = columnsToo ? describeColumn(table, column) : QString();
        table.description = describeTable(table);
    }
}

} // namespace tabletalk
