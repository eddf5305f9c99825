// SPDX-License-Identifier: GPL-3.0-or-later
//
// Descriptions never quote sampled values: they may be shown to a language model, and
// whether samples may leave the machine is decided elsewhere.
#include "core/schema/Descriptions.h"

#include "core/schema/EntityName.h"
#include "core/schema/TableOutline.h"
#include "core/text/NameParts.h"

#include <QCoreApplication>
#include <QDate>
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

/// What the table refers to, each once, in the order of its columns: "a customer", "an order",
/// "another employee".
QStringList referredNames(const Table &table)
{
    QStringList names;
    for (const ForeignKey &key : table.foreignKeys) {
        const EntityName target = EntityName::of(key.referencedTable);
        const bool own = key.referencedTable == table.name && key.referencedSchema == table.schema;
        const QString name = own ? Say::tr("another %1").arg(target.one) : target.oneOfThem();
        if (!names.contains(name))
            names << name;
    }
    return names;
}

/// A day as it is sorted and meant: 2026-06-30, with or without a time behind it.
bool isDay(const std::optional<QString> &text)
{
    return text && text->size() >= 10 && QDate::fromString(text->left(10), Qt::ISODate).isValid();
}

bool hasDays(const Column &column)
{
    return column.role == ColumnRole::Date && isDay(column.profile.minimum) && isDay(column.profile.maximum);
}

/// The column that says when the rows happened, if its range is known. When a row was changed,
/// when somebody was born and how long something is valid are other things.
const Column *datedBy(const Table &table)
{
    const auto dated = [](const Column &column) {
        static constexpr QStringView others[] = {u"birth", u"born", u"dob",   u"update",  u"modif", u"chang",
                                                 u"expir", u"due",  u"valid", u"deleted", u"until"};
        return hasDays(column) && std::ranges::none_of(others, [&](QStringView word) {
                   return column.name.contains(word, Qt::CaseInsensitive);
               });
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
    const Column *date = datedBy(table);
    if (!date)
        return Say::tr("%1 rows.").arg(count);
    const QString first = date->profile.minimum->left(10);
    const QString last = date->profile.maximum->left(10);
    return first == last ? Say::tr("%1 rows, all of %2.").arg(count, first)
                         : Say::tr("%1 rows from %2 to %3.").arg(count, first, last);
}

const ForeignKey *referenceOf(const Table &table, const Column &column)
{
    const auto found = std::ranges::find_if(table.foreignKeys, [&](const ForeignKey &key) {
        return std::ranges::find(key.columns, column.name) != key.columns.end();
    });
    return found == table.foreignKeys.end() ? nullptr : &*found;
}

bool isStoredNumber(const Column &column)
{
    return column.type == ColumnType::Integer || column.type == ColumnType::Decimal || column.type == ColumnType::Real;
}

QString kindOfDate(const Column &column)
{
    if (isStoredNumber(column) && column.profile.maximum.value_or(QString()).size() == 4)
        return Say::tr("a year");
    if (isStoredNumber(column))
        return Say::tr("a date in digits");
    return column.type == ColumnType::Timestamp ? Say::tr("a date and time")
           : column.type == ColumnType::Time    ? Say::tr("a time")
                                                : Say::tr("a date");
}

bool says(const Column &column, std::initializer_list<QStringView> words)
{
    const QString name = humanName(column.name);
    return std::ranges::any_of(words, [&](QStringView word) { return name.contains(word); });
}

QString kindOfCode(const Column &column)
{
    if (says(column, {u"mail"}))
        return Say::tr("an e-mail address");
    if (says(column, {u"phone", u"mobile", u"fax"}))
        return Say::tr("a telephone number");
    return says(column, {u"number"}) ? Say::tr("a number that tells one from another") : Say::tr("a code");
}

QString kindOfPlace(const Column &column)
{
    if (says(column, {u"latitude", u"longitude"}) || isStoredNumber(column))
        return says(column, {u"zip", u"post"}) ? Say::tr("a postal code") : Say::tr("a coordinate");
    if (says(column, {u"zip", u"post"}))
        return Say::tr("a postal code");
    return says(column, {u"address", u"street"}) ? Say::tr("an address") : Say::tr("a place");
}

/// A share of one is not said to be a percentage, since 0.4 would read as less than one in a hundred.
QString kindOfPercentage(const Column &column)
{
    bool ok = false;
    const double most = column.profile.maximum.value_or(QString()).toDouble(&ok);
    return ok && most <= 1 ? Say::tr("a share, 1 being all") : Say::tr("a percentage");
}

QString kindOf(const Table &table, const Column &column)
{
    switch (column.role) {
    case ColumnRole::Identifier:
        return Say::tr("an identifier");
    case ColumnRole::Name: {
        const bool own = humanName(column.name) == u"name" || humanName(column.name) == u"title";
        return own ? Say::tr("what each %1 is called").arg(EntityName::of(table.name).row()) : Say::tr("a name");
    }
    case ColumnRole::Code:
        return kindOfCode(column);
    case ColumnRole::Measure:
        return column.unit.isEmpty() ? Say::tr("a number") : Say::tr("a number in %1").arg(column.unit);
    case ColumnRole::Money:
        return column.unit.isEmpty() ? Say::tr("an amount of money")
                                     : Say::tr("an amount of money in %1").arg(column.unit);
    case ColumnRole::Percentage:
        return kindOfPercentage(column);
    case ColumnRole::Date:
        return kindOfDate(column);
    case ColumnRole::Flag:
        return Say::tr("yes or no");
    case ColumnRole::Category:
        return Say::tr("a category");
    case ColumnRole::Place:
        return kindOfPlace(column);
    case ColumnRole::Text:
        return says(column, {u"url", u"website", u"link"}) ? Say::tr("a web address") : Say::tr("a text");
    case ColumnRole::Unknown:
        break;
    }
    return column.type == ColumnType::Binary ? Say::tr("binary data") : Say::tr("a value");
}

/// One end of a column's range: money with its cents, large numbers in groups, years plain.
QString bound(const Column &column, const QString &text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    if (!ok || column.role == ColumnRole::Date)
        return column.role == ColumnRole::Date && text.size() > 16 ? text.left(16) : text;
    if (column.role == ColumnRole::Money)
        return speech().toString(number, 'f', 2);
    bool whole = false;
    const qint64 integer = text.toLongLong(&whole);
    return whole && column.role == ColumnRole::Measure ? speech().toString(integer) : text;
}

/// How far numbers and dates reach, or how many different values there are. Numbers and dates
/// that are kept as other texts do not sort as what they are, so their ends are not known.
QString extentOf(const Column &column)
{
    const ColumnProfile &profile = column.profile;
    const bool ranged = column.role == ColumnRole::Measure || column.role == ColumnRole::Money
                        || column.role == ColumnRole::Percentage || column.role == ColumnRole::Date
                        || (column.role == ColumnRole::Place && says(column, {u"latitude", u"longitude"}));
    const bool sorted = isStoredNumber(column) || hasDays(column);
    if (ranged && sorted && profile.minimum && profile.maximum && *profile.minimum != *profile.maximum)
        return Say::tr("from %1 to %2").arg(bound(column, *profile.minimum), bound(column, *profile.maximum));
    const bool grouping = column.role == ColumnRole::Category || column.role == ColumnRole::Place;
    if (grouping && !ranged && profile.distinctCount.value_or(0) > 1)
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
        sentences << Say::tr("Each row is one %1.").arg(EntityName::of(table.name).row());
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
        const bool own = key->referencedTable == table.name && key->referencedSchema == table.schema;
        const EntityName entity = EntityName::of(key->referencedTable);
        const QString target = own ? Say::tr("another %1").arg(entity.one) : entity.oneOfThem();
        return capitalised(Say::tr("%1: refers to %2.").arg(humanName(column.name), target));
    }
    if (table.primaryKey.size() == 1 && table.primaryKey.front() == column.name)
        return capitalised(
            Say::tr("%1: tells each %2 apart.").arg(humanName(column.name), EntityName::of(table.name).row()));
    const QString extent = extentOf(column);
    if (extent.isEmpty())
        return capitalised(Say::tr("%1: %2.").arg(humanName(column.name), kindOf(table, column)));
    return capitalised(Say::tr("%1: %2, %3.").arg(humanName(column.name), kindOf(table, column), extent));
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
